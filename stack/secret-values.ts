import * as pulumi from "@pulumi/pulumi";

import type { SecretSource } from "../apps/spec";
import type { Email } from "../components/data/email";
import { GeneratedSecrets } from "../components/data/generated-secrets";
import type { Foundation } from "./foundation";
import type { Plan, PlannedApplication } from "./plan";

/** Looks up what the secrets of one application are worth. */
export interface SecretValues {
  /** Values by name; what does not exist here yet, or is not wanted here, is left out. */
  readonly of: (
    secrets: Readonly<Record<string, SecretSource>>,
  ) => Readonly<Record<string, pulumi.Output<string>>>;
}

/** Brings each secret from its one source; generated ones are declared here, once per name. */
export function gatherSecrets(
  { secrets }: Plan,
  { name, spec, where }: PlannedApplication,
  { providers }: Foundation,
  urls: {
    readonly database: pulumi.Output<string> | undefined;
    readonly cache: pulumi.Output<string>;
  },
  email: Pick<Email, "user" | "password"> | undefined,
): SecretValues {
  const generated = new GeneratedSecrets(
    `${name}-generated`,
    {
      names: Object.entries(spec.secrets(where))
        .filter(([, { from }]) => from === "generated")
        .map(([variable]) => variable),
      rotation: where.settings.rotation,
    },
    providers,
  );
  const valueOf = (variable: string, source: SecretSource): pulumi.Output<string> | undefined => {
    switch (source.from) {
      case "database":
        return urls.database;
      case "cache":
        return pulumi.secret(urls.cache);
      case "generated":
        return generated.values[variable];
      case "email":
        return email?.[source.part];
      case "config":
        return secrets[`${name}.${source.key}`];
    }
  };
  return {
    of: (wanted) =>
      Object.fromEntries(
        Object.entries(wanted).flatMap(([variable, source]) => {
          const value = valueOf(variable, source);
          return value === undefined ? [] : [[variable, value] as const];
        }),
      ),
  };
}
