import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";

import { Command } from "commander";

import { jobOf } from "../audit/github/workflow-run";
import { parseJson } from "../audit/json";
import { visible } from "../audit/visible";
import { Releases } from "../config/verified";
import { propose } from "./propose";
import { rehearse } from "./rehearse";
import { stackOf, type Surroundings } from "./release";

interface Flags extends Readonly<Record<"from" | "title" | "base", string>> {
  readonly once: boolean;
}

const FILE = /^Pulumi\.(dev|staging|prod)\.yaml$/;

/** Commands that change stack files on a schedule, and put changed ones up for review. */
export function proposalCommands(around: Surroundings): readonly Command[] {
  const rehearsal = new Command("rehearse")
    .description("order the quarter's rehearsal of a restore, or collect it: 1 where it is late")
    .requiredOption("--app <name>")
    .requiredOption("--stack <stack>")
    .action(async ({ app, stack: name }: Record<"app" | "stack", string>) => {
      const stack = stackOf(name);
      const last = await lastRehearsal(app, stack, around);
      const { text, words, late } = rehearse(around.read(stack), app, stack, last, around.now);
      if (text !== undefined) around.write(stack, text);
      process.stdout.write(`${words}\n`);
      process.exitCode = late ? 1 : 0;
    });

  const proposal = new Command("propose")
    .description(
      "in a job of GitHub Actions: open a pull request with changed stack files (GITHUB_TOKEN)",
    )
    .requiredOption(
      "--from <folder>",
      "where they are; a folder that is not there proposes nothing",
    )
    .requiredOption("--title <text>")
    .option("--base <branch>", "where they go", "main")
    .option("--once", "not while one is open under the same title, whatever that changes", false)
    .action(async ({ from, title, base, once }: Flags) => {
      const { where, commit, run } = jobOf(process.env);
      const names = existsSync(from) ? readdirSync(from, { recursive: true }).map(String) : [];
      const files = Object.fromEntries(
        names.flatMap((name) => {
          const [, stack] = FILE.exec(name.split("/").at(-1) ?? "") ?? [];
          return stack === undefined ? [] : [[stack, readFileSync(join(from, name), "utf8")]];
        }),
      );
      const { writer } = await import("../audit/github/octokit");
      const github = writer(process.env["GITHUB_TOKEN"] ?? "", process.env["GITHUB_API_URL"]);
      const body = `Made by [this run](${run}). Nothing runs before it is merged.`;
      const said = visible(title).replace(/\s+/g, " ");
      const change = { title: said, body, commit, base, files, once };
      const url = await propose(where, change, github);
      process.stdout.write(`${url ?? "nothing differs, so nothing is proposed"}\n`);
    });
  return [rehearsal, proposal];
}

async function lastRehearsal(app: string, stack: string, { pulumi }: Surroundings) {
  const { code, stdout, stderr } = await pulumi(["stack", "output", "--json", "--stack", stack]);
  if (code !== 0) throw new Error(`${stack} tells nothing: ${visible(stderr).trim()}`);
  const outputs = Releases.parse(parseJson("what stack output printed", stdout));
  return outputs.applications[app]?.rehearsal;
}
