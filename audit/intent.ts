import { createHash } from "node:crypto";
import { isDeepStrictEqual } from "node:util";

import canonicalize from "canonicalize";

import { changesOf } from "./changes";
import type { Digest, Step } from "./digest";
import { type Op, OPS } from "./ops";
import { child } from "./paths";
import type { Preview } from "./preview";
import { named } from "./resource";
import { hasUnknown } from "./unknown";

/** One property that a step would set; of a secret it says only that it changes. */
interface Setting {
  readonly path: string;
  readonly before?: unknown;
  readonly after?: unknown;
}

interface Act {
  readonly urn: string;
  readonly op: Op;
  /** The cloud's own id of what would be deleted or replaced. */
  readonly id: string;
  /** Which of the two goes first in a replacement. */
  readonly first: "old" | "new" | "";
  readonly settings: readonly Setting[];
}

/** What a preview would do, without what differs between two runs that would do the same. */
export interface Intent {
  /** `sha256:` and the hash of its canonical JSON (RFC 8785): what an approval names. */
  readonly name: string;
  readonly acts: readonly Act[];
}

/** The intent of a preview. */
export function intentOf(digest: Digest): Intent {
  const replaced = new Set(digest.steps.filter(({ op }) => op === "replace").map(({ urn }) => urn));
  const acts = digest.steps
    .filter(({ op, urn }) => !HALVES.includes(op) || !replaced.has(urn))
    .flatMap((step) => actOf(step, digest.steps))
    .sort((a, b) => (`${a.urn} ${a.op}` < `${b.urn} ${b.op}` ? -1 : 1));
  return { name: `sha256:${hashOf(acts)}`, acts };
}

/** The hash of a value's canonical JSON. */
export function hashOf(value: unknown): string {
  // Through JSON, because the canonical form of what JSON leaves out is not defined
  const text = canonicalize(JSON.parse(JSON.stringify(value))) ?? "";
  return createHash("sha256").update(text).digest("hex");
}

/** A replacement is told by its whole and by its two halves. */
const HALVES: readonly Op[] = ["create-replacement", "delete-replaced"];

/** What may happen instead of what was approved: the same or less. */
const LESS: Partial<Record<Op, readonly Op[]>> = { replace: ["update"] };

/**
 * What a preview would do beyond what was approved, in words; nothing where it is equal or smaller. A
 * value that was unknown when it was approved may have become any.
 */
export function beyond(approved: Intent, now: Intent): readonly string[] {
  return now.acts.flatMap((act) => {
    const who = `${act.op} ${named(act.urn).name}`;
    const same = approved.acts.filter(({ urn }) => urn === act.urn);
    const before =
      same.find(({ op }) => op === act.op) ??
      same.find(({ op }) => (LESS[op] ?? []).includes(act.op));
    if (before === undefined) {
      const ops = same.map(({ op }) => op).join(" and ");
      return [`${who}: ${ops === "" ? "was not approved" : `${ops} was approved`}`];
    }
    if (before.op === act.op && before.id !== act.id) {
      return [`${who}: another object than the one approved`];
    }
    if (act.first === "old" && before.first !== "old") {
      return [`${who}: the old one would go before there is a new one`];
    }
    return act.settings
      .filter((setting) => !isApproved(before, setting))
      .map(({ path }) => `${who}: ${path} would change in another way than approved`);
  });
}

/** Refuses, in words, a preview that is not what was approved under a name, or less. */
export function refusal(approved: Preview, name: string, now: Preview): readonly string[] {
  if (approved.outcome === "failed") return ["a preview that failed cannot be approved"];
  if (now.outcome === "failed") return ["the preview failed, so what it would do is not known"];
  if (approved.stack !== now.stack) return [`${approved.stack} was approved, not ${now.stack}`];
  const intent = intentOf(approved.digest);
  if (intent.name !== name) return [`the approved preview is ${intent.name}, not ${name}`];
  return beyond(intent, intentOf(now.digest));
}

function actOf(step: Step, all: readonly Step[]): Act[] {
  const { op, urn, oldState, newState } = step;
  const settings =
    oldState === undefined && newState !== undefined
      ? leaves(newState.inputs)
      : changesOf(step).map(({ path, before, after }) => ({ path, before, after }));
  if (OPS[op].verdict === "no changes" && (op !== "same" || settings.length === 0)) return [];
  const ends = OPS[op].verdict === "DESTROYS" || OPS[op].verdict === "REPLACES";
  const id = ends ? (oldState?.id ?? "") : "";
  return [{ urn, op, id, first: firstOf(step, all), settings: settings.sort(byPath) }];
}

function firstOf({ op, urn }: Step, all: readonly Step[]): Act["first"] {
  if (op !== "replace") return "";
  const halves = all.filter((each) => each.urn === urn && HALVES.includes(each.op));
  return halves.length < 2 ? "" : halves[0]?.op === "delete-replaced" ? "old" : "new";
}

function byPath(a: Setting, b: Setting): number {
  return a.path < b.path ? -1 : 1;
}

function leaves(value: unknown, path = ""): Setting[] {
  if (typeof value !== "object" || value === null) return [{ path, after: value }];
  return Object.entries(value).flatMap(([key, inner]) =>
    leaves(inner, child(path, Array.isArray(value) ? Number(key) : key)),
  );
}

function isApproved({ settings }: Act, { path, before, after }: Setting): boolean {
  return settings.some(
    (approved) =>
      (approved.path === path &&
        isDeepStrictEqual(approved.before, before) &&
        isDeepStrictEqual(approved.after, after)) ||
      (hasUnknown(approved.after) && isWithin(path, approved.path)),
  );
}

function isWithin(path: string, outer: string): boolean {
  return path === outer || (path.startsWith(outer) && /^[.[]/.test(path.slice(outer.length)));
}
