import { createHash } from "node:crypto";

import { judge } from "../guard";
import { intentOf } from "../intent";
import { parseJson } from "../json";
import type { Preview } from "../preview";
import type { Run } from "../pulumi";
import { visible } from "../visible";
import { nextLine, readLedger } from "./chain";
import { incomplete, readHistory, type Update } from "./history";

type Pulumi = (args: readonly string[]) => Promise<Run>;

/** What whoever ran the update knows; `undefined` where nobody does, and `gaps` says why. */
export interface Told {
  readonly stack: string;
  readonly actor?: string | undefined;
  readonly approvers?: readonly string[] | undefined;
  readonly commit?: string | undefined;
  readonly run?: string | undefined;
  readonly approved?: string | undefined;
  /** Why it was refused; an update that ran was not. */
  readonly refusals: readonly string[];
  /** It is about to run: told before, because what is killed tells nothing afterwards. */
  readonly begins?: true;
  readonly gaps: Readonly<Record<string, string>>;
}

/**
 * The line to append for the last update of a stack, or for one that begins or was refused. `preview` is what was
 * kept right before it, `report` its report; `now` is a point in time (ISO 8601, UTC).
 */
export async function recordOf(
  text: string,
  told: Told,
  preview: Preview | undefined,
  report: string | undefined,
  now: string,
  pulumi: Pulumi,
): Promise<string> {
  const begins = told.begins === true;
  const none = begins || told.refusals.length > 0;
  const update = none ? undefined : await lastUpdate(told.stack, pulumi);
  const known = readLedger(text).lines.some(
    ({ entry }) => entry.stack === told.stack && entry.update?.startTime === update?.startTime,
  );
  if (update !== undefined && known) {
    throw new Error(
      `the ${update.kind} of ${told.stack} at ${update.startTime} has a record already`,
    );
  }
  const digest = preview?.digest;
  return nextLine(text, {
    ...{ stack: told.stack, kind: update?.kind ?? "update" },
    result: update?.result ?? (begins ? "began" : "refused"),
    at: update?.endTime ?? now,
    refusals: told.refusals.map(visible),
    actor: told.actor ?? null,
    approvers: told.approvers ?? null,
    commit: told.commit ?? null,
    run: told.run ?? null,
    approved: told.approved ?? null,
    intended: digest === undefined || preview?.outcome === "failed" ? null : intentOf(digest).name,
    changes: update?.resourceChanges ?? digest?.changeSummary ?? {},
    report: report === undefined ? null : createHash("sha256").update(report).digest("hex"),
    waivers: preview === undefined ? [] : excuses(preview),
    update: update === undefined ? null : { startTime: update.startTime, endTime: update.endTime },
    gaps: told.gaps,
  });
}

/**
 * Says whether a ledger is sound and complete: the chain, the head that somebody kept elsewhere, and the
 * history of each stack. The exit code is 1 where it is not.
 */
export async function verify(
  text: string,
  head: string | undefined,
  stacks: readonly string[],
  pulumi: Pulumi,
): Promise<Run> {
  const ledger = readLedger(text);
  const cut = head !== undefined && !ledger.lines.some(({ hash }) => hash === head);
  const findings = [...ledger.problems, ...(cut ? [`nothing in it has the hash ${head}`] : [])];
  for (const stack of stacks) {
    findings.push(...incomplete(stack, ledger.lines, await historyOf(stack, pulumi)));
  }
  const word = findings.length === 0 ? "sound" : "NOT SOUND";
  return {
    code: findings.length === 0 ? 0 : 1,
    stdout: [`${word} — ${ledger.lines.length} records, head ${ledger.head}`, ...findings, ""].join(
      "\n",
    ),
    stderr: "",
  };
}

async function lastUpdate(stack: string, pulumi: Pulumi): Promise<Update> {
  const [last] = await historyOf(stack, pulumi);
  if (last === undefined) throw new Error(`${stack} has no update that could be recorded`);
  return last;
}

/** Everything that the engine did to a stack, newest first. */
export async function historyOf(stack: string, pulumi: Pulumi): Promise<readonly Update[]> {
  const run = await pulumi([
    "stack",
    "history",
    "--json",
    "--show-secrets=false",
    "--stack",
    stack,
  ]);
  if (run.code !== 0)
    throw new Error(`the history of ${stack} cannot be read: ${visible(run.stderr)}`);
  return readHistory(
    parseJson("what stack history printed", run.stdout) === null ? "[]" : run.stdout,
  );
}

function excuses(preview: Preview): readonly string[] {
  return judge(preview).flatMap(({ name, what, waiver }) =>
    waiver === undefined ? [] : [`${what} ${name}: ${waiver.ticket}, until ${waiver.expires}`],
  );
}
