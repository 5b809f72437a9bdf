import { z } from "zod";

import { parseJson } from "../json";
import type { Line } from "./record";

const Update = z.object({
  kind: z.string(),
  startTime: z.string(),
  endTime: z.string(),
  result: z.string(),
  resourceChanges: z.record(z.string(), z.int()).nullish(),
});
export type Update = z.infer<typeof Update>;

/** What `pulumi stack history --json` printed, newest first. */
export function readHistory(printed: string): readonly Update[] {
  const history = z.array(Update).safeParse(parseJson("what stack history printed", printed));
  if (!history.success) throw new Error(`unreadable history:\n${z.prettifyError(history.error)}`);
  return history.data;
}

/**
 * Compares the ledger with the history of a stack, both ways: an update without a record, a record
 * without an update, and records that say something else than the history are findings.
 */
export function incomplete(
  stack: string,
  lines: readonly Line[],
  history: readonly Update[],
): readonly string[] {
  // What ran before the ledger began cannot be in it
  const begin = lines[0]?.entry.update?.startTime ?? lines[0]?.entry.at ?? "";
  const records = lines.filter(({ entry }) => entry.stack === stack && entry.update !== null);
  const of = ({ kind, startTime }: Update) =>
    records.filter(({ entry }) => entry.kind === kind && entry.update?.startTime === startTime);
  const findings = history
    .filter(({ startTime }) => startTime >= begin)
    .flatMap((update) => {
      const found = of(update);
      const who = `${update.kind} of ${stack} at ${update.startTime}`;
      if (found.length === 0) return [`${who} has no record`];
      if (found.length > 1) return [`${who} has ${found.length} records`];
      const said = found.some(({ entry }) => entry.result !== update.result);
      return said ? [`${who} ${update.result}, which its record denies`] : [];
    });
  const known = new Set(history.flatMap(of));
  const invented = records
    .filter((line) => !known.has(line))
    .map(({ seq, entry }) => `record ${seq} tells of a ${entry.kind} of ${stack} that never was`);
  return [...findings, ...invented].sort();
}
