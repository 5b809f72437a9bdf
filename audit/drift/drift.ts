import { type Digest, readDigest } from "../digest";
import type { Run } from "../pulumi";
import { redactor } from "../redact";
import { refuseLeaks } from "../report/files";
import type { Diff } from "../stack-diff";
import { clean, readSecrets } from "../stack-secrets";
import { driftOf } from "./found";
import { markdown, textOf } from "./render";

/** Nothing was changed; something was; anything else means that nobody knows. */
const EXIT = { clean: 0, drift: 7, unknown: 1 } as const;

/**
 * Says what of a stack was changed or removed behind the engine's back. Two passes, because one that
 * refreshes and previews at once hides drift: the first compares state and cloud and writes nothing, the
 * second, only where there is drift, says what the program is about to change anyway.
 */
export async function drift(
  stack: string,
  engineArgs: readonly string[],
  pulumi: (args: readonly string[]) => Promise<Run>,
): Promise<Diff> {
  const known = await readSecrets(stack, engineArgs, pulumi);
  if ("code" in known) return { ...known, code: EXIT.unknown, files: {} };
  const { secrets } = known;
  const redact = redactor(secrets);
  const on = ["--json", "--stack", stack, ...engineArgs];

  const refresh = await pulumi(["refresh", "--preview-only", ...on]);
  const looked = digestOf(refresh, redact);
  if (looked === undefined || looked.steps.length === 0) return notKnown(stack, refresh, redact);
  const drifted = driftOf(looked);
  const intent = drifted.some(({ what }) => what !== "computed")
    ? digestOf(await pulumi(["preview", ...on]), redact)
    : undefined;
  const found = driftOf(looked, intent);
  const bad = found.some(({ what }) => what !== "computed");
  const told = {
    stack,
    found,
    looked: looked.steps.length,
    intended: !bad || intent !== undefined,
  };
  const files = {
    "drift.md": markdown(told),
    "drift.json": `${JSON.stringify(told, undefined, 2)}\n`,
  };
  const stdout = textOf(told);
  refuseLeaks([stdout, ...Object.values(files)], secrets);
  return { code: bad ? EXIT.drift : EXIT.clean, stdout, stderr: "", files };
}

/** A run that failed has not seen everything. */
function digestOf(run: Run, redact: (value: unknown) => unknown): Digest | undefined {
  return run.code === 0 ? readDigest(run.stdout, redact) : undefined;
}

function notKnown(stack: string, run: Run, redact: (value: unknown) => unknown): Diff {
  const said = /^\{/m.test(run.stdout)
    ? readDigest(run.stdout, redact).diagnostics.map(({ message }) => message)
    : [];
  const stderr = clean([...said, run.stderr].join(""), redact);
  return {
    code: EXIT.unknown,
    stdout: `NOT KNOWN — ${stack}: the check failed\n`,
    stderr,
    files: {},
  };
}
