import { connection, type Peer } from "../../../components/workload/connection";
import { Reach } from "../../../components/workload/reach";
import { record } from "../../support/recorder";
import { STAMP } from "./sample";

const web: Peer = { kind: "pods", app: "shop", components: ["backend", "worker"] };
const store: Peer = { kind: "pods", app: "shop", components: ["shop-postgres"] };
const ingress: Peer = { kind: "namespace", name: "gateway" };
const internet: Peer = { kind: "addresses", cidrs: ["0.0.0.0/0"], except: ["10.0.0.0/8"] };
const data: Peer = { kind: "addresses", cidrs: ["10.1.0.0/24", "10.1.1.0/24"] };

const WEB = {
  matchLabels: { app: "shop" },
  matchExpressions: [{ key: "component", operator: "In", values: ["backend", "worker"] }],
};
const STORE = {
  matchLabels: { app: "shop" },
  matchExpressions: [{ key: "component", operator: "In", values: ["shop-postgres"] }],
};
const INGRESS = {
  namespaceSelector: { matchLabels: { "kubernetes.io/metadata.name": "gateway" } },
};
const INTERNET = { ipBlock: { cidr: "0.0.0.0/0", except: ["10.0.0.0/8"] } };
const DATA = [{ ipBlock: { cidr: "10.1.0.0/24" } }, { ipBlock: { cidr: "10.1.1.0/24" } }];

const TCP = [{ protocol: "TCP", port: 5432 }];
const out = (podSelector: object, ...to: object[]) => ({
  podSelector,
  policyTypes: ["Egress"],
  egress: [{ to, ports: TCP }],
});
const into = (podSelector: object, ...from: object[]) => ({
  podSelector,
  policyTypes: ["Ingress"],
  ingress: [{ from, ports: TCP }],
});

describe("connection", () => {
  it.each<[string, Peer, Peer, Readonly<Record<string, object>>]>([
    [
      "pods and pods needs both halves",
      web,
      store,
      {
        "shop-to-store-in": into(STORE, { podSelector: WEB }),
        "shop-to-store-out": out(WEB, { podSelector: STORE }),
      },
    ],
    ["pods and a namespace needs one", web, ingress, { "shop-to-store-out": out(WEB, INGRESS) }],
    ["a namespace and pods needs one", ingress, web, { "shop-to-store-in": into(WEB, INGRESS) }],
    ["pods and the internet needs one", web, internet, { "shop-to-store-out": out(WEB, INTERNET) }],
    ["pods and subnets needs one", web, data, { "shop-to-store-out": out(WEB, ...DATA) }],
    ["subnets and pods needs one", data, web, { "shop-to-store-in": into(WEB, ...DATA) }],
    ["addresses and a namespace is not ours to allow", data, ingress, {}],
  ])("between %s", async (_title, from, to, expected) => {
    const { recording } = await declared(from, to, [5432]);

    expect(
      Object.fromEntries(recording.all.map(({ name, inputs }) => [name, inputs["spec"]])),
    ).toEqual(expected);
  });

  it("opens each of its ports", async () => {
    const { recording } = await declared(web, internet, [443, 587]);

    expect(recording.one("NetworkPolicy").inputs).toMatchObject({
      spec: {
        egress: [
          {
            ports: [
              { protocol: "TCP", port: 443 },
              { protocol: "TCP", port: 587 },
            ],
          },
        ],
      },
    });
  });

  it("is named in its namespace as it is here, and hands out every half", async () => {
    const { recording, halves } = await declared(web, store, [5432]);

    expect(recording.all.map(({ inputs }) => inputs["metadata"])).toEqual([
      { name: "shop-to-store-in", namespace: "shops", labels: STAMP },
      { name: "shop-to-store-out", namespace: "shops", labels: STAMP },
    ]);
    expect(halves).toBe(2);
  });
});

it("reaches what it lists, each connection named after its purpose, and nothing else", async () => {
  const recording = await record(
    () =>
      new Reach("shop", {
        namespace: "shops",
        stamp: STAMP,
        connections: [
          { role: "to-internet", from: web, to: internet, ports: [5432] },
          { role: "edge-to-backend", from: ingress, to: web, ports: [5432] },
        ],
      }),
  );

  expect(recording.all.map(({ name, parent, inputs }) => [name, parent, inputs["spec"]])).toEqual([
    ["shop-edge-to-backend-in", "shop", into(WEB, INGRESS)],
    ["shop-to-internet-out", "shop", out(WEB, INTERNET)],
    ["shop", "", undefined],
  ]);
});

async function declared(from: Peer, to: Peer, ports: readonly number[]) {
  let halves = 0;
  const recording = await record(() => {
    halves = connection(
      "shop-to-store",
      { namespace: "shops", from, to, ports, stamp: STAMP },
      {},
    ).length;
  });
  return { recording, halves };
}
