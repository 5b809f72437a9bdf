import { writeFileSync } from "node:fs";

import { pulumi, type Run } from "../pulumi";
import { github } from "./octokit";
import { failed, readBack, type Report } from "./read-back";

/** Where the report goes besides the terminal. */
export interface Options {
  readonly stack: string;
  readonly markdown?: string;
  readonly json?: string;
}

/** Reads GitHub back with the token of the environment. A run that fails has seen nothing: code 2. */
export async function auditGithub(options: Options, environment: NodeJS.ProcessEnv): Promise<Run> {
  const { code, terminal, ...files } = await report(options.stack, environment);
  try {
    if (options.markdown !== undefined) writeFileSync(options.markdown, files.markdown);
    if (options.json !== undefined) writeFileSync(options.json, files.json);
  } catch (error) {
    return { code: 2, stdout: terminal, stderr: `${messageOf(error)}\n` };
  }
  return { code, stdout: terminal, stderr: "" };
}

async function report(stack: string, environment: NodeJS.ProcessEnv): Promise<Report> {
  try {
    const owner = required("GITHUB_OWNER", environment);
    const token = required("GITHUB_TOKEN", environment);
    const api = github(token, environment["GITHUB_BASE_URL"]);
    return await readBack(stack, owner, api, pulumi);
  } catch (error) {
    // An older report that says otherwise must not stay.
    return failed(stack, messageOf(error));
  }
}

/** Never from the state: a token in it would be another one's. */
function required(variable: string, environment: NodeJS.ProcessEnv): string {
  const value = environment[variable] ?? "";
  if (value === "") throw new Error(`the environment variable ${variable} is not set`);
  return value;
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
