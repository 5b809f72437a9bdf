import { core } from "@pulumi/kubernetes";
import * as pulumi from "@pulumi/pulumi";

import { Namespace, type NamespaceArgs } from "../../../components/cluster/namespace";
import { record } from "../../support/recorder";

const stamp = { environment: "test", stack: "test", owner: "ops" };
const quota = { cpu: "4000m", memory: "8192Mi", pods: 20, persistentVolumeClaims: 2 };
const KUBE_DNS = {
  namespaceSelector: { matchLabels: { "kubernetes.io/metadata.name": "kube-system" } },
  podSelector: { matchLabels: { "k8s-app": "kube-dns" } },
};

describe("Namespace", () => {
  it("keeps the names under which its objects are known to every state", async () => {
    const recording = await declared({});

    expect(recording.names()).toEqual([
      "kubernetes:core/v1:Namespace orders",
      "kubernetes:core/v1:ResourceQuota orders-quota",
      "kubernetes:networking.k8s.io/v1:NetworkPolicy orders-default-deny",
      "kubernetes:networking.k8s.io/v1:NetworkPolicy orders-dns",
      "platform:workload:Namespace orders",
    ]);
  });

  it.each([
    ["the cluster's own minor version", { version: "1.34" }, "v1.34"],
    ["whatever version somebody else's cluster has", {}, "latest"],
  ])("admits restricted pods alone, by the rules of %s", async (_what, args, version) => {
    const recording = await declared({ ...args, labels: { "gate.test/inject": "enabled" } });

    expect(recording.one("core/v1:Namespace").inputs["metadata"]).toEqual({
      name: "orders",
      labels: {
        ...stamp,
        "gate.test/inject": "enabled",
        "pod-security.kubernetes.io/enforce": "restricted",
        "pod-security.kubernetes.io/enforce-version": version,
        "pod-security.kubernetes.io/audit": "restricted",
        "pod-security.kubernetes.io/audit-version": version,
        "pod-security.kubernetes.io/warn": "restricted",
        "pod-security.kubernetes.io/warn-version": version,
      },
    });
  });

  it("limits what it takes from its neighbours, and opens no port past the load balancer", async () => {
    const recording = await declared({});

    expect(recording.one("ResourceQuota").inputs).toMatchObject({
      metadata: { name: "orders-quota", namespace: "orders", labels: stamp },
      spec: {
        hard: {
          "requests.cpu": "4000m",
          "requests.memory": "8192Mi",
          pods: "20",
          persistentvolumeclaims: "2",
          "services.loadbalancers": "0",
          "services.nodeports": "0",
        },
      },
    });
  });

  it("lets no pod talk to anybody", async () => {
    const recording = await declared({});

    expect(recording.named("orders-default-deny", "NetworkPolicy").inputs).toMatchObject({
      metadata: { name: "orders-default-deny", namespace: "orders", labels: stamp },
      spec: { podSelector: {}, policyTypes: ["Ingress", "Egress"] },
    });
    const { spec } = recording.named("orders-default-deny", "NetworkPolicy").inputs;
    expect(Object.keys(spec as object)).toEqual(["podSelector", "policyTypes"]);
  });

  it.each([
    ["pods", {}, [KUBE_DNS]],
    [
      "nodes",
      { serviceCidr: "172.20.0.0/16" },
      [KUBE_DNS, { ipBlock: { cidr: "172.20.0.10/32" } }],
    ],
  ])("lets every pod ask for names, where %s answer", async (_who, args, to) => {
    const recording = await declared(args);

    expect(recording.named("orders-dns", "NetworkPolicy").inputs["spec"]).toEqual({
      podSelector: {},
      policyTypes: ["Egress"],
      egress: [
        {
          to,
          ports: [
            { protocol: "UDP", port: 53 },
            { protocol: "TCP", port: 53 },
          ],
        },
      ],
    });
  });

  it("is named to nobody before it is limited and closed", async () => {
    const recording = await record(() => {
      const switched = new core.v1.ConfigMap("switch", {});
      const { name: namespace } = new Namespace("orders", { stamp, quota, after: [switched] });
      new core.v1.ConfigMap("settings", { metadata: { namespace } });
    });

    expect(recording.waitsFor("settings").sort()).toEqual([
      "orders",
      "orders-default-deny",
      "orders-dns",
      "orders-quota",
      "switch",
    ]);
  });

  it("has a name that a preview knows, so that a new policy moves nothing", async () => {
    const known: string[] = [];
    const mocks: pulumi.runtime.Mocks = {
      call: () => ({}),
      newResource: ({ inputs }) => ({ id: undefined, state: inputs as object }),
    };
    await pulumi.runtime.setMocks(mocks, "platform", "test", true);

    new Namespace("orders", { stamp, quota, after: [] }).name.apply((name) => known.push(name));
    await pulumi.runtime.disconnect();

    expect(known).toEqual(["orders"]);
  });
});

function declared(args: Partial<NamespaceArgs>) {
  return record(() => new Namespace("orders", { stamp, quota, after: [], ...args }));
}
