import { z } from "zod";

import { daysServed, SERVICE_DAYS } from "../config/rotation";
import { Releases } from "../config/verified";
import { parseJson } from "./json";
import type { Run } from "./pulumi";
import { visible } from "./visible";

/** Worst first. */
const VERDICTS = [
  { from: SERVICE_DAYS.fail, word: "TOO OLD" },
  { from: SERVICE_DAYS.warn, word: "due" },
  { from: -Infinity, word: "fresh" },
] as const;

/**
 * Says for how many days the credentials that a stack uses have served, oldest first. The exit code
 * is 1 where some have served too long. `today` is a date (`YYYY-MM-DD`, UTC).
 */
export async function credentialAges(
  stack: string,
  today: string,
  pulumi: (args: readonly string[]) => Promise<Run>,
): Promise<Run> {
  const outputs = await pulumi(["stack", "output", "--json", "--stack", stack]);
  if (outputs.code !== 0) return { ...outputs, stdout: "", stderr: visible(outputs.stderr) };
  const read = Releases.safeParse(parseJson("what stack output printed", outputs.stdout));
  if (!read.success) throw new Error(`unreadable outputs:\n${z.prettifyError(read.error)}`);

  const ages = Object.entries(read.data.applications)
    .flatMap(([name, { rotation }]) =>
      rotation === undefined ? [] : [{ name, days: daysServed(rotation, today) }],
    )
    .sort((a, b) => b.days - a.days);
  const lines = ages.map(({ name, days }) => `${verdictOn(days)}  ${name}  ${days} days`);
  const [oldest] = ages;
  const verdict = oldest === undefined ? "none in use" : verdictOn(oldest.days);
  return {
    code: verdict === "TOO OLD" ? 1 : 0,
    stdout: [
      `${verdict} — ${stack}: credentials serve for ${SERVICE_DAYS.fail} days at most`,
      ...lines,
      "",
    ].join("\n"),
    stderr: "",
  };
}

function verdictOn(days: number): string {
  return VERDICTS.find(({ from }) => days >= from)?.word ?? "fresh";
}
