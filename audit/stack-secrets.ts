import { parseJson } from "./json";
import type { Run } from "./pulumi";
import { redactor } from "./redact";
import { secretsInConfig, secretsInState } from "./secrets-in-state";
import { visible } from "./visible";

/** What nothing that is shown of a stack may contain, and its configuration. */
export interface StackSecrets {
  readonly secrets: readonly string[];
  readonly config: unknown;
}

/**
 * Reads every secret in the state and the configuration of a stack; a run that failed instead of them,
 * because what cannot be redacted is not shown. One run after the other: the first may have to set the
 * stack up.
 */
export async function readSecrets(
  stack: string,
  engineArgs: readonly string[],
  pulumi: (args: readonly string[]) => Promise<Run>,
): Promise<StackSecrets | Run> {
  const on = ["--stack", stack];
  const state = await pulumi(["stack", "export", "--show-secrets", ...on]);
  const config = await pulumi(["config", "--show-secrets", "--json", ...on, ...file(engineArgs)]);
  const unread = [state, config].find(({ code }) => code !== 0);
  if (unread !== undefined) {
    const why = `the stack's secrets cannot be read, so nothing is shown: ${unread.stderr}`;
    return { code: unread.code, stdout: "", stderr: clean(why, redactor([])) };
  }
  const settings = parseJson("what config printed", config.stdout);
  const exported = parseJson("what stack export printed", state.stdout);
  return { secrets: [...secretsInState(exported), ...secretsInConfig(settings)], config: settings };
}

/** Another file than the stack's own holds other secrets. */
function file(engineArgs: readonly string[]): readonly string[] {
  const at = engineArgs.findIndex((arg) => /^--config-file(?:=|$)/.test(arg));
  return at < 0 ? [] : engineArgs.slice(at, at + (engineArgs[at]?.includes("=") === true ? 1 : 2));
}

/** Text of the engine's as it may be shown. */
export function clean(text: string, redact: (value: unknown) => unknown): string {
  return visible(String(redact(text)));
}
