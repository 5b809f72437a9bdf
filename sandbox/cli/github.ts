import { spawn } from "node:child_process";
import { once } from "node:events";

import type { Command } from "commander";

import { QUIRKS, setQuirk } from "../cloud/quirks";
import { serve } from "../github-api/server";
import { Complaint } from "./complaint";
import { SANDBOX } from "./places";

/** Commands about the simulated GitHub. */
export function registerGithub(program: Command): void {
  const github = program
    .command("github")
    .description("the simulated GitHub, its REST API and its quirks");
  github
    .command("serve")
    .argument("<command...>", "after --: a command that finds the API at GITHUB_BASE_URL")
    .description("answer as GitHub while a command runs")
    .action(during);
  github
    .command("api <method> <path> [json]")
    .description("one request to the API: what somebody does on GitHub by hand")
    .action(ask);
  github
    .command("quirk <name> [state]")
    .description(`what GitHub does without a word: ${QUIRKS.join(", ")}; on or off`)
    .action((name: string, state = "on") => {
      const quirk = QUIRKS.find((each) => each === name);
      if (quirk === undefined) throw new Complaint(`${name} is none of ${QUIRKS.join(", ")}`);
      setQuirk(SANDBOX, quirk, state !== "off");
    });
}

/** Whoever named a token wants to see what it sees. */
const TOKEN = process.env["GITHUB_TOKEN"] ?? "dummy-github-token";

async function during([command = "", ...args]: readonly string[]): Promise<void> {
  const { url, owner, close } = await serve(SANDBOX);
  const github = { GITHUB_BASE_URL: url, GITHUB_OWNER: owner, GITHUB_TOKEN: TOKEN };
  const child = spawn(command, args, { stdio: "inherit", env: { ...process.env, ...github } });
  try {
    const [code] = (await once(child, "close")) as [number | null];
    process.exitCode = code ?? 1;
  } finally {
    await close();
  }
}

async function ask(method: string, path: string, json?: string): Promise<void> {
  const { url, close } = await serve(SANDBOX);
  try {
    const response = await fetch(`${url}api/v3${path}`, {
      method: method.toUpperCase(),
      headers: { authorization: `token ${TOKEN}` },
      ...(json !== undefined && { body: json }),
    });
    const body = await response.text();
    if (!response.ok) throw new Complaint(`${response.status} ${body}`);
    console.log(body);
  } finally {
    await close();
  }
}
