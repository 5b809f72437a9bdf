import { core } from "@pulumi/kubernetes";
import type * as pulumi from "@pulumi/pulumi";

import type { LoadBalancerEntry } from "./entry";
import type { Parts } from "./parts";
import type { Asker } from "./smoke";

/** How requests from outside reach an application. */
export type Entry = LoadBalancerEntry | GatewayEntry;

/** A Gateway of the cluster, which sends requests to the live Services. */
export interface GatewayEntry {
  readonly kind: "gateway";
  readonly host: string;
  readonly gateway: { readonly name: string; readonly namespace: string };
}

/** Who asks a rollout whether it works, and through which front door, if there is one. */
export function door(
  name: string,
  {
    entry,
    namespace,
    toolboxImage: image,
  }: {
    readonly entry?: Entry;
    readonly namespace: pulumi.Input<string>;
    readonly toolboxImage: string;
  },
  { account, labels, rolloutId }: Parts,
  opts: pulumi.CustomResourceOptions,
): { readonly asker: Asker; readonly entry?: LoadBalancerEntry } {
  const asker = { image, accounts: { smoke: account("smoke"), verify: account("verify") } };
  if (entry?.kind !== "loadBalancer") return { asker };
  const { password, cdn } = entry;
  const asked = { ...(password !== undefined && { password }), ...(cdn && { cdnKey: cdn.key }) };
  if (password === undefined && cdn === undefined) return { asker, entry };
  const logical = `${name}-access-${rolloutId}`;
  const secret = new core.v1.Secret(
    logical,
    {
      metadata: { name: logical, namespace, labels: labels("config") },
      immutable: true,
      stringData: asked,
    },
    opts,
  );
  const keys = Object.keys(asked) as (keyof typeof asked)[];
  return { asker: { ...asker, access: { secret: secret.metadata.name, keys } }, entry };
}
