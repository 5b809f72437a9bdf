import { code, plain } from "../report/escape-markdown";
import { oneLine } from "../report/report";
import type { Drifted } from "./found";

/** What a check for drift has found. */
export interface Told {
  readonly stack: string;
  readonly found: readonly Drifted[];
  /** How many resources were looked at. */
  readonly looked: number;
  /** Whether it is known what the program is about to change. */
  readonly intended: boolean;
}

/** The same in lines for a terminal. */
export function textOf(told: Told): string {
  const lines = told.found.map(({ what, type, name, ...rest }) => {
    const details = detailsOf(rest);
    return `${what}  ${type}  ${name}${details.length === 0 ? "" : `  — ${details.join(", ")}`}`;
  });
  return [verdict(told), ...lines, ""].map(oneLine).join("\n");
}

/** The same as a comment or an issue. */
export function markdown(told: Told): string {
  const rows = told.found.map(({ what, type, name, ...rest }) => {
    const cells = [what, `${code(name)}<br>${code(type)}`, plain(detailsOf(rest).join("; "))];
    return `| ${cells.join(" | ")} |`;
  });
  const table = ["| What | Resource | How |", "| --- | --- | --- |", ...rows];
  return [
    `<!-- drift ${told.stack.replace(/[^\w.-]/g, "_")} -->`,
    `### ${plain(verdict(told))}\n`,
    ...(rows.length === 0 ? [] : [...table, `\n${advice(told)}`]),
    "",
  ].join("\n");
}

function verdict({ stack, found, looked }: Told): string {
  const counted = (["gone", "changed", "computed"] as const).flatMap((what) => {
    const count = found.filter((each) => each.what === what).length;
    return count === 0 ? [] : [`${count} ${what}`];
  });
  const drift = found.some(({ what }) => what !== "computed");
  const weaker = found.filter(({ weakens }) => weakens.length > 0).length;
  const worse = weaker === 0 ? "" : `, ${weaker} kept less safely`;
  return `${drift ? "DRIFT" : "no drift"} — ${stack}: ${[...counted, `${looked} looked at`].join(", ")}${worse}`;
}

function detailsOf({
  changes,
  weakens,
  conflicts,
}: Pick<Drifted, "changes" | "weakens" | "conflicts">) {
  return [
    ...changes,
    ...weakens.map((words) => `as it is, it would ${words}`),
    ...conflicts.map((path) => `CONFLICT: the program is about to change ${path} too`),
  ];
}

function advice({ intended }: Told): string {
  const unknown = intended
    ? ""
    : " What the program is about to change is not known: its preview failed.";
  return `An update does not see this unless it refreshes: run it with ${code("--refresh")} to put it back.${unknown}`;
}
