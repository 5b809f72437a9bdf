import { type ChildProcess, spawn, spawnSync } from "node:child_process";
import {
  copyFileSync,
  cpSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";

import { parse, stringify } from "yaml";

import { type Environment } from "../../config/schema";
import { settingsOf } from "./committed";

export const ROOT = resolve(__dirname, "../..");

export interface Outcome {
  readonly code: number | null;
  readonly stdout: string;
  /** Everything printed, in the order of the two streams. */
  readonly text: string;
}

/** A sandbox of its own for one test: the real CLI, an empty cloud, an empty state. */
export class Lab {
  readonly directory = mkdtempSync(join(tmpdir(), "platform-lab-"));

  private extra: NodeJS.ProcessEnv = {};

  /**
   * `atTheEnd` writes the state once per run instead of once per resource, which is three times as
   * quick; a run that is killed then leaves none, so tests of that want `always`.
   */
  constructor(private readonly saves: "atTheEnd" | "always" = "atTheEnd") {}

  /** What exists in this world before anybody declares anything. */
  private readonly given = new Set(this.cloud());

  /** The same sandbox with further environment variables. */
  as(extra: NodeJS.ProcessEnv): this {
    this.extra = extra;
    return this;
  }

  /** Runs `pulumi` as an operator types it and waits for its end. */
  pulumi(...args: string[]): Promise<Outcome> {
    return finished(this.start(...args));
  }

  /** Starts `pulumi` without waiting, so that a test may send signals to it. */
  start(...args: string[]): ChildProcess {
    return this.spawn(join(ROOT, "sandbox/bin/pulumi"), args);
  }

  /** Runs one of the audit programs. */
  audit(...args: string[]): Promise<Outcome> {
    return finished(this.spawn("node", [join(ROOT, ".cache/dist/audit.js"), ...args]));
  }

  /** Compares what the simulated GitHub enforces with what a stack declares. */
  readBack(args: readonly string[], project = ROOT): Promise<Outcome> {
    const audit = ["node", join(ROOT, ".cache/dist/audit.js"), "github", ...args];
    const sandbox = join(ROOT, ".cache/dist/sandbox.js");
    return finished(this.spawn("node", [sandbox, "github", "serve", "--", ...audit], project));
  }

  /** Promotes, goes back or updates, by the copies of stack files that this lab has made. */
  deploy(...args: string[]): Promise<Outcome> {
    copyFileSync(join(ROOT, "Pulumi.yaml"), join(this.directory, "Pulumi.yaml"));
    const clock = ["--require", join(ROOT, ".cache/dist/clock.js")];
    const bundle = join(ROOT, ".cache/dist/deploy.js");
    return finished(this.spawn("node", [...clock, bundle, ...args], this.directory));
  }

  /** Runs a command of the sandbox itself: faults, drift, latency, clock. */
  sandbox(...args: string[]): string {
    const { status, stdout, stderr } = spawnSync(
      join(ROOT, "node_modules/.bin/node"),
      [join(ROOT, ".cache/dist/sandbox.js"), ...args],
      { cwd: ROOT, env: this.env(), encoding: "utf8" },
    );
    if (status !== 0) throw new Error(`sandbox ${args.join(" ")}: ${stderr}`);
    return stdout;
  }

  /** Writes a changed copy of a committed stack file; the result goes after `--config-file`. */
  settings(stack: Environment, change: (settings: Settings) => unknown): string {
    const settings = settingsOf(stack) as unknown as Settings;
    change(settings);
    const committed = parse(readFileSync(join(ROOT, `Pulumi.${stack}.yaml`), "utf8")) as {
      config: object;
    };
    const file = join(this.directory, `Pulumi.${stack}.yaml`);
    writeFileSync(
      file,
      stringify(
        { config: { ...committed.config, "platform:settings": settings } },
        { defaultStringType: "QUOTE_DOUBLE", defaultKeyType: "PLAIN" },
      ),
    );
    return file;
  }

  /** A stack with AppOS alone, which is quicker; the result goes after `pulumi <command>`. */
  appos(stack: Environment, change: (settings: Settings) => unknown = () => undefined): string[] {
    const file = this.settings(stack, (settings) => {
      const { appos } = settings.applications;
      settings.applications = appos === undefined ? {} : { appos };
      change(settings);
    });
    return ["--stack", stack, "--config-file", file];
  }

  /** What was made in the simulated cloud: place, type, name and id of each object. */
  made(): string[] {
    return this.cloud().filter((line) => !this.given.has(line));
  }

  /** Every file of the simulated cloud, as text. */
  cloudText(): string {
    return files(join(this.directory, "cloud"))
      .map((file) => readFileSync(file, "utf8"))
      .join("\n");
  }

  /** Remembers the cloud as it is; the result brings it back. */
  keeps(): () => void {
    const [cloud, kept] = [join(this.directory, "cloud"), join(this.directory, "kept")];
    cpSync(cloud, kept, { recursive: true });
    return () => {
      rmSync(cloud, { recursive: true });
      cpSync(kept, cloud, { recursive: true });
    };
  }

  remove(): void {
    rmSync(this.directory, { recursive: true, force: true, maxRetries: 5 });
  }

  private cloud(): string[] {
    return this.sandbox("cloud", "ls").split("\n").filter(Boolean);
  }

  private spawn(command: string, args: readonly string[], cwd = ROOT): ChildProcess {
    return spawn(command, args, {
      cwd,
      env: this.env(),
      stdio: ["ignore", "pipe", "pipe"],
    });
  }

  private env(): NodeJS.ProcessEnv {
    return {
      ...process.env,
      ...(this.saves === "atTheEnd" && {
        PULUMI_EXPERIMENTAL: "true",
        PULUMI_SKIP_CHECKPOINTS: "true",
      }),
      ...this.extra,
      PATH: `${join(ROOT, "sandbox/bin")}:${join(ROOT, "node_modules/.bin")}:${process.env["PATH"] ?? ""}`,
      SANDBOX_DIR: this.directory,
      // The SDK writes down a stack for every promise, which is a seventh of a run.
      NODE_OPTIONS: "--stack-trace-limit=3",
      PULUMI_OPTION_NON_INTERACTIVE: "true",
      NO_COLOR: "1",
    };
  }
}

/** A stack file's settings, loosely: tests break them on purpose. */
export type Settings = Record<string, unknown> & {
  applications: Record<string, Record<string, Record<string, unknown>>>;
};

/** Waits for a process to end and gathers what it printed. */
export function finished(child: ChildProcess): Promise<Outcome> {
  return new Promise((done, fail) => {
    let stdout = "";
    let text = "";
    child.stdout?.on("data", (chunk: Buffer) => {
      stdout += chunk.toString();
      text += chunk.toString();
    });
    child.stderr?.on("data", (chunk: Buffer) => {
      text += chunk.toString();
    });
    child.on("error", fail);
    child.on("close", (code) => {
      done({ code, stdout, text });
    });
  });
}

/** Ids of all processes that work on this sandbox: engine, language host, program, providers. */
export function processesOf(lab: Lab): string[] {
  return readdirSync("/proc").filter((id) => {
    try {
      return readFileSync(`/proc/${id}/environ`, "utf8").includes(`SANDBOX_DIR=${lab.directory}\0`);
    } catch {
      return false; // not a process, or gone meanwhile
    }
  });
}

function files(directory: string): string[] {
  return readdirSync(directory, { withFileTypes: true, recursive: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name));
}
