import { Release } from "../../../components/workload/release";
import { record } from "../../support/recorder";
import { BARE, inside, released, settled, STAMP, whole } from "./sample";

const gateway = { name: "public", namespace: "gateways" };
const entry = { kind: "gateway", host: "shop.test", gateway } as const;

describe("a release that nobody reaches from outside", () => {
  it("declares nothing in AWS, and no rule of any kind", async () => {
    const recording = await released(inside());

    expect(recording.all.filter(({ type }) => !type.startsWith("kubernetes:"))).toMatchObject([
      { type: "platform:workload:Release" },
    ]);
    expect(recording.of("TargetGroupBinding")).toEqual([]);
    expect(recording.of("HTTPRoute")).toEqual([]);
    expect(recording.of("core/v1:Service").map(({ name }) => name)).toEqual([
      "shop-backend",
      "shop-backend-0123456789ab",
      "shop-frontend",
      "shop-frontend-0123456789ab",
    ]);
  });
});

it("the backend of a release is reachable inside the cluster under its live name", async () => {
  let address = "";
  await record(async () => (address = await settled(new Release("shop", whole()).address)));

  expect(address).toBe("http://shop.shops.svc.cluster.local:8000");
});

describe("a release behind a Gateway", () => {
  it("is one route to its live Services, each path to its own", async () => {
    const recording = await released(whole({ entry }));

    expect(recording.one("HTTPRoute").inputs["spec"]).toEqual({
      parentRefs: [{ name: "public", namespace: "gateways", sectionName: "https" }],
      hostnames: ["shop.test"],
      rules: [
        rule({ type: "PathPrefix", value: "/api" }, { name: "shop", port: 8000 }),
        rule({ type: "Exact", value: "/health" }, { name: "shop", port: 8000 }),
        rule({ type: "PathPrefix", value: "/" }, { name: "shop-frontend", port: 3000 }),
      ],
    });
  });

  it("asks for nothing of the Gateway but its name", async () => {
    const setting = { kind: "gateway", ...gateway };
    const recording = await released({ ...BARE, entry: { ...entry, gateway: setting } });

    expect(recording.one("HTTPRoute").inputs).toMatchObject({
      metadata: { name: "shop", namespace: "shops", labels: STAMP },
    });
    expect(JSON.stringify(recording.one("HTTPRoute").inputs["spec"])).not.toContain("kind");
  });

  it("declares nothing in AWS, and its route is the same in every rollout", async () => {
    const [one, other] = [
      await released(whole({ entry })),
      await released(whole({ entry, rolloutId: "fedcba987654" })),
    ];

    expect(one.all.filter(({ type }) => type.startsWith("aws:"))).toEqual([]);
    expect(one.one("HTTPRoute")).toMatchObject({ name: "shop", parent: "shop" });
    expect(other.one("HTTPRoute").inputs).toEqual(one.one("HTTPRoute").inputs);
  });
});

function rule(path: object, backend: object) {
  return { matches: [{ path }], backendRefs: [backend] };
}
