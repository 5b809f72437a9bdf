import { isMap, isNode, isScalar, type Node, parseDocument, type YAMLMap } from "yaml";

import { loadSettings } from "../config/load";
import type { LastRehearsal } from "../config/rehearsal";
import type { Environment } from "../config/schema";
import { settingsIn } from "./pin";
import { columnOf, inserted, removed, splice } from "./splice";

/** What is next in the rehearsal of a restore. */
export interface Step {
  /** The stack file to propose; absent where there is nothing to change. */
  readonly text?: string;
  readonly words: string;
  /** Whether somebody has to look: it took too long, or nothing came of it. */
  readonly late: boolean;
}

/** A week is enough to review a proposal, restore a database and prove it. */
const PATIENCE_DAYS = 7;
/** RDS restores to seconds that are five minutes old, and a proposal takes longer. */
const AGO_MINUTES = 15;

/**
 * Orders the quarter's rehearsal, waits for it, or drops it once it has passed: whoever asks again gets the
 * next step. `last` is what the outputs of the stack tell of the last one, `now` a point in time (UTC).
 */
export function rehearse(
  text: string,
  app: string,
  stack: Environment,
  last: LastRehearsal | undefined,
  now: string,
): Step {
  const own = loadSettings(stack, () => settingsIn(text)).applications[app];
  if (own?.database.kind !== "rds") throw new Error(`${stack} has no managed database of ${app}`);
  const { instances, live } = own.database;
  const [ordered] = Object.entries(instances).filter(([, { mode }]) => mode === "rehearsal");
  if (ordered !== undefined) {
    const [name, { from }] = ordered;
    if (last?.instance === name) {
      const promised = own.recovery?.rtoMinutes ?? Infinity;
      const late = last.minutes > promised;
      const words = `${app}: ${name} was restored and proven in ${last.minutes} minutes of ${promised}`;
      return { text: without(text, app, stack, name), words, late };
    }
    const since = typeof from === "object" && "pointInTime" in from ? from.pointInTime : now;
    const days = Math.floor((Date.parse(now) - Date.parse(since)) / 86_400_000);
    const words = `${app}: ${name} was ordered ${days} days ago and has proven nothing yet`;
    return { words, late: days >= PATIENCE_DAYS };
  }
  const name = quarterOf(now);
  if (last !== undefined && quarterOf(last.at) === name) {
    return { words: `${app}: ${name} was proven by ${last.instance} already`, late: false };
  }
  const version = instances[live]?.version ?? "";
  const pointInTime = minutesBefore(now, AGO_MINUTES);
  const lines = [
    `${name}:`,
    `  version: "${version}"`,
    `  from: { instance: ${live}, pointInTime: "${pointInTime}" }`,
    "  mode: rehearsal",
  ];
  return {
    text: within(text, app, stack, lines),
    words: `${app}: ${name} is ordered`,
    late: false,
  };
}

/** `r2026q4`, as an instance may be called. */
function quarterOf(instant: string): string {
  const date = new Date(instant);
  return `r${date.getUTCFullYear()}q${Math.floor(date.getUTCMonth() / 3) + 1}`;
}

function minutesBefore(now: string, minutes: number): string {
  const instant = Math.floor(Date.parse(now) / 60_000 - minutes) * 60_000;
  return new Date(instant).toISOString().replace(".000Z", "Z");
}

function within(text: string, app: string, stack: Environment, lines: readonly string[]): string {
  const instances = instancesIn(text, app);
  const first = instances.items[0]?.key;
  const indent = " ".repeat(isNode(first) ? columnOf(text, first) : 0);
  return valid(
    splice(text, [inserted(text, instances, lines.map((line) => `${indent}${line}\n`).join(""))]),
    stack,
  );
}

function without(text: string, app: string, stack: Environment, name: string): string {
  const pair = instancesIn(text, app).items.find(
    ({ key }) => isScalar(key) && String(key.value) === name,
  );
  if (!isNode(pair?.key) || !isNode(pair.value)) throw new Error(`${name} is written oddly`);
  return valid(splice(text, [removed(text, pair.key, pair.value)]), stack);
}

function valid(text: string, stack: Environment): string {
  loadSettings(stack, () => settingsIn(text));
  return text;
}

function instancesIn(text: string, app: string): YAMLMap<Node, Node> {
  const path = ["config", "platform:settings", "applications", app, "database", "instances"];
  const found = parseDocument(text).getIn(path, true);
  if (isMap<Node, Node>(found) && found.flow !== true) return found;
  throw new Error(`applications.${app}.database.instances: write it as a block`);
}
