import { apps } from "@pulumi/kubernetes";
import type * as pulumi from "@pulumi/pulumi";

import { hardenedPod, type PodArgs } from "./pod";

export interface ProcessArgs extends PodArgs {
  readonly namespace: pulumi.Input<string>;
  /** The labels among `labels` that say which pods are this process's own. */
  readonly selector: Readonly<Record<string, string>>;
}

/** Just above the progress deadline: Pulumi waits its whole timeout for pods that never start. */
const ROLLOUT = { progressDeadlineSeconds: 300, timeout: "6m" } as const;

const TIMEOUTS = { customTimeouts: { create: ROLLOUT.timeout, update: ROLLOUT.timeout } } as const;

/** Interchangeable pods of which none goes before its successor is ready. */
export function deployment(
  name: string,
  { replicas, ...args }: ProcessArgs & { readonly replicas: number },
  opts: pulumi.CustomResourceOptions,
): apps.v1.Deployment {
  return new apps.v1.Deployment(
    name,
    {
      metadata: { name, namespace: args.namespace, labels: { ...args.labels } },
      spec: {
        replicas,
        progressDeadlineSeconds: ROLLOUT.progressDeadlineSeconds,
        strategy: { type: "RollingUpdate", rollingUpdate: { maxUnavailable: 0, maxSurge: "25%" } },
        selector: { matchLabels: { ...args.selector } },
        template: hardenedPod(args),
      },
    },
    { ...opts, ...TIMEOUTS },
  );
}

/** A process of which there are never two: the old pod is gone before the new one starts. */
export function singleton(
  name: string,
  args: ProcessArgs,
  opts: pulumi.CustomResourceOptions,
): apps.v1.StatefulSet {
  return new apps.v1.StatefulSet(
    name,
    {
      metadata: { name, namespace: args.namespace, labels: { ...args.labels } },
      spec: {
        replicas: 1,
        serviceName: name,
        // With the default policy a pod that never starts would block its own rollback.
        podManagementPolicy: "Parallel",
        selector: { matchLabels: { ...args.selector } },
        template: hardenedPod(args),
      },
    },
    { ...opts, ...TIMEOUTS },
  );
}
