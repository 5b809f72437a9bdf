import { code, plain } from "../report/escape-markdown";
import type { Ledger } from "./chain";
import type { Entry } from "./record";

/** A ledger as a table for people. */
export function render({ lines, problems, head }: Ledger): string {
  return [
    `# ${lines.length} changes\n`,
    problems.length === 0
      ? `The chain is sound up to ${code(head)}.\n`
      : problems.map((problem) => `- **Not sound**: ${plain(problem)}`).join("\n") + "\n",
    "| # | When | Stack | What | Who | Approved by | What changed | Why not, and what is not known |",
    "| --- | --- | --- | --- | --- | --- | --- | --- |",
    ...lines.map(
      ({ seq, entry }) => `| ${[String(seq), ...cells(entry).map(plain)].join(" | ")} |`,
    ),
    "",
  ].join("\n");
}

function cells(entry: Entry): string[] {
  const { at, stack, kind, result, actor, approvers, changes, refusals, gaps, waivers } = entry;
  const counted = Object.entries(changes).map(([op, count]) => `${count} ${op}`);
  const unknown = Object.entries(gaps).map(([field, reason]) => `${field}: ${reason}`);
  return [
    at,
    stack,
    `${kind} ${result}`,
    actor ?? "not known",
    approvers === null ? "not known" : approvers.length === 0 ? "nobody" : approvers.join(", "),
    counted.join(", "),
    [...refusals, ...waivers.map((waiver) => `waived: ${waiver}`), ...unknown].join("; "),
  ];
}
