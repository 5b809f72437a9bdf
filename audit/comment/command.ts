import { existsSync, readFileSync } from "node:fs";

import { Command } from "commander";

import { jobOf } from "../github/workflow-run";
import { Line } from "../ledger/record";
import { pulumi, type Run } from "../pulumi";
import { channelMessage, deploymentComment } from "./deployment";
import { previewComments } from "./preview";
import { type Sticky, stick } from "./sticky";
import { announce, deploymentOf, pullRequestOf } from "./told";

interface Flags {
  readonly stack: string;
  readonly out: string;
  readonly pullRequest: string;
  readonly commit: string;
  readonly author: string;
  readonly record: string;
}

/** Who writes with the token that GitHub gives every job. */
const JOBS = "github-actions[bot]";

/** Commands of jobs of GitHub Actions that tell people what happened. */
export function commentCommands(print: (run: Run) => void): readonly Command[] {
  const comment = new Command("comment")
    .description(
      "in a job of GitHub Actions: put a preview on its pull request, in one comment that stays",
    )
    .requiredOption("--stack <name>")
    .requiredOption(
      "--out <folder>",
      "where diff kept its report; a folder without one is told as well",
    )
    .requiredOption("--pull-request <number>")
    .requiredOption("--commit <sha>", "what was previewed")
    .option("--author <login>", "who the token writes as", JOBS)
    .action(async ({ stack, out, pullRequest, commit, author }: Flags) => {
      const { where, run } = jobOf(process.env);
      const texts = previewComments(out, { stack, commit, run });
      const on = { ...where, pullRequest: Number(pullRequest), author };
      await write({ ...on, about: `preview ${stack}` }, texts);
    });

  const deployed = new Command("deployed")
    .description(
      "in a job of GitHub Actions: tell the pull request and the release channel what runs",
    )
    .requiredOption("--stack <name>")
    .requiredOption(
      "--record <file>",
      "what `deploy apply` put on record; nothing where it is not there",
    )
    .option("--author <login>", "who the token writes as", JOBS)
    .action(async ({ stack, author, record }: Flags) => {
      const { where, run, commit, repository } = jobOf(process.env);
      const number = await pullRequestOf(commit, where, await hub());
      const checks =
        number === undefined
          ? `${repository}/commit/${commit}/checks`
          : `${repository}/pull/${number}/checks`;
      const lines = existsSync(record)
        ? readFileSync(record, "utf8").split("\n").filter(Boolean)
        : [];
      const known = {
        commit,
        run,
        checks,
        record: lines.map((line) => Line.parse(JSON.parse(line))),
      };
      const deployment = await deploymentOf(stack, known, pulumi);
      const text = deploymentComment(deployment);
      if (number !== undefined) {
        await write({ ...where, pullRequest: number, author, about: `deployed ${stack}` }, [text]);
      }
      const channel = process.env["RELEASE_CHANNEL"] ?? "";
      if (channel !== "") await announce(channel, channelMessage(deployment));
      print({ code: 0, stdout: text, stderr: "" });
    });
  return [comment, deployed];
}

async function write(sticky: Sticky, texts: readonly string[]): Promise<void> {
  await stick(sticky, texts, await hub());
}

/** The token that GitHub gives the job, not the one with which the program declares things. */
async function hub() {
  const { writer } = await import("../github/octokit");
  return writer(process.env["JOB_TOKEN"] ?? "", process.env["GITHUB_API_URL"]);
}
