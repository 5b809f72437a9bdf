import type * as pulumi from "@pulumi/pulumi";

import type { Stamp } from "../shared/stamp";
import type { Entry } from "./door";
import type { ServedArgs } from "./group";
import { migrate, type MigrateArgs } from "./migrate";
import type { Parts } from "./parts";
import { preflight } from "./preflight";
import { podsBeside, type Strategy } from "./served";

export interface PrepareArgs {
  readonly namespace: pulumi.Input<string>;
  readonly rolloutId: string;
  readonly strategy: Strategy;
  /** Rollout that served before and stays up beside this one; only with `blueGreen`. */
  readonly kept?: string;
  /** Whether this artifact served before the one that serves now: nothing may stand in its way. */
  readonly back: boolean;
  readonly backend: ServedArgs;
  /** Absent where the schema is what this release knows, or more. */
  readonly migrate?: Omit<MigrateArgs, "checker" | "toolboxImage">;
  /** Backs the database up after these, before it is migrated. */
  readonly backup?: (after: readonly pulumi.Resource[]) => readonly pulumi.Resource[];
  /** The image with curl, psql and redis-cli that asks, locks and flushes. */
  readonly toolboxImage: string;
  /** Absent where nobody comes from outside. */
  readonly entry?: Entry;
  /** What pods need beforehand: leave to connect, and identities. */
  readonly after: readonly pulumi.Resource[];
  readonly stamp: Stamp;
}

/** What comes before the first pod: a look at the cluster, and the database as this release knows it. */
export function prepared(
  name: string,
  args: PrepareArgs,
  parts: Parts,
  template: Parameters<typeof preflight>[1]["template"],
  child: pulumi.CustomResourceOptions,
): pulumi.Resource[] {
  const { namespace, rolloutId, kept, back, backend, toolboxImage, backup, strategy } = args;
  const { common, objects, as, labels } = parts;
  const asked = preflight(
    `${name}-preflight-${rolloutId}`,
    {
      ...{ namespace, rolloutId, image: toolboxImage, back, template, stamp: args.stamp },
      ...{ ...as("preflight"), ...(kept !== undefined && { kept }), live: backend.serviceName },
      kinds: kindsOf(args.entry),
      replicas: podsBeside(strategy, backend.replicas),
    },
    { ...child, dependsOn: [...args.after] },
  );
  const migrator = as("migrate");
  const checker = { ...as("check"), labels: labels("check") };
  if (args.migrate === undefined) return [asked];
  return migrate(
    name,
    rolloutId,
    {
      ...{ ...common, ...migrator, ...args.migrate, checker, toolboxImage },
      ...{ env: objects.env(), labels: labels("migrate") },
    },
    (after) => [...(backup?.(after) ?? after)],
    { ...child, dependsOn: [asked] },
  );
}

/** Group version to kind of what goes with the pods and comes from elsewhere. */
function kindsOf(entry: Entry | undefined): Readonly<Record<string, string>> {
  if (entry === undefined) return {};
  return entry.kind === "gateway"
    ? { "gateway.networking.k8s.io/v1": "HTTPRoute" }
    : { [entry.bindingApi]: "TargetGroupBinding" };
}
