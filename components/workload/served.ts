import type { core } from "@pulumi/kubernetes";
import type * as pulumi from "@pulumi/pulumi";

import { live } from "./entry";
import { addressOf, type Group, group, type GroupArgs, plainService } from "./group";
import { AS_IT_WAS } from "./kept";
import { disruptionBudget } from "./processes";
import { ask, type Asker, outside } from "./smoke";

/** How a new rollout takes over from the one that serves. */
export type Strategy =
  /** One pod of it is tried, then those that serve roll over. */
  | "rolling"
  /** All of it stands beside what serves, then requests change sides at once. */
  | "blueGreen"
  /** What serves goes first. */
  | "recreate";

export interface ServeArgs extends Omit<GroupArgs, "id" | "succession"> {
  readonly rolloutId: string;
  readonly strategy: Strategy;
  /** Rollout that served before and stays up beside this one. */
  readonly kept?: string;
  /** Who asks whether it works. */
  readonly asker: Asker;
}

/** A process whose new rollout has been tried, and which serves what it did before. */
export interface Tried {
  /** What nobody is sent to it without. */
  readonly passed: pulumi.Resource[];
  /** Sends everybody to it, after these. */
  readonly takeOver: (after: pulumi.Resource[]) => Served;
}

export interface Served {
  /** The live Service. */
  readonly service: core.v1.Service;
  /** What sends traffic to this rollout, last of all. */
  readonly switched: pulumi.CustomResource;
}

type Options = Omit<pulumi.CustomResourceOptions, "dependsOn"> & {
  readonly dependsOn: pulumi.Resource[];
};

/** Pods that stay what they are called while they roll over from one rollout to the next. */
const STABLE = "stable";

/**
 * Declares one process of a rollout up to the point where it has proved to work, first through a
 * Service of its own and then through the front door; who calls decides when it takes over.
 */
export function tried(name: string, args: ServeArgs, opts: Options): Tried {
  const { namespace, stamp, component, strategy, kept } = args;
  const { dependsOn, ...child } = opts;
  const selector = { app: stamp.app, component };
  disruptionBudget(name, { namespace, labels: { ...stamp, component }, selector }, child);
  if (kept !== undefined) {
    group(name, { ...args, id: kept }, { ...opts, ...AS_IT_WAS });
  }
  const stable = (after: pulumi.Resource[], succession: "rolling" | "recreate") =>
    group(
      name,
      { ...args, id: STABLE, succession, version: args.rolloutId },
      { ...child, dependsOn: after },
    );
  if (strategy === "recreate") {
    return {
      passed: dependsOn,
      takeOver: (after) => {
        const all = stable(after, "recreate");
        return sendTo(name, args, all, { ...child, dependsOn: smoked(args, all, child) });
      },
    };
  }
  const one = { ...args, replicas: 1, maxReplicas: undefined };
  const size = strategy === "rolling" ? one : args;
  const first = group(name, { ...size, id: args.rolloutId }, opts);
  return {
    passed: verified(args, smoked(args, first, child), child),
    takeOver: (after) =>
      strategy === "blueGreen"
        ? sendTo(name, args, first, { ...child, dependsOn: after })
        : rolledOver(stable(after, "rolling")),
  };

  function rolledOver(all: Group): Served {
    return sendTo(name, args, all, { ...child, dependsOn: [all.pods] });
  }
}

/** How many pods stand beside those that serve while a rollout takes over. */
export function podsBeside(strategy: Strategy, replicas: number): number {
  return { rolling: 1 + Math.ceil(replicas / 4), blueGreen: replicas, recreate: 0 }[strategy];
}

/** Everybody, from inside and from outside: what changes here is the switch. */
function sendTo(name: string, args: ServeArgs, to: Group, opts: Options): Served {
  const { component, serviceName, namespace, stamp, port, entry, paths } = args;
  const labels = { ...stamp, component };
  const { selector, targetGroupArn } = to;
  const service = plainService(
    name,
    { name: serviceName, namespace, labels, selector, port },
    opts,
  );
  if (entry === undefined || targetGroupArn === undefined) return { service, switched: service };
  const switched = live(
    name,
    { entry, paths, targetGroupArn, stamp },
    { ...opts, dependsOn: service },
  );
  return { service, switched };
}

/** Asks pods alone, so that no other rollout can answer for them. */
function smoked(args: ServeArgs, { pods, service }: Group, child: pulumi.CustomResourceOptions) {
  const { component, rolloutId, namespace, stamp, port, asker, smoke: checks } = args;
  const job = ask(
    `${stamp.app}-smoke-${component}-${rolloutId}`,
    {
      ...{ asker, namespace, checks, step: "smoke" },
      way: { url: addressOf(service, namespace, port) },
      labels: { ...stamp, component: "smoke", rollout: rolloutId },
    },
    { ...child, dependsOn: pods },
  );
  return [job];
}

/** Asks the same through the front door, which lets in whoever names the rollout. */
function verified(
  args: ServeArgs,
  after: pulumi.Resource[],
  child: pulumi.CustomResourceOptions,
): pulumi.Resource[] {
  const { component, rolloutId, namespace, stamp, entry, asker } = args;
  const checks = outside(args);
  if (entry === undefined || checks.length === 0) return after;
  const job = ask(
    `${stamp.app}-verify-${component}-${rolloutId}`,
    {
      ...{ asker, namespace, checks, step: "verify" },
      way: { ...entry, url: `https://${entry.host}`, rolloutId },
      labels: { ...stamp, component: "verify", rollout: rolloutId },
    },
    { ...child, dependsOn: after },
  );
  return [job];
}
