import { spawn } from "node:child_process";
import { once } from "node:events";
import { text } from "node:stream/consumers";

/** What a run of the CLI left behind. */
export interface Run {
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
}

/** Runs the `pulumi` of the PATH without a shell; it can ask nothing. */
export function pulumi(args: readonly string[]): Promise<Run> {
  return ran("pulumi", args, {
    // Set, it turns the digest into a stream of events
    PULUMI_ENABLE_STREAMING_JSON_PREVIEW: "false",
    // Unset, there is no --event-log
    PULUMI_DEBUG_COMMANDS: "true",
  });
}

/** Runs the AWS CLI of the PATH likewise. */
export function aws(args: readonly string[]): Promise<Run> {
  return ran("aws", [...args, "--output", "json"], {});
}

async function ran(
  command: string,
  args: readonly string[],
  environment: Readonly<Record<string, string>>,
): Promise<Run> {
  const child = spawn(command, args, {
    stdio: ["ignore", "pipe", "pipe"],
    env: { ...process.env, ...environment },
  });
  const [stdout, stderr, [code]] = await Promise.all([
    text(child.stdout),
    text(child.stderr),
    once(child, "close") as Promise<[number | null]>,
  ]);
  return { code: code ?? 1, stdout, stderr };
}
