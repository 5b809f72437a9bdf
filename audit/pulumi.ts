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
export async function pulumi(args: readonly string[]): Promise<Run> {
  const child = spawn("pulumi", args, {
    stdio: ["ignore", "pipe", "pipe"],
    env: {
      ...process.env,
      // Set, it turns the digest into a stream of events
      PULUMI_ENABLE_STREAMING_JSON_PREVIEW: "false",
      // Unset, there is no --event-log
      PULUMI_DEBUG_COMMANDS: "true",
    },
  });
  const [stdout, stderr, [code]] = await Promise.all([
    text(child.stdout),
    text(child.stderr),
    once(child, "close") as Promise<[number | null]>,
  ]);
  return { code: code ?? 1, stdout, stderr };
}
