import { spawn, type ChildProcess } from "node:child_process";

/** One thing to execute. Its output goes where the host's own goes, or into pipes for a stream. */
export interface Command {
  readonly file: string;
  readonly args: readonly string[];
  readonly cwd?: string;
  readonly env: NodeJS.ProcessEnv;
  readonly output: "inherit" | "pipe";
}

const leaving = new AbortController();

/** Starts a process that ends with the call it serves, and in any case with the host. */
export function start({ output, ...command }: Command, cancelled: AbortSignal): ChildProcess {
  return spawn(command.file, command.args, {
    ...command,
    stdio: ["ignore", output, output],
    signal: AbortSignal.any([leaving.signal, cancelled]),
    killSignal: "SIGKILL",
  });
}

/** Resolves when all output is flushed; a child that a signal ended counts as exit code 1. */
export function exitCode(child: ChildProcess): Promise<number> {
  return new Promise((resolve, reject) => {
    child.once("error", reject);
    child.once("close", (code) => {
      resolve(code ?? 1);
    });
  });
}

/**
 * The engine holds the other end of stdin, so its end means that the engine is gone, `kill -9` included.
 * The engine's own goodbye is SIGINT, and it waits five seconds for whoever ignores it.
 */
export function leaveWithTheEngine(): void {
  process.once("exit", () => {
    leaving.abort();
  });
  process.once("SIGINT", leave).once("SIGTERM", leave);
  process.stdin.once("end", leave).resume();
}

function leave(): never {
  process.exit(0);
}
