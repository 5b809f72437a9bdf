import type * as pulumi from "@pulumi/pulumi";

import type { Parts } from "./parts";
import type { PodArgs } from "./pod";
import { deployment, disruptionBudget, type Scale, singleton } from "./processes";

/** A process that nobody connects to, and its variables over those of the release. */
type Background = Pick<PodArgs, "command"> & {
  readonly variables: Readonly<Record<string, string>>;
};

export type WorkerArgs = Background & Scale & Pick<PodArgs, "size">;
export type SchedulerArgs = Background;

/** Seconds for which a worker may finish what it has begun. */
const WORKER_GRACE_SECONDS = 120;

/** Pods of this rollout that take work from a queue; those of the rollout before go at the end of the run. */
export function worker(
  name: string,
  { common, objects, as, labels, stamp, rolloutId }: Parts,
  { variables, ...args }: WorkerArgs,
  opts: pulumi.CustomResourceOptions,
): pulumi.CustomResource {
  const { namespace } = common;
  const own = { app: stamp.app, component: "worker" };
  disruptionBudget(
    `${name}-worker`,
    { namespace, labels: { ...stamp, component: "worker" }, selector: own },
    { ...opts, dependsOn: [] },
  );
  return deployment(
    `${name}-worker-${rolloutId}`,
    {
      ...{ ...common, ...as("worker"), ...args, name: "worker", priority: "background" },
      graceSeconds: WORKER_GRACE_SECONDS,
      env: objects.env(variables),
      labels: labels("worker"),
      selector: { ...own, rollout: rolloutId },
    },
    opts,
  );
}

/** The one pod that starts work by the clock, never two. */
export function scheduler(
  name: string,
  { common, objects, as, labels, stamp }: Parts,
  { variables, ...args }: SchedulerArgs,
  opts: pulumi.CustomResourceOptions,
): pulumi.CustomResource {
  return singleton(
    `${name}-scheduler`,
    {
      ...{ ...common, ...as("scheduler"), ...args, name: "scheduler", priority: "background" },
      env: objects.env(variables),
      size: "small",
      labels: labels("scheduler"),
      selector: { app: stamp.app, component: "scheduler" },
    },
    opts,
  );
}
