import type { Digest, Step } from "../digest";
import { type Finding, judge } from "../guard";
import { intentOf } from "../intent";
import { type Op, OP_NAMES, OPS } from "../ops";
import type { Policies } from "../policies";
import type { Preview } from "../preview";
import { visible } from "../visible";
import { Graph } from "./graph";
import { type Row, rowOf } from "./row";
import { followed } from "./succession";

/** What a preview means: the worst in one line, then every resource that changes, worst first. */
export interface Report {
  readonly stack: string;
  readonly outcome: Preview["outcome"];
  /** The worst in a word or two. */
  readonly word: string;
  /** One line: the word, and how much of what. */
  readonly verdict: string;
  /** The name under which this may be approved; none where the preview failed. */
  readonly intent: string | undefined;
  readonly rows: readonly Row[];
  readonly unchanged: number;
  readonly guard: readonly Finding[];
  readonly policies: Policies;
  /** What the engine said, where it failed. */
  readonly messages: readonly string[];
}

/** The report of one preview; the same preview gives the same report, whatever the order of its steps. */
export function report(preview: Preview): Report {
  const { stack, outcome, digest, policies } = preview;
  if (outcome === "succeeded" && digest.steps.length === 0) {
    throw new Error("a preview that succeeds lists at least the stack; this one lists nothing");
  }
  const rows = rowsOf(digest);
  const guard = judge(preview);
  const word = outcome === "failed" ? "FAILED, incomplete" : worst(digest, rows);
  const failed = digest.diagnostics.map(({ message }) => visible(message).trim());
  return {
    ...{ stack, outcome, word, rows, policies },
    verdict: oneLine(`${word} — ${stack}: ${counts(digest)}${weighed(rows, guard, policies)}`),
    intent: outcome === "failed" ? undefined : intentOf(digest).name,
    unchanged: digest.changeSummary.same ?? 0,
    guard,
    messages: outcome === "failed" ? failed.filter((message) => message !== "") : [],
  };
}

/** Folds the steps of a replacement into one row each. */
function rowsOf(digest: Digest): readonly Row[] {
  const graph = new Graph(digest);
  const follows = followed(digest);
  const steps = new Map<string, Step[]>();
  for (const step of digest.steps) steps.set(step.urn, [...(steps.get(step.urn) ?? []), step]);
  const rows = [...steps.values()].flatMap((each) => {
    const logical = each.find(({ op }) => op === "replace");
    const told = logical === undefined ? each : [logical];
    return told.flatMap((step) => rowOf(step, each, graph, follows));
  });
  return rows.sort((a, b) => (key(a) < key(b) ? -1 : 1));
}

const OP_ORDER: readonly Op[] = [
  ...OP_NAMES.filter((op) => OPS[op].verdict === "DESTROYS" || OPS[op].verdict === "REPLACES"),
  "same",
  ...OP_NAMES,
];

function key({ rank, data, op, type, name, urn }: Row): string {
  const order = String(OP_ORDER.indexOf(op)).padStart(2, "0");
  return [rank, data ? 0 : 1, order, type, name, urn].join("\u0000");
}

/** Judged by what is listed and by what is counted, whichever is worse; what is followed is no loss. */
function worst(digest: Digest, rows: readonly Row[]): string {
  const renewed = rows.filter(({ followed: no }) => no);
  const urns = new Set(renewed.map(({ urn }) => urn));
  const excused = (op: string) => renewed.filter((row) => row.op === op).length;
  const ops = new Set([
    ...rows.filter(({ followed: no }) => !no).map(({ op }) => op),
    ...digest.steps.filter(({ urn }) => !urns.has(urn)).map(({ op }) => op),
    ...OP_NAMES.filter((op) => (digest.changeSummary[op] ?? 0) > excused(op)),
  ]);
  const { verdict } = OPS[OP_NAMES.find((op) => ops.has(op)) ?? "same"];
  const loses = (word: string) =>
    rows.some(({ op, data, kind }) => kind === "destroys" && data && OPS[op].verdict === word);
  if (loses("DESTROYS")) return "DESTROYS DATA";
  if (verdict === "DESTROYS" || verdict === "REPLACES") {
    return loses("REPLACES") ? `${verdict} DATA` : verdict;
  }
  if (rows.some(({ kind }) => kind === "weakens")) return "WEAKENS";
  return verdict === "no changes" && rows.length > 0 ? "changes" : verdict;
}

function counts({ changeSummary }: Digest): string {
  const counted = OP_NAMES.flatMap((op) => {
    const count = changeSummary[op] ?? 0;
    return count > 0 ? [`${count} ${op}`] : [];
  });
  return counted.length === 0 ? "nothing counted" : counted.join(", ");
}

function weighed(rows: readonly Row[], guard: readonly Finding[], policies: Policies): string {
  const refused = guard.filter(({ waiver }) => waiver === undefined).length;
  const broken = policies.violations.filter(
    ({ enforcementLevel }) => enforcementLevel === "mandatory",
  ).length;
  const weaker = rows.filter(({ weakens }) => weakens.length > 0).length;
  const security = rows.filter(({ security: touched }) => touched).length;
  const old = new Set(rows.flatMap((row) => (row.followed ? [row.application + row.happens] : [])));
  const parts = [
    ...(old.size > 0
      ? [`${old.size} ${old.size === 1 ? "rollout or login" : "rollouts or logins"} renewed`]
      : []),
    ...(weaker > 0 ? [`${weaker} ${weaker === 1 ? "lowers" : "lower"} a guarantee`] : []),
    ...(security > 0 ? [`${security} security-relevant`] : []),
    ...(broken > 0 ? [`${broken} against policy`] : []),
    ...(refused > 0 ? [`${refused} refused by the guard`] : []),
  ];
  return parts.length === 0 ? "" : `; ${parts.join(", ")}`;
}

export function oneLine(text: string): string {
  return visible(text).replace(/\s/g, " ");
}
