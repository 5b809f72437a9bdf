import { spawnSync } from "node:child_process";
import { existsSync } from "node:fs";
import { delimiter, join } from "node:path";

import { Complaint } from "./complaint";
import { CACHE, readText, ROOT, SANDBOX } from "./places";

/** Everything that makes the real engine work inside the sandbox and nowhere else. */
export function engineEnv(stack?: string): NodeJS.ProcessEnv {
  return {
    ...process.env,
    ...(stack !== undefined && { AWS_PROFILE: stack }),
    ...(existsSync(join(SANDBOX, "cloud", "clock.json")) && { NODE_OPTIONS: withClock() }),
    SANDBOX_DIR: SANDBOX,
    KUBECONFIG: join(SANDBOX, "config", "kubeconfig"),
    GITHUB_OWNER: "example-org",
    GITHUB_TOKEN: "dummy-github-token",
    PULUMI_HOME: join(SANDBOX, "home"),
    PULUMI_BACKEND_URL: `file://${join(SANDBOX, "state")}`,
    PULUMI_CONFIG_PASSPHRASE: "sandbox",
    // Every plugin would be looked for on the internet five times.
    PULUMI_DISABLE_AUTOMATIC_PLUGIN_ACQUISITION: "true",
    PULUMI_SKIP_UPDATE_CHECK: "1",
    PULUMI_NODEJS_TRANSPILE_ONLY: "true",
    NODE_COMPILE_CACHE: join(CACHE, "compile"),
    // The engine may live among other tools, an older Node too.
    PATH: [join(ROOT, "node_modules", ".bin"), engineDirectory(), process.env["PATH"]].join(
      delimiter,
    ),
  };
}

/** Once somebody moved the cloud's clock, the program reads its machine's like that. */
function withClock(): string {
  return `${process.env["NODE_OPTIONS"] ?? ""} --require ${JSON.stringify(join(CACHE, "dist", "clock.js"))}`;
}

/** Turns this process into the engine, so that signals, the terminal and the exit code are its own. */
export function becomeEngine(args: readonly string[], env: NodeJS.ProcessEnv): never {
  if (process.execve === undefined) throw new Complaint("the sandbox needs Linux or macOS");
  return process.execve(join(engineDirectory(), "pulumi"), ["pulumi", ...args], env);
}

/** Asks the engine on the side. */
export function askEngine(args: readonly string[], cwd: string) {
  const { status, stdout, stderr } = spawnSync(
    join(engineDirectory(), "pulumi"),
    [...args, "--non-interactive"],
    { cwd, env: engineEnv(), encoding: "utf8" },
  );
  return { ok: status === 0, output: stdout.trim(), complaint: stderr.trim() };
}

/** What `toolchain/engine.sh` chose: its second line. */
function engineDirectory(): string {
  const [, directory] = readText(join(CACHE, "engine", "chosen"))?.split("\n") ?? [];
  if (directory === undefined || !existsSync(join(directory, "pulumi"))) {
    throw new Complaint("run make up once first");
  }
  return directory;
}
