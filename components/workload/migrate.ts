import type * as pulumi from "@pulumi/pulumi";

import { gate, type GateArgs } from "./gate";
import type { PodArgs } from "./pod";

export interface MigrateArgs {
  readonly command: readonly string[];
  readonly deadlineSeconds: number;
  /** Fails where the image does not know the schema that it finds; run before and after. */
  readonly check: readonly string[];
  /** How libpq logs in, to hold the lock. */
  readonly libpq: PodArgs["env"];
  /** Who asks that: it changes nothing. */
  readonly checker: Pick<GateArgs, "serviceAccountName" | "labels">;
  readonly toolboxImage: string;
}

/**
 * Holds a lock of the database for as long as its session lives, and says so in a file.
 *
 * Variables: those of libpq. Migration tools take no lock themselves: two of them at once, one killed by
 * nobody's choice, would both begin at the same revision.
 */
export const LOCK_SCRIPT = `
set -euo pipefail
rm -f /tmp/locked
psql --no-psqlrc --quiet --no-align --tuples-only --set ON_ERROR_STOP=1 \\
  < <(echo "SELECT 'locked' FROM pg_advisory_lock(hashtext('migrations'));"
      echo '\\! touch /tmp/locked'
      exec sleep infinity) &
session=$!
trap 'kill "$session"' TERM
wait "$session"
`.trim();

/** Checks, migrates under the lock, and checks again; what depends on the answer starts after all three. */
export function migrate(
  app: string,
  rolloutId: string,
  { command, deadlineSeconds, check, libpq, checker, toolboxImage, ...pod }: MigrateArgs & Pods,
  backup: (after: pulumi.Resource[]) => pulumi.Resource[],
  opts: Omit<pulumi.CustomResourceOptions, "dependsOn"> & { readonly dependsOn: pulumi.Resource[] },
): pulumi.Resource[] {
  const job = (
    role: string,
    own: Pick<GateArgs, "command" | "deadlineSeconds" | "init"> & Partial<typeof checker>,
    after: pulumi.Resource[],
  ) =>
    gate(
      `${app}-${role}-${rolloutId}`,
      { ...pod, ...own, name: role, size: "small" },
      { ...opts, dependsOn: after },
    );
  const asked = { ...checker, command: check, deadlineSeconds: CHECK_SECONDS };
  const known = job("check", { ...asked, init: [] }, opts.dependsOn);
  const lock = {
    ...{ name: "lock", command: ["bash", "-c", LOCK_SCRIPT], image: toolboxImage, env: libpq },
    until: ["test", "-f", "/tmp/locked"],
  };
  const migrated = job(
    "migrate",
    { command, deadlineSeconds, init: [...(pod.init ?? []), lock] },
    backup([known]),
  );
  // What the image generates from the schema comes first here, as in every pod that follows.
  const checked = job("recheck", { ...asked, init: pod.init ?? [] }, [migrated]);
  return [checked];
}

type Pods = Omit<GateArgs, "name" | "command" | "deadlineSeconds" | "size">;

/** One question to the database, a new node and its first image. */
const CHECK_SECONDS = 600;
