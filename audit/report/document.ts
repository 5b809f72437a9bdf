import { structuredPatch } from "diff";

import type { Change } from "../changes";
import type { Step } from "../digest";
import { child, keysOf, member } from "../paths";
import { laterFrom } from "../show";
import { isUnknown, UNKNOWN } from "../unknown";
import { visible } from "../visible";

/** How many unchanged lines stand around a changed one. */
const CONTEXT = 2;

/** A property that holds a text of several lines or JSON, with both of its sides in a form that compares well. */
export interface Document {
  readonly path: string;
  readonly before: string;
  readonly after: string;
}

/** The document that a change lies in, if it lies in one that both sides have. */
export function documentOf(step: Step, { path }: Change): Document | undefined {
  const [old, now] = [step.oldState?.inputs, step.newState?.inputs];
  let [before, after]: [unknown, unknown] = [old, now];
  let place = "";
  for (const key of keysOf(path)) {
    if (typeof before === "string" || typeof after === "string") break;
    place = child(place, Array.isArray(after ?? before) ? Number(key) : key);
    [before, after] = [member(before, key), member(after, key)];
  }
  if (typeof before !== "string" || typeof after !== "string") return undefined;
  if (isUnknown(before) || isUnknown(after)) return undefined;
  const readable = [before, after].map((text) => parsed(text) !== undefined || text.includes("\n"));
  if (!readable.includes(true)) return undefined;
  return { path: place, before, after };
}

/** The lines of a document that differ, each behind `+` or `-`, with what stands around them. */
export function lines({ before, after }: Document, from: readonly string[]): readonly string[] {
  const [old, now] = [canonical(before, from), canonical(after, from)];
  const { hunks } = structuredPatch("", "", old, now, "", "", { context: CONTEXT });
  return hunks.flatMap(({ lines: hunk }, index) => [
    ...(index === 0 ? [] : [" …"]),
    ...hunk.filter((line) => !line.startsWith("\\")).map(visible),
  ]);
}

/** JSON in which neither the order of keys nor that of a set makes a difference; other text as it is. */
export function canonical(text: string, from: readonly string[] = []): string {
  const json = parsed(text);
  const shown = json === undefined ? text : JSON.stringify(sorted(json), undefined, 2);
  return UNKNOWN.reduce<string>(
    (all, word) => all.replaceAll(String(word), laterFrom(from)),
    shown,
  );
}

export function parsed(text: string): object | undefined {
  if (!/^\s*[[{]/.test(text)) return undefined;
  try {
    return JSON.parse(text) as object;
  } catch {
    return undefined;
  }
}

/** IAM reads these lists as sets, and one element as a list of one. */
const SETS = /^(?:Not)?(?:Action|Resource|Principal|AWS|Service|Federated)$/;

function sorted(value: unknown, key = ""): unknown {
  if (Array.isArray(value)) {
    const items = value.map((item) => sorted(item));
    return SETS.test(key) && items.every((item) => typeof item === "string")
      ? [...items].sort()
      : items;
  }
  if (typeof value === "object" && value !== null) {
    return Object.fromEntries(
      Object.entries(value)
        .sort(([a], [b]) => (a < b ? -1 : 1))
        .map(([name, inner]) => [name, sorted(inner, name)]),
    );
  }
  return typeof value === "string" && SETS.test(key) ? [value] : value;
}
