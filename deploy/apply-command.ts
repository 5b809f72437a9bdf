import { readFileSync } from "node:fs";
import { join } from "node:path";

import { Command } from "commander";

import { keep } from "../audit/keep";
import { bucketStore, copied, fileStore, type Store } from "../audit/ledger/store";
import { readPreview } from "../audit/preview";
import { aws } from "../audit/pulumi";
import { apply, type Order } from "./apply";
import type { Deployment } from "./up";

interface Flags {
  readonly stack: string;
  readonly approved: string;
  readonly as: string;
  readonly ledger: string;
  readonly out: string;
  readonly actor?: string;
  readonly approver?: string[];
  readonly commit?: string;
  readonly run?: string;
  readonly environment?: string;
}

/** The command that does what was approved and puts it on record. */
export function applyCommand(world: Deployment): Command {
  return new Command("apply")
    .description("do what was approved, or less; put it, or its refusal, on record")
    .requiredOption("--stack <stack>")
    .requiredOption("--approved <file>", "the preview.json that was approved")
    .requiredOption("--as <intent>", "the name under which it was approved: sha256:…")
    .requiredOption("--ledger <place>", "a file, or s3://<bucket>")
    .requiredOption("--out <folder>", "where to keep the preview right before it, and its report")
    .option("--actor <login>", "who runs it")
    .option("--approver <login...>", "who approved it")
    .option("--commit <sha>", "what runs")
    .option("--run <url>", "where its log is")
    .option(
      "--environment <name>",
      "in a job of GitHub Actions: the one it entered; asks GitHub for all four (JOB_TOKEN)",
    )
    .argument("[engine...]", "after --: further arguments of the engine")
    .action(async (engineArgs: string[], flags: Flags) => {
      const { stack, out } = flags;
      const approved = readPreview(readFileSync(flags.approved, "utf8"));
      const order = { approved, name: flags.as, told: await toldBy(flags) };
      process.exitCode = await apply(stack, engineArgs, order, {
        ...world,
        store: copied(storeAt(flags.ledger, stack), join(out, "record.jsonl")),
        files: (files) => {
          keep(out, "report", files);
        },
      });
    });
}

function storeAt(place: string, stack: string): Store {
  const [, bucket] = /^s3:\/\/([a-z0-9.-]+)\/?$/.exec(place) ?? [];
  return bucket === undefined ? fileStore(place) : bucketStore(bucket, stack, aws);
}

/** GitHub knows who approved; elsewhere whoever types says so, or that nobody did. */
async function toldBy(flags: Flags): Promise<Order["told"]> {
  const { actor, approver, commit, run, environment } = flags;
  if (environment !== undefined) {
    const { github } = await import("../audit/github/octokit");
    const { workflowRun } = await import("../audit/github/workflow-run");
    const token = process.env["JOB_TOKEN"] ?? "";
    return workflowRun(process.env, environment, github(token, process.env["GITHUB_API_URL"]));
  }
  const told = { actor, approvers: approver, commit, run };
  const missing = Object.entries(told).filter(([, value]) => value === undefined);
  return { ...told, gaps: Object.fromEntries(missing.map(([field]) => [field, "nobody said"])) };
}
