import { readFileSync } from "node:fs";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";

import { type Digest, readDigest } from "./digest";
import { readPolicies } from "./policies";
import type { Preview } from "./preview";
import type { Run } from "./pulumi";
import { redactor } from "./redact";
import { tell } from "./report/files";
import { clean, readSecrets } from "./stack-secrets";
import { waiversIn } from "./waivers";

/** What was told, and the files in which it is told in full. */
export interface Diff extends Run {
  readonly files: Readonly<Record<string, string>>;
}

type Pulumi = (args: readonly string[]) => Promise<Run>;

/**
 * Previews a stack and says what would change, free of every secret in its state and configuration.
 * The exit code is the preview's own, or 1 where nothing may be shown. `today` is a date (`YYYY-MM-DD`,
 * UTC).
 */
export async function stackDiff(
  stack: string,
  engineArgs: readonly string[],
  today: string,
  pulumi: Pulumi,
): Promise<Diff> {
  const known = await readSecrets(stack, engineArgs, pulumi);
  if ("code" in known) return { ...known, files: {} };
  const { secrets, config } = known;
  const redact = redactor(secrets);
  const { run, log } = await preview(["--stack", stack, ...engineArgs], pulumi);
  const kept: Preview = {
    stack,
    outcome: run.code === 0 ? "succeeded" : "failed",
    digest: digestOf(run, redact),
    policies: readPolicies(log, redact),
    waivers: waiversIn(config, today),
  };
  const messages = kept.digest.diagnostics.map(({ message }) => clean(message, redact)).join("");
  return shown(run.code, kept, secrets, run.code === 0 ? "" : messages);
}

/** Where there was no preview at all, its report says why: whoever waits for one must not see an older. */
function digestOf({ code, stdout, stderr }: Run, redact: (value: unknown) => unknown): Digest {
  const said = stderr === "" ? [] : [{ message: clean(stderr, redact) }];
  if (code !== 0 && !/^\{/m.test(stdout))
    return { steps: [], diagnostics: said, changeSummary: {} };
  const digest = readDigest(stdout, redact);
  return code === 0 ? digest : { ...digest, diagnostics: [...digest.diagnostics, ...said] };
}

function shown(code: number, kept: Preview, secrets: readonly string[], stderr: string): Diff {
  try {
    const { text, files } = tell(kept, secrets);
    return { code, stdout: text, stderr, files };
  } catch (error) {
    if (!(error instanceof Error)) throw error;
    return silent(1, `${error.message}\n`);
  }
}

/** The event log contains secrets, so it lives in a folder of its own for as long as it is read. */
async function preview(
  args: readonly string[],
  pulumi: Pulumi,
): Promise<{ run: Run; log: string }> {
  const folder = await mkdtemp(join(tmpdir(), "preview-"));
  try {
    const log = join(folder, "events.jsonl");
    const told = ["--json", "--show-sames", "--show-replacement-steps", "--event-log", log];
    const run = await pulumi(["preview", ...told, ...args]);
    return { run, log: readIfThere(log) };
  } finally {
    await rm(folder, { recursive: true });
  }
}

function readIfThere(file: string): string {
  try {
    return readFileSync(file, "utf8");
  } catch {
    return "";
  }
}

function silent(code: number, stderr: string): Diff {
  return { code, stdout: "", stderr, files: {} };
}
