import type { batch } from "@pulumi/kubernetes";
import type * as pulumi from "@pulumi/pulumi";

import type { Stamp } from "../shared/stamp";
import type { LoadBalancerEntry } from "./entry";
import { addressOf, type ServedArgs } from "./group";
import type { Served } from "./served";
import { FIRST_PAGE } from "./pages";
import { ask, type Asker, outside } from "./smoke";

export interface ConfirmArgs {
  readonly rolloutId: string;
  readonly namespace: pulumi.Input<string>;
  readonly asker: Asker;
  readonly entry?: LoadBalancerEntry;
  /** The process that is asked inside the cluster where nobody comes from outside. */
  readonly live: Served;
  /** Every process that serves, that one first. */
  readonly processes: readonly [ServedArgs, ...ServedArgs[]];
  readonly stamp: Stamp;
}

/** For a minute, in which what served before is told to finish and what came later settles. */
const ROUNDS = 6;

/**
 * A Job that asks as everybody does, once everybody is sent to a rollout; when it completed is the proof
 * that the release serves.
 *
 * Its name is the same for every rollout, so each change of sides, also the one back, makes a new one.
 */
export function confirm(
  name: string,
  { rolloutId, namespace, asker, entry, live, processes, stamp }: ConfirmArgs,
  opts: pulumi.CustomResourceOptions,
): batch.v1.Job {
  const [first] = processes;
  const through =
    entry === undefined
      ? { way: { url: addressOf(live.service, namespace, first.port) }, checks: first.smoke }
      : {
          way: { url: `https://${entry.host}`, address: entry.cdn?.address ?? entry.address },
          checks: [...processes.flatMap(outside), ...(entry.cdn ? [FIRST_PAGE] : [])],
        };
  return ask(
    `${name}-confirm`,
    {
      ...{ ...through, asker, namespace, step: "verify", rounds: ROUNDS },
      labels: { ...stamp, component: "verify", rollout: rolloutId },
    },
    opts,
  );
}
