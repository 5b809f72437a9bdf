import { core } from "@pulumi/kubernetes";

import { Reset } from "../../../components/data/reset";
import { pod } from "../../support/appos-pods";
import { record } from "../../support/recorder";

const stamp = { app: "shop", environment: "test", stack: "test", owner: "ops" };
const LOGIN = [{ name: "PGUSER", value: "shop_a" }];
const OWN = [{ name: "LEVEL", value: "info" }];

describe("a reset", () => {
  it("LIFE-17 comes by the clock, in UTC, and never twice at once", async () => {
    const { inputs } = await declared();

    expect(inputs["metadata"]).toMatchObject({ name: "shop-reset", namespace: "shops" });
    expect(inputs["spec"]).toMatchObject({
      schedule: "0 5 * * 1",
      timeZone: "Etc/UTC",
      concurrencyPolicy: "Forbid",
      startingDeadlineSeconds: 3600,
      successfulJobsHistoryLimit: 1,
      failedJobsHistoryLimit: 3,
      jobTemplate: { spec: { backoffLimit: 2, activeDeadlineSeconds: 3600 } },
    });
  });

  it("LIFE-17 empties what the application owns, then migrates and fills it", async () => {
    const { containers, initContainers } = pod(await declared());
    const drop = "SET lock_timeout = '60s'; DROP OWNED BY CURRENT_USER";
    const psql = ["psql", "--no-psqlrc", "--no-password", "--set", "ON_ERROR_STOP=1", "--command"];

    expect([...initContainers, ...containers]).toMatchObject([
      { name: "generate", image: "shop@sha256:1", command: ["shop", "generate"], env: OWN },
      { name: "empty", image: "toolbox@sha256:0", command: [...psql, drop], env: LOGIN },
      { name: "migrate", image: "shop@sha256:1", command: ["shop", "migrate"], env: OWN },
      { name: "load", image: "shop@sha256:1", command: ["shop", "fill"], env: OWN },
    ]);
  });

  it("runs under an account of its own, behind what serves, and once that does", async () => {
    const job = await declared();
    const { template } = (job.inputs as { spec: { jobTemplate: { spec: Template } } }).spec
      .jobTemplate.spec;

    expect(job.dependsOn).toEqual(["release", "shop-reset"]);
    expect(template.metadata.labels).toEqual({ ...stamp, component: "reset" });
    expect(template.spec).toMatchObject({
      serviceAccountName: "shop-reset",
      automountServiceAccountToken: false,
      priorityClassName: "platform-background",
      restartPolicy: "Never",
      imagePullSecrets: [{ name: "pull" }],
    });
  });
});

interface Template {
  readonly template: { readonly metadata: { readonly labels: object }; readonly spec: object };
}

async function declared() {
  const recording = await record(
    () =>
      new Reset("shop-reset", {
        schedule: "0 5 * * 1",
        libpq: LOGIN,
        toolboxImage: "toolbox@sha256:0",
        pod: {
          image: "shop@sha256:1",
          env: OWN,
          init: [{ name: "generate", command: ["shop", "generate"] }],
          pullSecret: "pull",
        },
        migrate: ["shop", "migrate"],
        testData: ["shop", "fill"],
        namespace: "shops",
        after: [new core.v1.ConfigMap("release")],
        stamp,
      }),
  );
  return recording.one("CronJob");
}
