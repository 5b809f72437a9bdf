import type { ServeArgs } from "../../../components/workload/served";
import { ARGS, served, SILENT } from "./declared-served";
import { podOf, STAMP } from "./sample";

const rollout = { app: "shop", component: "backend", rollout: "0123456789ab" };

describe("a served process", () => {
  it("starts patiently, then is asked strictly for its life and often for its readiness", async () => {
    expect((await container()).probes).toEqual({
      startup: {
        httpGet: { path: "/health", port: "main" },
        timeoutSeconds: 3,
        periodSeconds: 5,
        failureThreshold: 30,
      },
      liveness: {
        httpGet: { path: "/health", port: "main" },
        timeoutSeconds: 3,
        periodSeconds: 10,
        failureThreshold: 6,
      },
      readiness: {
        httpGet: { path: "/ready", port: "main" },
        timeoutSeconds: 3,
        periodSeconds: 5,
      },
    });
  });

  it("is alive as long as its port answers, where it has no page that says so", async () => {
    const { probes } = await container(SILENT);

    expect(probes.startup).toMatchObject({ tcpSocket: { port: 8000 }, failureThreshold: 30 });
    expect(probes.liveness).toMatchObject({ tcpSocket: { port: 8000 }, failureThreshold: 6 });
    expect(JSON.stringify([probes.startup, probes.liveness])).not.toContain("httpGet");
    expect(probes.readiness).toMatchObject({ httpGet: { path: "/ready" } });
  });

  it("answers for 15 seconds after it was told to go, and is killed only after 60", async () => {
    const { main, spec } = await container();

    expect(main["lifecycle"]).toEqual({ preStop: { sleep: { seconds: 15 } } });
    expect(spec["terminationGracePeriodSeconds"]).toBe(60);
  });

  it("is found by the labels of its rollout, and goes before what can wait", async () => {
    const { spec, labels, inputs } = await container();

    expect(spec["priorityClassName"]).toBe("platform-serving");
    expect(labels).toEqual({ ...STAMP, ...rollout });
    expect(inputs).toMatchObject({ spec: { replicas: 2, selector: { matchLabels: rollout } } });
  });

  it("is protected from emptied nodes across rollouts", async () => {
    const { inputs } = (await served()).one("PodDisruptionBudget");

    expect(inputs).toMatchObject({ metadata: { name: "shop-backend", namespace: "shops" } });
    expect(inputs["spec"]).toMatchObject({ maxUnavailable: 1 });
    expect(inputs["spec"]).toHaveProperty("selector.matchLabels", {
      app: "shop",
      component: "backend",
    });
  });
});

async function container(args: ServeArgs = ARGS) {
  const deployment = (await served(args)).one("Deployment");
  const { metadata, spec } = podOf(deployment);
  const [main] = spec.containers;
  return {
    ...{ main, spec, labels: metadata.labels, inputs: deployment.inputs },
    probes: {
      startup: main["startupProbe"],
      liveness: main["livenessProbe"],
      readiness: main["readinessProbe"],
    },
  };
}
