import type { batch } from "@pulumi/kubernetes";
import type * as pulumi from "@pulumi/pulumi";

import { gate, type GateArgs } from "./gate";

export interface FlushArgs extends Pick<
  GateArgs,
  "namespace" | "image" | "labels" | "serviceAccountName"
> {
  /** `CACHE_URL`. */
  readonly env: GateArgs["env"];
  /** Glob of the keys that are a cache. */
  readonly keys: string;
}

/**
 * Deletes the keys of a Redis that match, and no others: queues may live beside them. Commands that
 * delete everything at once are forbidden to applications.
 *
 * Variables: CACHE_URL, KEYS (a glob).
 */
export const FLUSH_SCRIPT = `
set -euo pipefail
# What follows a question mark is the client library's own.
redis() { redis-cli --no-auth-warning -u "\${CACHE_URL%%\\?*}" "$@"; }
redis --scan --pattern "$KEYS" | while mapfile -t -n 500 keys && [ "\${#keys[@]}" -gt 0 ]; do
  redis UNLINK "\${keys[@]}" > /dev/null
done
echo "no key that matches $KEYS is left over from before"
`.trim();

/** A Job that empties the cache of an application once a release serves. */
export function flush(
  name: string,
  { env, keys, ...args }: FlushArgs,
  opts: pulumi.CustomResourceOptions,
): batch.v1.Job {
  return gate(
    name,
    {
      ...args,
      name: "flush",
      command: ["bash", "-c", FLUSH_SCRIPT],
      env: [...env, { name: "KEYS", value: keys }],
      size: "small",
      deadlineSeconds: 600,
      retries: 2,
    },
    opts,
  );
}
