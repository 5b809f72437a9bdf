import type { Row } from "./row";
import { oneLine, type Report } from "./report";

/** What a terminal shows: the verdict, then one line per resource that changes, worst first. */
export function textOf({ verdict, rows, guard }: Report): string {
  const refused = guard.filter(({ waiver }) => waiver === undefined);
  const refusals = refused.map(
    ({ name, words, what }) =>
      `GUARD  ${name} ${words}; a waiver of kind ${what === "weaken" ? "weaken" : "destroy"} would excuse it`,
  );
  return [verdict, ...refusals, ...rows.map(line), ""].map(oneLine).join("\n");
}

function line(row: Row): string {
  const details = [
    ...(row.op === "delete" && row.happens !== "deleted" ? [row.happens] : []),
    // What the resource itself changes is told by its changes
    ...row.because.filter((cause) => !cause.endsWith(" changes")),
    ...row.changes.map(({ text }) => text),
    ...row.weakens.map((words) => `it would ${words}`),
  ];
  const tail = details.length === 0 ? "" : `  — ${details.join(", ")}`;
  return `${row.op}  ${row.type}  ${row.name}${tail}`;
}
