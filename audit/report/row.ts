import { type Change, changesOf } from "../changes";
import type { Step } from "../digest";
import { type Op, OPS } from "../ops";
import { applicationOf, componentOf, isReal, named } from "../resource";
import { diffLines, showChange } from "../show";
import { visible } from "../visible";
import { weakened } from "../weakening";
import { documentOf, lines } from "./document";
import type { Graph } from "./graph";
import { holdsData, type Kind, kindOf, KINDS, worst } from "./kinds";
import { permissionChange } from "./permissions";

/** One property that changes. */
export interface Shown {
  readonly path: string;
  readonly kind: Kind;
  /** `path (old → new)`, on one line. */
  readonly text: string;
  /** The same as the lines of a diff. */
  readonly lines: readonly string[];
}

/** One resource that changes. */
export interface Row {
  readonly urn: string;
  readonly op: Op;
  /** What happens, in words. */
  readonly happens: string;
  readonly type: string;
  readonly name: string;
  readonly application: string;
  readonly component: string;
  readonly kind: Kind;
  readonly rank: number;
  /** Its loss would be a loss of data. */
  readonly data: boolean;
  readonly protected: boolean;
  readonly security: boolean;
  /** It goes because another generation of the same follows: no loss. */
  readonly followed: boolean;
  /** Why a replacement happens. */
  readonly because: readonly string[];
  /** What would be kept less safely, after "it would". */
  readonly weakens: readonly string[];
  readonly changes: readonly Shown[];
  /** What depends on it, by name. */
  readonly reaches: readonly string[];
  readonly source: string;
}

/** The row of a step; none where nothing changes. `siblings` are all steps of the same resource. */
export function rowOf(
  step: Step,
  siblings: readonly Step[],
  graph: Graph,
  follows: ReadonlyMap<string, string>,
): readonly Row[] {
  const { op, urn, oldState, newState } = step;
  const { type, name } = named(urn);
  const changes = shown(step, type, graph);
  const silent = OPS[op].verdict === "no changes";
  if (silent && (op !== "same" || changes.length === 0)) return [];
  if (!isReal(type) && op === "update" && changes.length === 0) return [];
  const weakens =
    oldState === undefined || newState === undefined ? [] : weakened(type, oldState, newState);
  const next = follows.get(urn);
  const destroys =
    next === undefined && (OPS[op].verdict === "DESTROYS" || OPS[op].verdict === "REPLACES");
  const touched =
    isReal(type) &&
    (changes.some(({ kind: each }) => each === "security") ||
      (changes.length === 0 && kindOf(type, "") === "security"));
  const kind =
    worst([
      ...(destroys && isReal(type) ? (["destroys"] as const) : []),
      ...(weakens.length > 0 ? (["weakens"] as const) : []),
      ...(touched ? (["security"] as const) : []),
      ...changes.map(({ kind: each }) => each),
    ]) ?? "changes";
  return [
    {
      ...{ urn, op, type, name, kind, weakens, changes },
      component: componentOf(step),
      happens: next === undefined ? happens(step, siblings, graph) : `followed by ${next}`,
      followed: next !== undefined,
      rank: KINDS.indexOf(kind),
      application: applicationOf(step),
      data: holdsData(type) && !stays(step),
      protected: (oldState ?? newState)?.protect ?? false,
      security: touched,
      because: graph.causes(step),
      reaches: op === "create" ? [] : graph.reach(urn),
      source: (newState ?? oldState)?.source ?? "",
    },
  ];
}

function happens(step: Step, siblings: readonly Step[], graph: Graph): string {
  const { op } = step;
  if (op === "delete") return stays(step) ? "leaves the stack, stays in the cloud" : "deleted";
  if (op === "replace") {
    const certain = graph.isPossible(step) ? "possibly replaced" : "replaced";
    const order = siblings.map(({ op: each }) => each);
    const gone = order.indexOf("delete-replaced");
    const made = order.indexOf("create-replacement");
    if (gone < 0 || made < 0) return certain;
    return `${certain}, ${gone < made ? "the old one goes first" : "the new one comes first"}`;
  }
  return WORDS[op] ?? op;
}

function stays({ op, oldState }: Step): boolean {
  return op === "delete" && oldState?.retainOnDelete === true;
}

const WORDS: Partial<Record<Op, string>> = {
  create: "created",
  update: "updated",
  same: "kept",
  import: "taken over",
};

/** Changes by path; those within one document are one. */
function shown(step: Step, type: string, graph: Graph): readonly Shown[] {
  const found = new Map<string, Shown>();
  const changes = changesOf(step);
  const paths = new Set(changes.map(({ path }) => path));
  for (const change of changes) {
    // The provider says everything about tags twice
    if (paths.has(change.path.replace(/^tagsAll/, "tags")) && change.path.startsWith("tagsAll"))
      continue;
    const document = documentOf(step, change);
    const path = document?.path ?? change.path;
    if (found.has(path)) continue;
    const from = graph.sources(step, path);
    const kind = kindOf(type, path);
    const { text, diff } =
      document === undefined
        ? { text: showChange(change, from), diff: diffLines(change, from) }
        : ofDocument(document.before, document.after, path, change, lines(document, from));
    found.set(path, { path: visible(path), kind, text, lines: diff });
  }
  return [...found.values()];
}

function ofDocument(
  before: string,
  after: string,
  path: string,
  { forcesReplacement }: Change,
  diff: readonly string[],
) {
  const permissions = permissionChange(before, after);
  const because = forcesReplacement ? " forces replacement" : "";
  const said = (word: string, inner: readonly string[]) => ({
    text: `${path} (${word})${because}`,
    diff: [`! ${path} ${word}${because}`, ...inner],
  });
  if (permissions === undefined) {
    return said(diff.length === 0 ? "says the same in other words" : "changed", diff);
  }
  const { added, removed, widens } = permissions;
  const same = added.length + removed.length === 0;
  return said(same ? "allows the same as before" : widens ? "WIDENS" : "narrows", [
    ...removed.map((each) => `- ${visible(each)}`),
    ...added.map((each) => `+ ${visible(each)}`),
  ]);
}
