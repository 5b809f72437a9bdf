import type { Recording } from "../../support/recorder";
import { ARGS, arrows, BALANCED, served } from "./declared-served";
import { ROLLOUT, STAMP } from "./sample";

const rollout = { app: "shop", component: "backend", rollout: "0123456789ab" };

describe("the live Service", () => {
  it("keeps its name and points at one rollout, whose pods were waited for", async () => {
    const { inputs } = (await served()).named("shop-backend", "core/v1:Service");

    expect(inputs["metadata"]).toEqual({
      name: "shop",
      namespace: "shops",
      labels: { ...STAMP, component: "backend" },
      annotations: { "pulumi.com/skipAwait": "true" },
    });
    expect(inputs["spec"]).toEqual({
      selector: rollout,
      ports: [{ name: "http", port: 8000, targetPort: "main" }],
    });
  });
});

describe("LIFE-65 a blue-green rollout", () => {
  it("is tried inside alone where nobody comes from outside, then everybody changes sides", async () => {
    expect(await arrows(ARGS)).toEqual({
      [`Service ${OWN}`]: ["ConfigMap before"],
      [`Deployment ${OWN}`]: ["ConfigMap before"],
      [SMOKE]: [`Deployment ${OWN}`],
      "Service shop-backend": [SMOKE],
    });
    expect((await served()).all.filter(({ type }) => type.startsWith("aws:"))).toEqual([]);
  });

  it("is tried through the load balancer before the live rule sends everybody to it", async () => {
    expect(await arrows(BALANCED)).toEqual({
      [`Service ${OWN}`]: ["ConfigMap before"],
      [`TargetGroup ${OWN}`]: ["ConfigMap before"],
      [`ListenerRule ${OWN}`]: ["ConfigMap before"],
      [`TargetGroupBinding ${OWN}`]: [`ListenerRule ${OWN}`],
      [`Deployment ${OWN}`]: ["ConfigMap before", `TargetGroupBinding ${OWN}`],
      [SMOKE]: [`Deployment ${OWN}`],
      [VERIFY]: [SMOKE],
      "Service shop-backend": [VERIFY],
      "ListenerRule shop-backend": ["Service shop-backend"],
    });
    expect(targets(await served(BALANCED))).toBe(`arn:${OWN}`);
  });

  it("is reached by the load balancer through a Service of its own", async () => {
    const recording = await served(BALANCED);

    expect(recording.named(OWN, "core/v1:Service").inputs).toMatchObject({
      metadata: { name: OWN, labels: { rollout: ROLLOUT } },
      spec: { selector: rollout },
    });
    expect(recording.one("TargetGroupBinding").inputs).toMatchObject({
      spec: { serviceRef: { name: OWN, port: 8000 } },
    });
    expect(recording.one("TargetGroup").inputs).toMatchObject({ healthCheck: { path: "/ready" } });
  });

  it("leaves a rollout that is kept exactly as it was, and asks it nothing", async () => {
    const recording = await served({ ...BALANCED, kept: "fedcba987654" });
    const kept = recording.all.filter(({ name }) => name.endsWith("-fedcba987654"));

    expect(kept.map(({ type }) => type.split(":").at(-1))).toEqual([
      ...["ListenerRule", "TargetGroup", "Deployment", "Service", "TargetGroupBinding"],
    ]);
    for (const { ignored, inputs } of kept) {
      expect(Object.keys(inputs).filter((key) => !ignored.includes(key))).toEqual([]);
    }
  });
});

describe("LIFE-65 a rolling rollout", () => {
  const ROLLING = { ...BALANCED, strategy: "rolling" as const, maxReplicas: 9 };

  it("is one pod that is tried, then those that serve roll over, and traffic stays where it is", async () => {
    expect(await arrows(ROLLING)).toMatchObject({
      [SMOKE]: [`Deployment ${OWN}`],
      [VERIFY]: [SMOKE],
      "Deployment shop-backend-stable": [VERIFY, "TargetGroupBinding shop-backend-stable"],
      "Service shop-backend": ["Deployment shop-backend-stable"],
      "ListenerRule shop-backend": ["Service shop-backend"],
    });
    const recording = await served(ROLLING);
    const size = (name: string) => recording.named(name, "Deployment").inputs["spec"];

    expect(size(OWN)).toMatchObject({ replicas: 1 });
    expect(size("shop-backend-stable")).toMatchObject({ replicas: 2 });
    expect(recording.one("HorizontalPodAutoscaler").name).toBe("shop-backend-stable");
    expect(targets(recording)).toBe("arn:shop-backend-stable");
    expect(recording.named("shop-backend", "core/v1:Service").inputs).toMatchObject({
      spec: { selector: { app: "shop", component: "backend", rollout: "stable" } },
    });
  });

  it("LOS-77 waits for the pods of the new template, not for the status of the old ones", async () => {
    const { inputs } = (await served(ROLLING)).named("shop-backend-stable", "Deployment");

    expect(inputs).toMatchObject({
      metadata: {
        annotations: {
          "pulumi.com/waitFor":
            'jsonpath={.status.conditions[?(@.type=="Progressing")].reason}=NewReplicaSetAvailable',
        },
      },
      spec: { strategy: { type: "RollingUpdate", rollingUpdate: { maxUnavailable: 0 } } },
    });
  });
});

describe("a rollout that comes after a gap", () => {
  const RECREATE = { ...ARGS, strategy: "recreate" as const };

  it("takes the place of what served, and is tried there", async () => {
    expect(await arrows(RECREATE)).toEqual({
      "Service shop-backend-stable": ["ConfigMap before"],
      "Deployment shop-backend-stable": ["ConfigMap before"],
      [SMOKE]: ["Deployment shop-backend-stable"],
      "Service shop-backend": [SMOKE],
    });
    expect((await served(RECREATE)).one("Deployment").inputs).toMatchObject({
      spec: { strategy: { type: "Recreate" } },
    });
  });
});

const OWN = `shop-backend-${ROLLOUT}`;
const [SMOKE, VERIFY] = [
  `Job shop-smoke-backend-${ROLLOUT}`,
  `Job shop-verify-backend-${ROLLOUT}`,
] as const;

/** Where the live rule sends everybody. */
function targets(recording: Recording): unknown {
  const [action] = recording.named("shop-backend", "ListenerRule").inputs["actions"] as [
    { forward: { targetGroups: [{ arn: string }] } },
  ];
  return action.forward.targetGroups[0].arn;
}
