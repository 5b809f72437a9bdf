import { type ChildProcess, spawn } from "node:child_process";
import { closeSync, openSync, readFileSync } from "node:fs";
import { join } from "node:path";

const LINES_SHOWN = 15;

/** Programs that end when this process does, however it ends. Each writes `<name>.log`. */
export class Processes {
  /** Rejects when a program ends by itself; the last lines of its log are printed. */
  readonly ended: Promise<never>;

  private readonly children = new Map<string, ChildProcess>();
  private stopping = false;
  private report: (error: Error) => void = () => undefined;

  constructor(private readonly directory: string) {
    this.ended = new Promise((_, fail) => {
      this.report = fail;
    });
    this.ended.catch(() => undefined); // once all are ready nobody waits for it
  }

  start(name: string, program: string, flags: readonly string[]): void {
    const log = join(this.directory, `${name}.log`);
    const output = openSync(log, "a");
    // The kernel kills the program with its parent, also where that one is killed.
    const child = spawn("setpriv", ["--pdeathsig", "KILL", "--", program, ...flags], {
      cwd: this.directory,
      env: { HOME: this.directory, PATH: process.env["PATH"] },
      stdio: ["ignore", output, output],
    });
    closeSync(output);
    child.on("error", this.report);
    child.on("exit", (code, signal) => {
      if (this.stopping) return;
      process.stderr.write(`${name} ended (${code ?? signal ?? "?"}):\n${this.tail(name)}\n`);
      this.report(new Error(`${name} ended`));
    });
    this.children.set(name, child);
  }

  /** The last lines of all of them. */
  logs(): string {
    return [...this.children.keys()].map((name) => `${name}:\n${this.tail(name)}`).join("\n");
  }

  /** Kills them all and waits until they are gone: nothing here is worth an orderly end. */
  async stop(): Promise<void> {
    this.stopping = true;
    const running = [...this.children.values()].filter(isRunning);
    await Promise.all(
      running.map(
        (child) =>
          new Promise((done) => {
            child.once("exit", done);
            child.kill("SIGKILL");
          }),
      ),
    );
  }

  private tail(name: string): string {
    const lines = readFileSync(join(this.directory, `${name}.log`), "utf8")
      .trimEnd()
      .split("\n");
    return lines.slice(-LINES_SHOWN).join("\n");
  }
}

function isRunning({ pid, exitCode, signalCode }: ChildProcess): boolean {
  return pid !== undefined && exitCode === null && signalCode === null;
}
