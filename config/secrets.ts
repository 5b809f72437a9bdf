import type * as pulumi from "@pulumi/pulumi";

import type { Problem } from "./problem";

/** The secrets of one environment by configuration key; each value is a Pulumi secret. */
export type Secrets = Readonly<Record<string, pulumi.Output<string>>>;

/** What the reader needs of `pulumi.Config`. */
export interface SecretSource {
  getSecret(key: string): pulumi.Output<string> | undefined;
}

/** Reads secrets one by one, from a closed list, so that none passes through the settings object. */
export function readSecrets(
  stack: string,
  keys: readonly string[],
  config: SecretSource,
): { readonly secrets: Secrets; readonly missing: readonly Problem[] } {
  const found = keys.map((key) => [key, config.getSecret(key)] as const);
  return {
    secrets: Object.fromEntries(
      found.flatMap(([key, value]) => (value === undefined ? [] : [[key, value] as const])),
    ),
    missing: found
      .filter(([, value]) => value === undefined)
      .map(([key]) => ({
        path: `platform:${key}`,
        message: `secret is missing: run pulumi config set --secret platform:${key} --stack ${stack}`,
      })),
  };
}
