import { join, resolve } from "node:path";

import { readCommandLine, withFlags } from "./arguments";
import { Complaint } from "./complaint";
import { askEngine, becomeEngine, engineEnv } from "./engine";
import { prepareHome, prepareStack } from "./prepare";
import { findProject } from "./project";

/** Runs the real engine with these arguments, on a sandbox that has what they need. Never returns. */
export async function pulumi(args: readonly string[]): Promise<never> {
  const { rule, ...line } = readCommandLine(args);
  if (rule.instead !== undefined) throw new Complaint(rule.instead);
  const cwd = resolve(line.cwd ?? ".");
  const project = findProject(cwd);
  const stack = line.stack ?? (project && rule.config === true ? selectedStack(cwd) : undefined);
  if (project === undefined || stack === undefined) {
    prepareHome();
    return becomeEngine(args, engineEnv());
  }
  const committed = line.configFile ?? join(project.directory, `Pulumi.${stack}.yaml`);
  const generated = await prepareStack(project, stack, resolve(cwd, committed));
  const flags = [
    ...(rule.adds ?? []),
    ...(rule.config === true ? ["--config-file", generated] : []),
  ];
  return becomeEngine(withFlags(args, flags), engineEnv(stack));
}

function selectedStack(cwd: string): string | undefined {
  const { ok, output } = askEngine(["stack", "--show-name"], cwd);
  return ok ? output : undefined;
}
