import { guardLine } from "./sections";
import type { Row } from "./row";
import { oneLine, type Report } from "./report";

/** What a terminal shows: the verdict, then one line per resource that changes, worst first. */
export function textOf({ verdict, rows, guard }: Report): string {
  const judged = guard.map((finding) => `GUARD  ${guardLine(finding)}`);
  return [verdict, ...judged, ...rows.map(line), ""].map(oneLine).join("\n");
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
