import { writeFileSync } from "node:fs";

import { pulumi, type Run } from "../pulumi";
import { visible } from "../visible";
import { github } from "./octokit";
import { readBack } from "./read-back";

/** Where the report goes besides the terminal. */
export interface Options {
  readonly stack: string;
  readonly markdown?: string;
  readonly json?: string;
}

/** Reads GitHub back with the token of the environment. A run that fails has seen nothing: code 2. */
export async function auditGithub(
  { stack, markdown, json }: Options,
  environment: NodeJS.ProcessEnv,
): Promise<Run> {
  try {
    const report = await readBack(
      stack,
      required("GITHUB_OWNER", environment),
      github(required("GITHUB_TOKEN", environment), environment["GITHUB_BASE_URL"]),
      pulumi,
    );
    if (markdown !== undefined) writeFileSync(markdown, report.markdown);
    if (json !== undefined) writeFileSync(json, report.json);
    return { code: report.code, stdout: report.terminal, stderr: "" };
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    return { code: 2, stdout: "", stderr: `CANNOT SEE — GitHub and ${stack}: ${visible(why)}\n` };
  }
}

/** Never from the state: a token in it would be another one's. */
function required(variable: string, environment: NodeJS.ProcessEnv): string {
  const value = environment[variable] ?? "";
  if (value === "") throw new Error(`the environment variable ${variable} is not set`);
  return value;
}
