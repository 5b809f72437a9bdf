import { createHash } from "node:crypto";

import { judge } from "../audit/guard";
import { refusal } from "../audit/intent";
import { readLedger } from "../audit/ledger/chain";
import { historyOf, recordOf, type Told } from "../audit/ledger/ledger";
import type { Store } from "../audit/ledger/store";
import { type Preview, readPreview } from "../audit/preview";
import { stackDiff } from "../audit/stack-diff";
import { visible } from "../audit/visible";
import type { Environment } from "../config/schema";
import { stackOf } from "./release";
import { type Deployment, up } from "./up";

/** What was approved, and what whoever runs it knows of that. */
export interface Order {
  readonly approved: Preview;
  /** The intent that was approved: `sha256:…`. */
  readonly name: string;
  readonly told: Pick<Told, "actor" | "approvers" | "commit" | "run" | "gaps">;
}

/** What an update that is put on record needs of the world. */
export interface Applying extends Deployment {
  readonly store: Store;
  /** Takes the preview right before the update, and its report. */
  readonly files: (files: Readonly<Record<string, string>>) => void;
}

/** Everything that a record says beyond the update itself. */
interface Evidence extends Pick<Told, "begins" | "refusals" | "gaps"> {
  readonly approved: string | undefined;
  readonly preview: Preview | undefined;
  readonly report: string | undefined;
}

/**
 * Does what was approved, and nothing else: previews again, refuses what is more than that, what the guard
 * refuses, and what could not be put on record; updates as `up` does, and puts every update, before it and after
 * it, and every refusal, on record. The exit code is the first update's own; 1 where it was refused, or where a record is missing.
 */
export async function apply(
  stackName: string,
  engineArgs: readonly string[],
  { approved, name, told }: Order,
  world: Applying,
): Promise<number> {
  const stack = stackOf(stackName);
  const { files, stderr, stdout } = await stackDiff(
    stack,
    engineArgs,
    world.now.slice(0, 10),
    world.pulumi,
  );
  world.files(files);
  const kept = files["preview.json"];
  const preview = kept === undefined ? undefined : readPreview(kept);
  const report = files["report.html"];
  const evidence: Evidence = {
    ...{ approved: name, preview, report, gaps: unseen(preview, report) },
    refusals:
      preview === undefined
        ? [`there is no preview: ${stderr.trim()}`]
        : [...refusal(approved, name, preview), ...refusedLosses(preview)],
  };
  const unrecorded: string[] = [];
  const noted = async (work: () => Promise<void>) => {
    try {
      await work();
    } catch (error) {
      unrecorded.push(error instanceof Error ? error.message : String(error));
    }
  };
  const record = async (what: Evidence) => {
    world.tell(`on record under ${await recorded(stack, what, told, world)}`);
  };
  const refused = evidence.refusals.length > 0;
  if (refused) {
    world.tell([`REFUSED — ${stack}: not what was approved`, ...evidence.refusals].join("\n"));
  }
  let last: string | undefined;
  await noted(async () => {
    if (report !== undefined) await shown(report, world);
    if (!refused) last = await lastStart(stack, world);
    await record(refused ? evidence : { ...evidence, begins: true });
  });
  if (!refused && unrecorded.length > 0) {
    world.tell(`REFUSED — ${stack}: nothing was changed, because there would be no evidence of it`);
  }
  if (refused || unrecorded.length > 0) return ended(1, unrecorded, world);
  world.tell(visible(stdout));

  let next = evidence;
  // Whatever cannot be put on record, who has to go back goes back
  const run: Deployment["run"] = async (args) => {
    const code = await world.run(args);
    await noted(async () => {
      const before = last;
      last = await lastStart(stack, world);
      const idle = [`the engine did not begin: code ${code}`];
      await record(last === before ? { ...next, refusals: idle } : next);
    });
    next = WENT_BACK;
    return code;
  };
  return ended(
    await up(stack, ["--skip-preview", ...engineArgs], { ...world, run }),
    unrecorded,
    world,
  );
}

/** The update after a failed last check runs what served before, which nobody was asked about again. */
const WENT_BACK: Evidence = {
  ...{ approved: undefined, preview: undefined, report: undefined, refusals: [] },
  gaps: Object.fromEntries(
    ["approved", "intended", "report"].map((field) => [
      field,
      "the last check failed, so what served before runs again (afterFailedConfirm)",
    ]),
  ),
};

/** What the guard refuses, in words. */
function refusedLosses(preview: Preview): readonly string[] {
  return judge(preview)
    .filter(({ waiver }) => waiver === undefined)
    .map(({ name, words }) => `${name} ${words}, and no waiver excuses it`);
}

function unseen(preview: Preview | undefined, report: string | undefined): Told["gaps"] {
  return {
    ...((preview === undefined || preview.outcome === "failed") && {
      intended: "the preview failed",
    }),
    ...(report === undefined && { report: "the preview failed before there was one" }),
  };
}

/** The report is kept under its hash, which is what the record names. */
async function shown(report: string, { store }: Applying): Promise<void> {
  await store.keep(`reports/${createHash("sha256").update(report).digest("hex")}.html`, report);
}

/** Appends one record; the head of the ledger with it. */
async function recorded(
  stack: Environment,
  { approved, preview, report, gaps, ...what }: Evidence,
  told: Order["told"],
  { store, pulumi }: Applying,
): Promise<string> {
  const text = await store.read();
  const line = await recordOf(
    text,
    { ...told, ...what, stack, approved, gaps: { ...told.gaps, ...gaps } },
    preview,
    report,
    new Date().toISOString(),
    pulumi,
  );
  await store.append(line);
  return readLedger(text + line).head;
}

async function lastStart(stack: Environment, { pulumi }: Applying): Promise<string | undefined> {
  const [last] = await historyOf(stack, pulumi);
  return last?.startTime;
}

function ended(code: number, unrecorded: readonly string[], { tell }: Applying): number {
  for (const why of new Set(unrecorded)) tell(`NOT ON RECORD: ${visible(why)}`);
  return code === 0 && unrecorded.length > 0 ? 1 : code;
}
