import { core } from "@pulumi/kubernetes";
import type * as pulumi from "@pulumi/pulumi";

import { serve } from "../../../components/workload/served";
import { record } from "../../support/recorder";
import { BARE, ENTRY, podOf, ROLLOUT, STAMP, told } from "./sample";

const SILENT = {
  ...BARE.backend,
  ...{ namespace: "shops", rolloutId: ROLLOUT, stamp: STAMP },
  ...{ env: [], serviceAccountName: "shop-backend" },
  asker: { image: "registry.test/toolbox@sha256:3", serviceAccountName: "shop-smoke" },
};
const ARGS = { ...SILENT, livenessPath: "/health" };
type ServeArgs = Parameters<typeof serve>[1];

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

  it("is the switch where nobody comes from outside", async () => {
    expect(await arrows(ARGS)).toEqual({
      "Service shop-backend-0123456789ab": ["ConfigMap before"],
      "Deployment shop-backend-0123456789ab": ["ConfigMap before"],
      "Job shop-smoke-backend-0123456789ab": ["Deployment shop-backend-0123456789ab"],
      "Service shop-backend": ["Job shop-smoke-backend-0123456789ab"],
    });
    expect((await served()).all.filter(({ type }) => type.startsWith("aws:"))).toEqual([]);
  });
});

describe("behind a load balancer", () => {
  const BALANCED = { ...ARGS, entry: ENTRY };

  it("pods come after their binding, and the live rule comes last", async () => {
    expect(await arrows(BALANCED)).toEqual({
      "Service shop-backend-0123456789ab": ["ConfigMap before"],
      "TargetGroup shop-backend-0123456789ab": ["ConfigMap before"],
      "ListenerRule shop-backend-0123456789ab": ["ConfigMap before"],
      "TargetGroupBinding shop-backend-0123456789ab": ["ListenerRule shop-backend-0123456789ab"],
      "Deployment shop-backend-0123456789ab": [
        "ConfigMap before",
        "TargetGroupBinding shop-backend-0123456789ab",
      ],
      "Job shop-smoke-backend-0123456789ab": ["Deployment shop-backend-0123456789ab"],
      "Service shop-backend": ["Job shop-smoke-backend-0123456789ab"],
      "ListenerRule shop-backend": ["Service shop-backend"],
    });
  });

  it("the load balancer reaches this rollout alone, through a Service of its own", async () => {
    const recording = await served(BALANCED);
    const own = recording.named("shop-backend-0123456789ab", "core/v1:Service");

    expect(own.inputs).toMatchObject({
      metadata: { name: "shop-backend-0123456789ab", labels: { rollout: "0123456789ab" } },
      spec: { selector: rollout },
    });
    expect(recording.one("TargetGroupBinding").inputs).toMatchObject({
      spec: { serviceRef: { name: "shop-backend-0123456789ab", port: 8000 } },
    });
    expect(recording.one("TargetGroup").inputs).toMatchObject({ healthCheck: { path: "/ready" } });
  });

  it("everybody is sent to this rollout", async () => {
    const recording = await served(BALANCED);

    expect(recording.named("shop-backend", "ListenerRule").inputs["actions"]).toEqual([
      {
        type: "forward",
        forward: { targetGroups: [{ arn: "arn:shop-backend-0123456789ab", weight: 100 }] },
      },
    ]);
  });
});

function served(args: ServeArgs = ARGS) {
  return record(() => declare(args));
}

function arrows(args: ServeArgs) {
  return told((opts) => declare(args, opts));
}

function declare(args: ServeArgs, opts: pulumi.CustomResourceOptions = {}) {
  const before = new core.v1.ConfigMap("before");
  return serve("shop-backend", args, { ...opts, dependsOn: [before] });
}

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
