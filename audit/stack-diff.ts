import { report } from "./diff";
import { readDigest } from "./digest";
import { parseJson } from "./json";
import type { Run } from "./pulumi";
import { leaks, redactor } from "./redact";
import { secretsInConfig, secretsInState } from "./secrets-in-state";
import { visible } from "./visible";

/**
 * Previews a stack and says what would change, free of every secret in its state and configuration.
 * The exit code is the preview's own, or 1 where nothing may be shown. One run after the other: the
 * first may have to set the stack up.
 */
export async function stackDiff(
  stack: string,
  engineArgs: readonly string[],
  pulumi: (args: readonly string[]) => Promise<Run>,
): Promise<Run> {
  const on = ["--stack", stack];
  const state = await pulumi(["stack", "export", "--show-secrets", ...on]);
  const config = await pulumi(["config", "--show-secrets", "--json", ...on]);
  const unread = [state, config].find(({ code }) => code !== 0);
  if (unread !== undefined) {
    const why = `the stack's secrets cannot be read, so nothing is shown: ${unread.stderr}`;
    return { code: unread.code, stdout: "", stderr: clean(why, redactor([])) };
  }
  const secrets = [
    ...secretsInState(parseJson("what stack export printed", state.stdout)),
    ...secretsInConfig(parseJson("what config printed", config.stdout)),
  ];
  const redact = redactor(secrets);
  const shown = show(stack, await pulumi(["preview", "--json", ...on, ...engineArgs]), redact);
  const found = leaks(shown.stdout + shown.stderr, secrets);
  if (found.length === 0) return shown;
  return {
    code: 1,
    stdout: "",
    stderr: `refused: a secret would be shown (${found.join(", ")})\n`,
  };
}

function show(stack: string, preview: Run, redact: (value: unknown) => unknown): Run {
  const failed = preview.code !== 0;
  if (failed && !/^\{/m.test(preview.stdout)) {
    return { code: preview.code, stdout: "", stderr: clean(preview.stderr, redact) };
  }
  const digest = readDigest(preview.stdout, redact);
  const { verdict, lines } = report(stack, digest, failed ? "failed" : "succeeded");
  const messages = digest.diagnostics.map(({ message }) => message).join("") + preview.stderr;
  return {
    code: preview.code,
    stdout: [verdict, ...lines, ""].join("\n"),
    stderr: failed ? clean(messages, redact) : "",
  };
}

function clean(text: string, redact: (value: unknown) => unknown): string {
  return visible(String(redact(text)));
}
