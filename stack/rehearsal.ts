import type * as pulumi from "@pulumi/pulumi";

import { Rehearsal } from "../components/workload/rehearsal";
import type { LastRehearsal } from "../config/rehearsal";
import type { DeclaredDatabase } from "./database";
import type { Foundation } from "./foundation";
import type { Plan, PlannedApplication } from "./plan";
import { contentsOf, imageOf } from "./release";
import type { SecretValues } from "./secret-values";

/** Proves the restore that is rehearsed here, if one is; `last` is what the one before it showed. */
export function declareRehearsal(
  plan: Plan,
  app: PlannedApplication,
  { stamp, providers }: Foundation,
  namespace: pulumi.Output<string>,
  { rehearsed, urls, access }: DeclaredDatabase,
  values: SecretValues,
): pulumi.Output<LastRehearsal> | undefined {
  const { name, spec, where } = app;
  if (rehearsed === undefined) return undefined;
  const { instance, started } = rehearsed;
  const contents = contentsOf(plan, app, values);
  const databases = Object.entries(spec.secrets(where)).filter(
    ([, { from }]) => from === "database",
  );
  const url = urls[instance];
  const own = url === undefined ? [] : databases.map(([variable]) => [variable, url] as const);
  return new Rehearsal(
    `${name}-rehearsal`,
    {
      ...contents,
      secrets: { ...contents.secrets, ...Object.fromEntries(own) },
      ...{ instance, started, namespace, stamp: stamp(name), after: access },
      image: imageOf(plan.settings, app, spec.backend.image),
      checks: spec.rehearsal ?? [],
      ...(spec.generate && { generate: spec.generate }),
    },
    providers,
  ).result;
}
