import { batch } from "@pulumi/kubernetes";
import * as pulumi from "@pulumi/pulumi";

import type { Stamp } from "../shared/stamp";
import { hardenedPod, type PodArgs } from "../workload/pod";
import { serviceAccount } from "../workload/service-account";

export interface ResetArgs {
  /** When, as cron says it, in UTC. */
  readonly schedule: string;
  /** How libpq logs in as the application. */
  readonly libpq: PodArgs["env"];
  readonly toolboxImage: string;
  /** What runs the application's own commands. */
  readonly pod: Pick<PodArgs, "image" | "env" | "init" | "volumes" | "pullSecret">;
  readonly migrate: readonly string[];
  readonly testData: readonly string[];
  readonly namespace: pulumi.Input<string>;
  /** The release whose commands run, and leave to connect. */
  readonly after: readonly pulumi.Resource[];
  readonly stamp: Stamp;
}

/** Whatever the application owns goes; what others own, or need, makes it fail. */
const EMPTY = "SET lock_timeout = '60s'; DROP OWNED BY CURRENT_USER";

const DEADLINE_SECONDS = 3600;

/** Throws the data of one application away by the clock, and makes it anew. */
export class Reset extends pulumi.ComponentResource {
  constructor(name: string, args: ResetArgs, opts?: pulumi.ComponentResourceOptions) {
    super("platform:data:Reset", name, {}, opts);
    const { namespace, stamp, pod } = args;
    const child = { parent: this };
    const labels = { ...stamp, component: "reset" };
    const serviceAccountName = serviceAccount(name, { namespace, labels }, child);
    const psql = ["psql", "--no-psqlrc", "--no-password", "--set", "ON_ERROR_STOP=1", "--command"];
    new batch.v1.CronJob(
      name,
      {
        metadata: { name, namespace, labels },
        spec: {
          schedule: args.schedule,
          timeZone: "Etc/UTC",
          concurrencyPolicy: "Forbid",
          // A week that the cluster slept through is no reason to do it at noon.
          startingDeadlineSeconds: DEADLINE_SECONDS,
          successfulJobsHistoryLimit: 1,
          failedJobsHistoryLimit: 3,
          jobTemplate: {
            metadata: { labels },
            spec: {
              // It begins anew each time, and half of it leaves an application without data.
              backoffLimit: 2,
              activeDeadlineSeconds: DEADLINE_SECONDS,
              template: hardenedPod({
                ...{ ...pod, serviceAccountName, labels },
                name: "load",
                command: args.testData,
                init: [
                  ...(pod.init ?? []),
                  {
                    name: "empty",
                    image: args.toolboxImage,
                    command: [...psql, EMPTY],
                    env: args.libpq,
                  },
                  { name: "migrate", command: args.migrate },
                ],
                size: "small",
                priority: "background",
                restartPolicy: "Never",
              }),
            },
          },
        },
      },
      { ...child, dependsOn: [...args.after] },
    );
    this.registerOutputs({});
  }
}
