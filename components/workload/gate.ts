import { batch } from "@pulumi/kubernetes";
import type * as pulumi from "@pulumi/pulumi";

import { hardenedPod, type PodArgs } from "./pod";

export interface GateArgs extends Omit<PodArgs, "restartPolicy" | "probes" | "port"> {
  readonly namespace: pulumi.Input<string>;
  /** Kubernetes ends the Job after this long; Pulumi waits a little longer to hear why. */
  readonly deadlineSeconds: number;
}

/** A week, after which Kubernetes forgets a finished Job. */
const KEPT_SECONDS = 7 * 24 * 3600;

/**
 * A Job that must succeed before what depends on it starts.
 *
 * It runs once, never twice: a failed one is replaced by the next update. Its labels match no
 * Service, so it never gets traffic.
 */
export function gate(
  name: string,
  args: GateArgs,
  opts: pulumi.CustomResourceOptions,
): batch.v1.Job {
  const { namespace, deadlineSeconds, ...pod } = args;
  return new batch.v1.Job(
    name,
    {
      metadata: {
        name,
        namespace,
        labels: { ...args.labels },
        // Without it a failed Job stays failed for ever: every later update reads the same one.
        annotations: { "pulumi.com/replaceUnready": "true" },
      },
      spec: {
        backoffLimit: 0,
        completions: 1,
        parallelism: 1,
        activeDeadlineSeconds: deadlineSeconds,
        ttlSecondsAfterFinished: KEPT_SECONDS,
        template: hardenedPod({ ...pod, restartPolicy: "Never" }),
      },
    },
    { ...opts, customTimeouts: { create: `${deadlineSeconds + 60}s` } },
  );
}
