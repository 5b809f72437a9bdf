import { apps, autoscaling, policy } from "@pulumi/kubernetes";
import type * as pulumi from "@pulumi/pulumi";

import { hardenedPod, type PodArgs } from "./pod";

export interface ProcessArgs extends Omit<PodArgs, "spread"> {
  readonly namespace: pulumi.Input<string>;
  /** The labels among `labels` that say which pods are this process's own. */
  readonly selector: Readonly<Record<string, string>>;
}

/** How many pods there are, and up to how many under load; absent: no more. */
export interface Scale {
  readonly replicas: number;
  readonly maxReplicas?: number | undefined;
}

/** How the pods of a Deployment make room for those of another template. */
export type Succession =
  /** None goes before its successor is ready. */
  | "rolling"
  /** All go before the first successor starts. */
  | "recreate";

/** Just above the progress deadline: Pulumi waits its whole timeout for pods that never start. */
const ROLLOUT = { progressDeadlineSeconds: 300, timeout: "6m" } as const;

const TIMEOUTS = { customTimeouts: { create: ROLLOUT.timeout, update: ROLLOUT.timeout } } as const;

/** Share of its requested CPU above which a process gets another pod. */
const BUSY_PERCENT = 70;

/**
 * Beside another Deployment of the same run Pulumi takes the old status of an updated one for the new
 * one; a condition of one's own is compared with the generation that it was observed for.
 */
const ROLLED =
  'jsonpath={.status.conditions[?(@.type=="Progressing")].reason}=NewReplicaSetAvailable';

const STRATEGY = {
  rolling: { type: "RollingUpdate", rollingUpdate: { maxUnavailable: 0, maxSurge: "25%" } },
  recreate: { type: "Recreate" },
} as const;

/** Interchangeable pods; without a succession another template is another Deployment. */
export function deployment(
  name: string,
  {
    replicas,
    maxReplicas,
    succession,
    ...args
  }: ProcessArgs & Scale & { readonly succession?: Succession },
  opts: pulumi.CustomResourceOptions,
): apps.v1.Deployment {
  const metadata = { name, namespace: args.namespace, labels: { ...args.labels } };
  const waits = succession && { annotations: { "pulumi.com/waitFor": ROLLED } };
  const pods = new apps.v1.Deployment(
    name,
    {
      metadata: { ...metadata, ...waits },
      spec: {
        replicas,
        progressDeadlineSeconds: ROLLOUT.progressDeadlineSeconds,
        // A pod that dies right after it said it was ready was never ready.
        minReadySeconds: 10,
        revisionHistoryLimit: 1,
        strategy: STRATEGY[succession ?? "rolling"],
        selector: { matchLabels: { ...args.selector } },
        template: hardenedPod({ ...args, spread: args.selector }),
      },
    },
    // Between updates the number of pods belongs to the autoscaler.
    { ...opts, ...TIMEOUTS, ...(maxReplicas !== undefined && replicasIgnored(opts)) },
  );
  if (maxReplicas !== undefined) {
    new autoscaling.v2.HorizontalPodAutoscaler(
      name,
      {
        metadata,
        spec: {
          scaleTargetRef: { apiVersion: "apps/v1", kind: "Deployment", name: pods.metadata.name },
          minReplicas: replicas,
          maxReplicas,
          metrics: [
            {
              type: "ContainerResource",
              containerResource: {
                name: "cpu",
                container: args.name,
                target: { type: "Utilization", averageUtilization: BUSY_PERCENT },
              },
            },
          ],
          behavior: { scaleDown: { stabilizationWindowSeconds: 300 } },
        },
      },
      { ...opts, dependsOn: [] },
    );
  }
  return pods;
}

function replicasIgnored({ ignoreChanges = [] }: pulumi.CustomResourceOptions) {
  return { ignoreChanges: [...ignoreChanges, "spec.replicas"] };
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
        // With the default policy a pod that never starts would block its own rollback.
        podManagementPolicy: "Parallel",
        selector: { matchLabels: { ...args.selector } },
        template: hardenedPod(args),
      },
    },
    { ...opts, ...TIMEOUTS },
  );
}

/** Nodes are emptied one pod of a process at a time; a pod that never was ready holds nobody up. */
export function disruptionBudget(
  name: string,
  args: {
    readonly namespace: pulumi.Input<string>;
    readonly labels: Readonly<Record<string, string>>;
    /** Of the pods of every rollout. */
    readonly selector: Readonly<Record<string, string>>;
  },
  opts: pulumi.CustomResourceOptions,
): policy.v1.PodDisruptionBudget {
  return new policy.v1.PodDisruptionBudget(
    name,
    {
      metadata: { name, namespace: args.namespace, labels: { ...args.labels } },
      spec: {
        maxUnavailable: 1,
        unhealthyPodEvictionPolicy: "AlwaysAllow",
        selector: { matchLabels: { ...args.selector } },
      },
    },
    opts,
  );
}
