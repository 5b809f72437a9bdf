import * as pulumi from "@pulumi/pulumi";

import {
  deployment,
  disruptionBudget,
  type ProcessArgs,
  type Scale,
  singleton,
} from "../../../components/workload/processes";
import { record } from "../../support/recorder";
import { POD, podOf } from "./sample";

const selector = { app: "shop", component: "backend" };

const PROCESS: ProcessArgs & Scale = {
  ...POD,
  namespace: "shops",
  labels: { ...selector, owner: "ops" },
  selector,
  replicas: 3,
};

const metadata = {
  name: "shop-backend",
  namespace: "shops",
  labels: { app: "shop", component: "backend", owner: "ops" },
};

describe("deployment", () => {
  it("lets no pod go before its successor is ready, and gives up after five minutes", async () => {
    const { inputs } = (await declared(deployment)).recording.one("Deployment");

    expect(inputs["metadata"]).toEqual(metadata);
    expect(inputs["spec"]).toEqual({
      replicas: 3,
      progressDeadlineSeconds: 300,
      minReadySeconds: 10,
      revisionHistoryLimit: 1,
      strategy: { type: "RollingUpdate", rollingUpdate: { maxUnavailable: 0, maxSurge: "25%" } },
      selector: { matchLabels: selector },
      template: expect.anything() as unknown,
    });
  });

  it("is waited for a minute longer than Kubernetes tries", async () => {
    const { options } = await declared(deployment);

    expect(options["Deployment"]?.customTimeouts).toEqual({ create: "6m", update: "6m" });
  });

  it("spreads exactly the pods that share its work", async () => {
    const pod = podOf((await declared(deployment)).recording.one("Deployment"));
    const labelSelector = { matchLabels: selector };
    const term = { topologyKey: "kubernetes.io/hostname", labelSelector };
    const spread = { maxSkew: 1, whenUnsatisfiable: "ScheduleAnyway", labelSelector };

    expect(pod.metadata.labels).toEqual(PROCESS.labels);
    expect(pod.spec["topologySpreadConstraints"]).toEqual([
      { ...spread, topologyKey: "topology.kubernetes.io/zone" },
      { ...spread, topologyKey: "kubernetes.io/hostname" },
    ]);
    expect(pod.spec["affinity"]).toEqual({
      podAntiAffinity: {
        preferredDuringSchedulingIgnoredDuringExecution: [{ weight: 100, podAffinityTerm: term }],
      },
    });
  });

  it("keeps its number of pods where nothing scales it", async () => {
    const { recording, options } = await declared(deployment);

    expect(recording.of("HorizontalPodAutoscaler")).toEqual([]);
    expect(options["Deployment"]).not.toHaveProperty("ignoreChanges");
  });

  it("gets more pods when its own container is busy, and never fewer than it began with", async () => {
    const { recording, options } = await declared(deployment, { maxReplicas: 9 });

    expect(recording.one("Deployment").inputs).toMatchObject({ spec: { replicas: 3 } });
    expect(options["Deployment"]?.ignoreChanges).toEqual(["spec.replicas"]);
    expect(recording.one("HorizontalPodAutoscaler").inputs).toMatchObject({
      metadata,
      spec: {
        scaleTargetRef: { apiVersion: "apps/v1", kind: "Deployment", name: "shop-backend" },
        minReplicas: 3,
        maxReplicas: 9,
        metrics: [
          {
            type: "ContainerResource",
            containerResource: {
              name: "cpu",
              container: "web",
              target: { type: "Utilization", averageUtilization: 70 },
            },
          },
        ],
        behavior: { scaleDown: { stabilizationWindowSeconds: 300 } },
      },
    });
  });

  it("leaves its autoscaler with its own parent", async () => {
    const recording = await record(() => {
      const parent = new pulumi.ComponentResource("test:test:Parent", "parent");
      deployment("shop-backend", { ...PROCESS, maxReplicas: 9 }, { parent });
    });

    expect(recording.one("HorizontalPodAutoscaler").parent).toBe("parent");
  });
});

describe("singleton", () => {
  it("is never two pods, and a bad one does not block its rollback", async () => {
    const { recording } = await declared(singleton);
    const { inputs } = recording.one("StatefulSet");

    expect(inputs["metadata"]).toEqual(metadata);
    expect(inputs["spec"]).toEqual({
      replicas: 1,
      podManagementPolicy: "Parallel",
      selector: { matchLabels: selector },
      template: expect.anything() as unknown,
    });
    expect(recording.names()).toEqual(["kubernetes:apps/v1:StatefulSet shop-backend"]);
  });

  it("stands wherever there is room", async () => {
    const { spec } = podOf((await declared(singleton)).recording.one("StatefulSet"));

    expect(spec).not.toHaveProperty("affinity");
    expect(spec).not.toHaveProperty("topologySpreadConstraints");
  });

  it("is waited for as long as a Deployment", async () => {
    const { options } = await declared(singleton);

    expect(options["StatefulSet"]?.customTimeouts).toEqual({ create: "6m", update: "6m" });
  });
});

it("lets nodes take one pod of a process at a time, and at once one that never was ready", async () => {
  const { labels } = metadata;
  const recording = await record(() =>
    disruptionBudget("shop-backend", { namespace: "shops", labels, selector }, {}),
  );
  const { inputs } = recording.one("PodDisruptionBudget");

  expect(inputs["metadata"]).toEqual(metadata);
  expect(inputs["spec"]).toEqual({
    maxUnavailable: 1,
    unhealthyPodEvictionPolicy: "AlwaysAllow",
    selector: { matchLabels: selector },
  });
});

/** What was registered, and with which options, by kind. */
async function declared(
  declare: (
    name: string,
    args: ProcessArgs & Scale,
    opts: pulumi.CustomResourceOptions,
  ) => pulumi.Resource,
  change: Partial<Scale> = {},
) {
  const options: Record<string, pulumi.CustomResourceOptions> = {};
  const transformations: pulumi.ResourceTransformation[] = [
    ({ type, opts }) => {
      options[type.split(":").at(-1) ?? ""] = opts;
      return undefined;
    },
  ];
  const recording = await record(() =>
    declare("shop-backend", { ...PROCESS, ...change }, { transformations }),
  );
  return { recording, options };
}
