import { existsSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";

import type {
  InstallDependenciesRequest,
  ProgramInfo,
  RunPluginRequest,
  RunRequest,
} from "@pulumi/pulumi/proto/language_pb";

import type { Command } from "./children";

/** Runs a program with the launcher of its own SDK, which calls the engine at this address. */
export function programCommand(request: RunRequest, engine: string): Command {
  const info = infoOf(request);
  const flags = {
    monitor: request.getMonitorAddress(),
    engine,
    organization: request.getOrganization(),
    project: request.getProject(),
    "root-directory": info.getRootDirectory(),
    stack: request.getStack(),
    pwd: request.getPwd(),
    parallel: request.getParallel(),
    "dry-run": request.getDryrun(),
  };
  return {
    file: process.execPath,
    args: [
      ...nodeArgs(info),
      launcher("run", info),
      ...Object.entries(flags).map(([name, value]) => `--${name}=${String(value)}`),
      info.getEntryPoint(),
    ],
    env: {
      ...process.env,
      ...typeScriptEnv(info),
      PULUMI_CONFIG: JSON.stringify(Object.fromEntries(request.getConfigMap().getEntryList())),
      PULUMI_CONFIG_SECRET_KEYS: JSON.stringify(request.getConfigsecretkeysList()),
    },
    output: "inherit",
  };
}

/** Runs a policy pack; the first line that it prints is its port. */
export function policyPackCommand(request: RunPluginRequest): Command {
  const info = infoOf(request);
  const pack = info.getProgramDirectory();
  return {
    file: process.execPath,
    args: [...nodeArgs(info), launcher("run-policy-pack", info), ...request.getArgsList(), pack],
    cwd: pack,
    env: { ...environment(request.getEnvList()), ...typeScriptEnv(info) },
    output: "pipe",
  };
}

/** Installs exactly what the lock file says, or whatever fits when there is none. */
export function installCommand(request: InstallDependenciesRequest): Command {
  const cwd = infoOf(request).getProgramDirectory();
  const locked = existsSync(join(cwd, "package-lock.json"));
  return { file: "npm", args: [locked ? "ci" : "install"], cwd, env: process.env, output: "pipe" };
}

/** Where the program lives and what `runtime.options` in its project file says. */
export function infoOf(request: { getInfo(): ProgramInfo | undefined }): ProgramInfo {
  const info = request.getInfo();
  if (info === undefined) throw new Error("the engine did not say which program it means");
  return info;
}

function launcher(name: "run" | "run-policy-pack", info: ProgramInfo): string {
  const directory = info.getProgramDirectory();
  try {
    return createRequire(join(directory, "index.js")).resolve(`@pulumi/pulumi/cmd/${name}`);
  } catch {
    throw new Error(`${directory} has no @pulumi/pulumi, run npm ci there`);
  }
}

function nodeArgs(info: ProgramInfo): string[] {
  return text(options(info)["nodeargs"]).split(/\s+/).filter(Boolean);
}

function typeScriptEnv(info: ProgramInfo): NodeJS.ProcessEnv {
  const { typescript, tsconfig } = options(info);
  return {
    PULUMI_NODEJS_TYPESCRIPT: String(typescript !== false),
    ...(text(tsconfig) !== "" && { PULUMI_NODEJS_TSCONFIG_PATH: text(tsconfig) }),
  };
}

function options(info: ProgramInfo): Readonly<Record<string, unknown>> {
  return info.getOptions()?.toJavaScript() ?? {};
}

function text(value: unknown): string {
  return typeof value === "string" ? value : "";
}

function environment(pairs: readonly string[]): NodeJS.ProcessEnv {
  return Object.fromEntries(
    pairs.map((pair) => {
      const [name = "", ...value] = pair.split("=");
      return [name, value.join("=")];
    }),
  );
}
