import { isMap, isNode, isScalar, type Node, parseDocument, type YAMLMap } from "yaml";

import type { Artifact } from "../config/artifact";
import { columnOf, type Edit, inserted, opened, removed, replaced, splice } from "./splice";

/** The artifact that an application is to run, by its id. */
export interface Pin {
  readonly app: string;
  readonly id: string;
  readonly artifact: Artifact;
}

/** As many as the settings take. */
const KEPT = 5;

/**
 * The text of a stack file that runs another artifact: `active` is it, `previous` what was active,
 * and `artifacts` holds the last five with these two. Every other byte stays what and where it was.
 */
export function pinned(text: string, { app, id, artifact }: Pin): string {
  const own = applicationIn(text, app);
  const artifacts = own.get("artifacts", true) as unknown;
  const active = own.get("active", true) as unknown;
  if (own.flow === true || !isMap(artifacts) || !isScalar(active) || one(artifacts)) {
    throw new Error(`applications.${app}: write it as a block, artifacts too`);
  }
  const old = String(active.value);
  const before = isScalar(own.get("previous", true)) ? String(own.get("previous")) : id;
  const previous = old === "none" ? before : old;
  const keys = artifacts.items.map(({ key }) => key as Node & { readonly value: unknown });
  const ids = keys.map(({ value }) => String(value));
  const spare = ids.filter((each) => each !== id && each !== previous);
  const dropped = spare.slice(0, Math.max(0, new Set([...ids, id]).size - KEPT));
  return splice(text, [
    replaced(active, JSON.stringify(id)),
    ...previousEdits(text, own, active, previous === id ? undefined : previous),
    ...(ids.includes(id) ? [] : [added(text, own, artifacts, { app, id, artifact })]),
    ...dropped.map((each) => removed(text, ...pairIn(artifacts, each))),
  ]);
}

const SETTINGS = ["config", "platform:settings"];

/** The settings in the text of a stack file. */
export function settingsIn(text: string): unknown {
  const { config } = documentOf(text).toJS() as { readonly config?: Record<string, unknown> };
  return config?.["platform:settings"];
}

function applicationIn(text: string, app: string): YAMLMap {
  const own = documentOf(text).getIn([...SETTINGS, "applications", app], true);
  if (!isMap(own)) throw new Error(`no application ${app}`);
  return own;
}

function documentOf(text: string) {
  const document = parseDocument(text);
  const [wrong] = [...document.errors, ...document.warnings];
  if (wrong !== undefined) throw new Error(`not valid YAML: ${wrong.message.split("\n")[0] ?? ""}`);
  return document;
}

function previousEdits(
  text: string,
  own: YAMLMap,
  active: Node,
  previous: string | undefined,
): Edit[] {
  const written = JSON.stringify(previous);
  if (!own.has("previous")) {
    const indent = " ".repeat(columnOf(text, pairIn(own, "active")[0]));
    return previous === undefined
      ? []
      : [inserted(text, active, `${indent}previous: ${written}\n`)];
  }
  const [key, value] = pairIn(own, "previous");
  return [previous === undefined ? removed(text, key, value) : replaced(value, written)];
}

/** One more artifact after the last one, indented as these are. */
function added(text: string, own: YAMLMap, artifacts: YAMLMap, { id, artifact }: Pin): Edit {
  const [first] = artifacts.items;
  const key = first?.key;
  const column = isNode(key)
    ? columnOf(text, key)
    : columnOf(text, pairIn(own, "artifacts")[0]) + 2;
  const lines = [
    `${JSON.stringify(id)}:`,
    "  images:",
    ...Object.entries(artifact.images).map(([image, digest]) => `    ${image}: "${digest}"`),
    `  schemaHead: ${JSON.stringify(artifact.schemaHead)}`,
    ...migrations(artifact),
  ].map((line) => `${" ".repeat(column)}${line}`);
  return first === undefined
    ? opened(text, artifacts, lines.join("\n"))
    : inserted(text, artifacts, `${lines.join("\n")}\n`);
}

function migrations({ migrations: carried }: Artifact): readonly string[] {
  if (carried === undefined) return [];
  const lines = carried.flatMap(({ id, operations }) => [
    `    - id: ${JSON.stringify(id)}`,
    `      operations: [${operations.map((operation) => JSON.stringify(operation)).join(", ")}]`,
  ]);
  return lines.length === 0 ? ["  migrations: []"] : ["  migrations:", ...lines];
}

function pairIn(map: YAMLMap, name: string): [key: Node, value: Node] {
  const pair = map.items.find(({ key }) => isScalar(key) && String(key.value) === name);
  if (!isNode(pair?.key) || !isNode(pair.value)) throw new Error(`${name} is written oddly`);
  return [pair.key, pair.value];
}

/** Whether artifacts stand on one line, as only an empty list may. */
function one(artifacts: YAMLMap): boolean {
  return artifacts.flow === true && artifacts.items.length > 0;
}
