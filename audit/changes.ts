import { isDeepStrictEqual } from "node:util";

import type { State, Step } from "./digest";
import { at, child, keysOf, member } from "./paths";
import { MARKER } from "./redact";

export interface Difference {
  readonly path: string;
  readonly before: unknown;
  readonly after: unknown;
  /** How we know: both sides differ; the engine says so; or both are masked, and nobody says. */
  readonly known: "seen" | "told" | "masked";
}

/** One property of one resource that changes, or behind a mask may change. */
export interface Change extends Difference {
  readonly forcesReplacement: boolean;
}

/** What a step changes, first what forces a replacement, then by path. */
export function changesOf(step: Step): readonly Change[] {
  const { op, oldState, newState } = step;
  if (oldState === undefined || newState === undefined) return [];
  const changes = [
    ...differences("", protection(oldState), protection(newState)).map(harmless),
    ...(op === "same" ? [] : propertyChanges(step, oldState, newState)),
  ];
  const rank = ({ forcesReplacement, path }: Change) => `${forcesReplacement ? 0 : 1}${path}`;
  return changes.sort((a, b) => (rank(a) < rank(b) ? -1 : 1));
}

function protection({ protect, retainOnDelete }: State) {
  return { protect, retainOnDelete };
}

/** The engine's own diff says where to look; where it says nothing (components), all inputs are compared. */
function propertyChanges(step: Step, oldState: State, newState: State): Change[] {
  const detailed = Object.entries(step.detailedDiff ?? {}).map(([path, { kind, inputDiff }]) => ({
    path,
    forces: kind.endsWith("-replace"),
    before: at(inputDiff ? oldState.inputs : oldState.outputs, path),
  }));
  const explained = new Set(detailed.map(({ path }) => root(path)));
  const forcing = new Set(detailed.filter(({ forces }) => forces).map(({ path }) => root(path)));
  const reasons = new Set(step.replaceReasons.map(root));
  const summary = [...new Set([...step.replaceReasons, ...step.diffReasons])]
    .filter((path) => !explained.has(root(path)))
    .map((path) => ({ path, forces: false, before: at(oldState.inputs, path) }));

  const places = [...detailed, ...summary];
  if (places.length === 0) return differences("", oldState.inputs, newState.inputs).map(harmless);
  return places.flatMap(({ path, forces, before }) => {
    const forcesReplacement = forces || (reasons.has(root(path)) && !forcing.has(root(path)));
    return told(path, before, at(newState.inputs, path)).map((d) => ({ ...d, forcesReplacement }));
  });
}

function root(path: string): string {
  return keysOf(path)[0] ?? path;
}

function harmless(difference: Difference): Change {
  return { ...difference, forcesReplacement: false };
}

/** The differences at a place of which the engine says that it changes. */
function told(path: string, before: unknown, after: unknown): Difference[] {
  const found = differences(path, before, after);
  const seen = found.some(({ known }) => known === "seen");
  if (seen || found.length > 1) return found;
  const only = found[0] ?? { path, before, after };
  return [{ ...only, known: "told" }];
}

/** The leaves that differ, also inside JSON text; equal masks may hide different secrets. */
export function differences(path: string, before: unknown, after: unknown): Difference[] {
  const [old, now] = [composite(before), composite(after)];
  if (old !== undefined && now !== undefined && Array.isArray(old) === Array.isArray(now)) {
    return [...new Set([...Object.keys(old), ...Object.keys(now)])].flatMap((key) =>
      differences(
        child(path, Array.isArray(old) ? Number(key) : key),
        member(old, key),
        member(now, key),
      ),
    );
  }
  if (!isDeepStrictEqual(before, after)) return [{ path, before, after, known: "seen" }];
  const masked = typeof after === "string" && after.includes(MARKER);
  return masked ? [{ path, before, after, known: "masked" }] : [];
}

function composite(value: unknown): object | undefined {
  if (typeof value === "object" && value !== null) return value;
  if (typeof value !== "string" || !/^\s*[[{]/.test(value)) return undefined;
  try {
    return composite(JSON.parse(value));
  } catch {
    return undefined;
  }
}
