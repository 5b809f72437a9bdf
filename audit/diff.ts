import { changesOf } from "./changes";
import type { Digest, Step } from "./digest";
import { type Op, OP_NAMES, OPS } from "./ops";
import { showChange } from "./show";
import { visible } from "./visible";

/** What a reviewer reads: the worst in one line, then one line per resource that changes, worst first. */
export interface Report {
  readonly verdict: string;
  readonly lines: readonly string[];
}

/** The report of one preview; the same digest gives the same bytes. */
export function report(stack: string, digest: Digest, outcome: "succeeded" | "failed"): Report {
  if (outcome === "succeeded" && digest.steps.length === 0) {
    throw new Error("a preview that succeeds lists at least the stack; this one lists nothing");
  }
  const replaced = new Set(digest.steps.filter(({ op }) => op === "replace").map(({ urn }) => urn));
  const rows = digest.steps.flatMap((step) => row(step, replaced));
  rows.sort((a, b) => (a.key < b.key ? -1 : 1));
  const word = outcome === "failed" ? "FAILED, incomplete" : worst(digest, rows.length);
  return {
    verdict: oneLine(`${word} — ${stack}: ${counts(digest)}`),
    lines: rows.map(({ line }) => oneLine(line)),
  };
}

/** A `same` step has a row only when its protection changes; that comes before any update. */
const LINE_ORDER: readonly Op[] = [
  ...OP_NAMES.filter((op) => OPS[op].verdict === "DESTROYS" || OPS[op].verdict === "REPLACES"),
  "same",
  ...OP_NAMES,
];

function row(step: Step, replaced: ReadonlySet<string>): { key: string; line: string }[] {
  const details = [...because(step, replaced), ...changesOf(step).map(showChange)];
  const silent = OPS[step.op].verdict === "no changes";
  if (silent && (step.op !== "same" || details.length === 0)) return [];
  if (OPS[step.op].needs.length === 1 && step.oldState?.retainOnDelete === true) {
    details.unshift("stays in the cloud, outside the stack");
  }
  const { type, name } = named(step.urn);
  const rank = String(LINE_ORDER.indexOf(step.op)).padStart(2, "0");
  const tail = details.length === 0 ? "" : `  — ${details.join(", ")}`;
  return [
    {
      key: [rank, type, name, step.urn].join("\u0000"),
      line: `${step.op}  ${type}  ${name}${tail}`,
    },
  ];
}

/** A provider that must delete before it creates takes along what depends on it, and gives no reason. */
function because(step: Step, replaced: ReadonlySet<string>): string[] {
  if (step.op !== "replace" || step.replaceReasons.length > 0) return [];
  const causes = (step.newState?.dependencies ?? []).filter((urn) => replaced.has(urn));
  const names = causes.map((urn) => named(urn).name).sort();
  return [names.length === 0 ? "no reason given" : `because of ${names.join(" and ")}`];
}

/** `urn:pulumi:stack::project::parentType$type::name`; only a name may hold `::`. */
function named(urn: string): { type: string; name: string } {
  const [, , types = "", ...name] = urn.split("::");
  return { type: types.slice(types.lastIndexOf("$") + 1), name: name.join("::") };
}

/** Judged by what is listed and by what is counted, whichever is worse. */
function worst(digest: Digest, rows: number): string {
  const ops = new Set([...digest.steps.map(({ op }) => op), ...Object.keys(digest.changeSummary)]);
  const { verdict } = OPS[OP_NAMES.find((op) => ops.has(op)) ?? "same"];
  return verdict === "no changes" && rows > 0 ? "changes" : verdict;
}

function counts({ changeSummary }: Digest): string {
  const counted = OP_NAMES.flatMap((op) => {
    const count = changeSummary[op] ?? 0;
    return count > 0 ? [`${count} ${op}`] : [];
  });
  return counted.length === 0 ? "nothing counted" : counted.join(", ");
}

function oneLine(text: string): string {
  return visible(text).replace(/\s/g, " ");
}
