import * as pulumi from "@pulumi/pulumi";

import { specs } from "../../apps";
import type { AppSpec } from "../../apps/spec";
import { loadSettings } from "../../config/load";
import type { Database } from "../../config/database";
import type { Environment, Settings } from "../../config/schema";
import type { SecretSource } from "../../config/secrets";
import { buildEnvironment } from "../../stack/build";
import type { StackOutputs } from "../../stack/outputs";
import { type Plan, planEnvironment } from "../../stack/plan";
import type { Past } from "../../stack/promotion";
import { settingsOf } from "./committed";
import { record, type Recording } from "./recorder";
import { GITHUB } from "./github-answers";

export { settingsOf };

/** A value that must never be seen in clear: every configured secret of a test is this one. */
export const CANARY = "canary-5f3a9c71-secret";

/** The day on which tests run, as far as waivers can tell. */
export const TODAY = "2026-11-20";

/** Configuration that knows every secret. */
export const allSecrets: SecretSource = {
  getSecret: () => pulumi.secret(CANARY),
  isOneOf: () => false,
};

/** Records a whole environment, from its committed file and specs or changed copies of them. */
export async function recordStack(
  stack: Environment,
  change: (settings: Settings) => Settings = (settings) => settings,
  known: Readonly<Record<string, AppSpec>> = specs,
  pasts: Readonly<Record<string, Past>> = {},
): Promise<{ recording: Recording; outputs: StackOutputs }> {
  let outputs: StackOutputs | undefined;
  const recording = await record(() => {
    const settings = loadSettings(stack, () => change(settingsOf(stack) as unknown as Settings));
    outputs = buildEnvironment(planEnvironment(settings, known, allSecrets, TODAY), TODAY, pasts);
  }, GITHUB);
  if (outputs === undefined) throw new Error("nothing was built");
  return { recording, outputs };
}

/** The plan of a whole environment, from its committed file or a changed copy of it. */
export function planOf(
  stack: Environment,
  change: (settings: Settings) => Settings = (settings) => settings,
): Plan {
  const settings = loadSettings(stack, () => change(settingsOf(stack) as unknown as Settings));
  return planEnvironment(settings, specs, allSecrets, TODAY);
}

/** Settings whose managed database of one application has other instances. */
export function withInstances(
  settings: Settings,
  name: string,
  live: string,
  instances: Extract<Database, { kind: "rds" }>["instances"],
): Settings {
  const app = settings.applications[name];
  if (app?.database.kind !== "rds") throw new Error(`${name} has no managed database`);
  const changed = { ...app, database: { ...app.database, live, instances } };
  return { ...settings, applications: { ...settings.applications, [name]: changed } };
}
