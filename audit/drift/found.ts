import { changesOf } from "../changes";
import type { Digest, Step } from "../digest";
import { keysOf } from "../paths";
import { named } from "../resource";
import { showChange } from "../show";
import { weakened } from "../weakening";

/** One resource that is not what the state says. */
export interface Drifted {
  readonly urn: string;
  readonly type: string;
  readonly name: string;
  /** `computed`: nothing that the program sets, only what the cloud makes of it. */
  readonly what: "gone" | "changed" | "computed";
  /** `path (what the state says → what is)`. */
  readonly changes: readonly string[];
  /** What is kept less safely now. */
  readonly weakens: readonly string[];
  /** Properties that the program is about to change as well: the next update writes over them. */
  readonly conflicts: readonly string[];
}

/**
 * What a refresh that wrote nothing has found, the worst first. `intent` is a preview of the program
 * against the state as it is.
 */
export function driftOf(looked: Digest, intent?: Digest): readonly Drifted[] {
  const intended = new Map((intent?.steps ?? []).map((step) => [step.urn, step]));
  const key = ({ what, urn }: Drifted) => `${ORDER.indexOf(what)} ${urn}`;
  return looked.steps
    .filter(({ op }) => op === "update" || op === "delete")
    .map((step) => drifted(step, intended.get(step.urn)))
    .sort((a, b) => (key(a) < key(b) ? -1 : 1));
}

const ORDER: readonly Drifted["what"][] = ["gone", "changed", "computed"];

function drifted(step: Step, intended: Step | undefined): Drifted {
  const { op, urn, oldState, newState, detailedDiff } = step;
  const changes = op === "delete" ? [] : changesOf(step);
  const pending = new Set(
    intended === undefined ? [] : changesOf(intended).map(({ path }) => root(path)),
  );
  const paths = [...new Set(changes.map(({ path }) => root(path)))];
  const differences = Object.values(detailedDiff ?? {});
  const computed = differences.length > 0 && differences.every(({ inputDiff }) => !inputDiff);
  return {
    ...{ urn, ...named(urn) },
    what: op === "delete" ? "gone" : computed ? "computed" : "changed",
    changes: changes.map((change) => showChange(change)),
    weakens:
      oldState === undefined || newState === undefined
        ? []
        : weakened(named(urn).type, oldState, newState),
    conflicts: paths.filter((path) => pending.has(path)),
  };
}

function root(path: string): string {
  return keysOf(path)[0] ?? path;
}
