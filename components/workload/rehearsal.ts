import { core } from "@pulumi/kubernetes";
import * as pulumi from "@pulumi/pulumi";

import type { LastRehearsal } from "../../config/rehearsal";
import type { Stamp } from "../shared/stamp";
import { gate } from "./gate";
import {
  type Generate,
  podOfImage,
  releaseObjects,
  type ReleaseObjectsArgs,
} from "./release-objects";
import { serviceAccount } from "./service-account";

export interface RehearsalArgs extends Omit<ReleaseObjectsArgs, "rolloutId"> {
  /** The instance that was restored for it. */
  readonly instance: string;
  /** What was there before the restore began. */
  readonly started: core.v1.ConfigMap;
  readonly image: string;
  /** One after the other; each proves something by ending well. */
  readonly checks: readonly { readonly name: string; readonly command: readonly string[] }[];
  readonly generate?: Generate;
  /** What the pods need beforehand: leave to connect. */
  readonly after: readonly pulumi.Resource[];
}

/** Component label of the pods that prove a restore. */
export const REHEARSAL = "rehearsal";

/** Seconds that one check may take. */
const DEADLINE_SECONDS = 1800;

/** The moment at which a rehearsal begins, as Kubernetes saw it: made before anything is restored. */
export function rehearsalStart(
  name: string,
  { namespace, stamp }: { readonly namespace: pulumi.Input<string>; readonly stamp: Stamp },
  opts: pulumi.CustomResourceOptions,
): core.v1.ConfigMap {
  const labels = { ...stamp, component: REHEARSAL };
  return new core.v1.ConfigMap(
    `${name}-started`,
    { metadata: { name: `${name}-started`, namespace, labels }, immutable: true, data: {} },
    opts,
  );
}

/** Proves that a restored database carries the application, and measures how long that took. */
export class Rehearsal extends pulumi.ComponentResource {
  /** Known only when every check has passed. */
  readonly result: pulumi.Output<LastRehearsal>;

  constructor(name: string, args: RehearsalArgs, opts?: pulumi.ComponentResourceOptions) {
    super("platform:workload:Rehearsal", name, {}, opts);
    const { namespace, stamp, instance, started, generate } = args;
    const child = { parent: this };
    const labels = { ...stamp, component: REHEARSAL };
    const serviceAccountName = serviceAccount(name, { namespace, labels }, child);
    const objects = releaseObjects(name, { ...args, rolloutId: instance }, child);
    const common = {
      ...podOfImage(args.image, objects, generate),
      ...{ namespace, labels, serviceAccountName, env: objects.env() },
      size: "small" as const,
    };
    let after = args.after;
    let finished: pulumi.Output<string> = started.metadata.creationTimestamp;
    for (const check of args.checks) {
      const job = gate(
        `${name}-${instance}-${check.name}`,
        { ...common, ...check, deadlineSeconds: DEADLINE_SECONDS },
        { ...child, dependsOn: [...after] },
      );
      after = [job];
      // A preview knows the time as little as the id, whatever the cluster answers to a dry run.
      finished = pulumi.all([job.id, job.status.completionTime]).apply(([, at]) => at);
    }
    this.result = pulumi
      .all([started.metadata.creationTimestamp, finished])
      .apply(([from, to]) => ({ instance, at: to, minutes: minutesBetween(from, to) }));
    this.registerOutputs({ result: this.result });
  }
}

function minutesBetween(from: string, to: string): number {
  return Math.ceil((Date.parse(to) - Date.parse(from)) / 60_000);
}
