import { readFileSync } from "node:fs";
import { resolve } from "node:path";

import { parse } from "yaml";

import type { Environment } from "../../config/schema";

const ROOT = resolve(__dirname, "../..");

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
