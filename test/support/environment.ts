import { readFileSync } from "node:fs";
import { resolve } from "node:path";

import * as pulumi from "@pulumi/pulumi";
import { parse } from "yaml";

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
import { type Answers, record, type Recording } from "./recorder";

/** A value that must never be seen in clear: every configured secret of a test is this one. */
export const CANARY = "canary-5f3a9c71-secret";

const ROOT = resolve(__dirname, "../..");

/** The day on which tests run, as far as waivers can tell. */
export const TODAY = "2026-11-20";

/** Settings of the stack files that were read, as JSON: YAML is slow to read. */
const known = new Map<Environment, string>();

/** `platform:settings` of a committed stack file, as the engine would hand it over: a copy to change. */
export function settingsOf(stack: Environment): Record<string, unknown> {
  const settings = known.get(stack) ?? JSON.stringify(readSettings(stack));
  known.set(stack, settings);
  return JSON.parse(settings) as Record<string, unknown>;
}

function readSettings(stack: Environment): unknown {
  const file = parse(readFileSync(resolve(ROOT, `Pulumi.${stack}.yaml`), "utf8")) as {
    config: { "platform:settings": unknown };
  };
  return file.config["platform:settings"];
}

/** Configuration that knows every secret. */
export const allSecrets: SecretSource = {
  getSecret: () => pulumi.secret(CANARY),
  isOneOf: () => false,
};

const WORLD: Answers = {
  "github:index/getTeam:getTeam": ({ slug }) => ({ id: slug === "platform-ops" ? "101" : "102" }),
  "github:index/getUser:getUser": () => ({ id: "201" }),
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
  }, WORLD);
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
