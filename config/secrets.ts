import * as pulumi from "@pulumi/pulumi";

import type { Problem } from "./problem";

/** The secrets of one environment by configuration key; each value is a Pulumi secret. */
export type Secrets = Readonly<Record<string, pulumi.Output<string>>>;

/** What the reader needs of the engine's configuration. */
export interface SecretSource {
  getSecret(key: string): pulumi.Output<string> | undefined;
  /** Compares, and tells nothing else, so that no secret leaves as a plain value. */
  isOneOf(key: string, values: readonly string[]): boolean;
}

/** The project's own configuration. */
export function configuredSecrets(config: pulumi.Config): SecretSource {
  return {
    getSecret: (key) => config.getSecret(key),
    isOneOf: (key, values) => {
      const value = pulumi.runtime.getConfig(`${config.name}:${key}`);
      return value !== undefined && values.includes(value);
    },
  };
}

/** Reads secrets one by one, from a closed list, so that none passes through the settings object. */
export function readSecrets(
  stack: string,
  keys: readonly string[],
  forbidden: readonly string[],
  source: SecretSource,
): { readonly secrets: Secrets; readonly problems: readonly Problem[] } {
  const found = keys.map((key) => [key, source.getSecret(key)] as const);
  const command = (key: string) => `pulumi config set --secret platform:${key} --stack ${stack}`;
  return {
    secrets: Object.fromEntries(
      found.flatMap(([key, value]) => (value === undefined ? [] : [[key, value] as const])),
    ),
    problems: found.flatMap(([key, value]) => {
      const path = `platform:${key}`;
      if (value === undefined) return [{ path, message: `secret is missing: run ${command(key)}` }];
      return source.isOneOf(key, forbidden)
        ? [{ path, message: `a development value has no place here: run ${command(key)}` }]
        : [];
    }),
  };
}
