import { type Waiver, waiverFor } from "../config/waiver";
import type { Digest, Step } from "./digest";
import { OPS } from "./ops";
import type { Preview } from "./preview";
import { holdsData } from "./report/kinds";
import { named } from "./resource";
import { weakened } from "./weakening";

/** One thing that a preview would lose or keep less safely. */
export interface Finding {
  readonly what: "delete" | "replace" | "unprotect" | "weaken";
  readonly name: string;
  readonly type: string;
  readonly words: string;
  /** The waiver that excuses it. */
  readonly waiver?: Waiver;
}

/** What a preview would lose or keep less safely, excused or not, by name. */
export function judge({ stack, digest, waivers }: Preview): readonly Finding[] {
  return loud(digest)
    .flatMap((step) => {
      const { type, name } = named(step.urn);
      return found(step, stack, type).map(({ what, words }) => {
        const waiver = excuse(what, name, waivers);
        return { what, name, type, words, ...(waiver !== undefined && { waiver }) };
      });
    })
    .sort((a, b) => (`${a.name} ${a.words}` < `${b.name} ${b.words}` ? -1 : 1));
}

/** The steps that speak for a resource: of a replacement the whole, not its halves. */
function loud({ steps }: Digest): readonly Step[] {
  const replaced = new Set(steps.filter(({ op }) => op === "replace").map(({ urn }) => urn));
  return steps.filter(({ op, urn }) => op === "replace" || !replaced.has(urn));
}

function found(step: Step, stack: string, type: string): Pick<Finding, "what" | "words">[] {
  const { op, oldState, newState } = step;
  if (oldState === undefined || !isKept(step, stack, type)) return [];
  const { verdict } = OPS[op];
  if (verdict === "DESTROYS" || op === "delete-replaced") {
    return [{ what: "delete", words: "would be deleted" }];
  }
  if (verdict === "REPLACES") return [{ what: "replace", words: "would be replaced" }];
  if (newState === undefined) return [];
  return weakened(type, oldState, newState).map((words) => ({
    what: words.startsWith("no longer be protected by the engine") ? "unprotect" : "weaken",
    words: `would ${words}`,
  }));
}

/** What the program guards, and what holds data without being guarded; in dev that is disposable. */
function isKept({ oldState }: Step, stack: string, type: string): boolean {
  const hooks = Object.values(oldState?.resourceHooks ?? {}).flat();
  const guarded = oldState?.protect === true || hooks.some((hook) => hook.startsWith("refuse-"));
  return guarded || (holdsData(type) && stack !== "dev");
}

/** Leave to destroy is leave to do less, never the reverse. */
function excuse(
  what: Finding["what"],
  name: string,
  waivers: readonly Waiver[],
): Waiver | undefined {
  const kinds = what === "weaken" ? (["weaken", "destroy"] as const) : (["destroy"] as const);
  // Expired ones were left out when the preview was kept
  return kinds.map((kind) => waiverFor(waivers, kind, name, "")).find((each) => each !== undefined);
}
