import { batch } from "@pulumi/kubernetes";
import type * as pulumi from "@pulumi/pulumi";

import { hardenedPod, type PodArgs } from "./pod";

export interface GateArgs extends Omit<PodArgs, "restartPolicy" | "probes" | "port" | "priority"> {
  readonly namespace: pulumi.Input<string>;
  /** Kubernetes ends the Job after this long, at most 3,540; Pulumi waits an hour to hear why. */
  readonly deadlineSeconds: number;
  /** How often a failed pod is tried again; 0 unless running twice is harmless. */
  readonly retries?: number;
}

/**
 * A Job that must succeed before what depends on it starts.
 *
 * A failed one is replaced by the next update. It has no time to live: a Job that vanished would be
 * run again by the next refresh; the engine deletes it with its release. Its labels match no Service.
 */
export function gate(
  name: string,
  args: GateArgs,
  opts: pulumi.CustomResourceOptions,
): batch.v1.Job {
  const { namespace, deadlineSeconds, retries = 0, ...pod } = args;
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
        backoffLimit: retries,
        completions: 1,
        parallelism: 1,
        activeDeadlineSeconds: deadlineSeconds,
        podReplacementPolicy: "Failed",
        template: hardenedPod({ ...pod, priority: "serving", restartPolicy: "Never" }),
      },
    },
    { ...opts, customTimeouts: { create: "1h" } },
  );
}
