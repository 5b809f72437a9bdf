import { appendFileSync, existsSync, readFileSync } from "node:fs";

import { Command } from "commander";

import { readPreview } from "../preview";
import { pulumi, type Run } from "../pulumi";
import { readLedger } from "./chain";
import { recordOf, verify } from "./ledger";
import { render } from "./render";

interface Flags {
  readonly file: string;
  readonly stack: string;
  readonly actor?: string;
  readonly approver?: string[];
  readonly commit?: string;
  readonly run?: string;
  readonly approved?: string;
  readonly preview?: string;
  readonly report?: string;
  readonly refused?: string[];
  readonly gap?: string[];
}

/** The commands of the ledger; `print` shows what they say. */
export function ledgerCommand(print: (run: Run) => void): Command {
  const ledger = new Command("ledger").description(
    "the record of every update, in a chain of hashes",
  );

  ledger
    .command("add")
    .description("record the last update of a stack, or one that was refused")
    .requiredOption("--file <jsonl>", "the ledger")
    .requiredOption("--stack <name>")
    .option("--actor <login>", "who ran it")
    .option("--approver <login...>", "who approved it")
    .option("--commit <sha>", "what ran")
    .option("--run <url>", "where its log is")
    .option("--approved <intent>", "the name that was approved")
    .option("--preview <file>", "the preview.json right before it")
    .option("--report <file>", "the report that was shown")
    .option("--refused <reason...>", "why it did not run")
    .option("--gap <field=reason...>", "why something is not known")
    .action(async (flags: Flags) => {
      const preview = flags.preview === undefined ? undefined : readPreview(read(flags.preview));
      const report = flags.report === undefined ? undefined : read(flags.report);
      const told = {
        ...{ stack: flags.stack, actor: flags.actor, approvers: flags.approver },
        ...{ commit: flags.commit, run: flags.run, approved: flags.approved },
        refusals: flags.refused ?? [],
        gaps: Object.fromEntries((flags.gap ?? []).map(gap)),
      };
      const text = existsSync(flags.file) ? read(flags.file) : "";
      const now = new Date().toISOString();
      const line = await recordOf(text, told, preview, report, now, pulumi);
      appendFileSync(flags.file, line);
      print({ code: 0, stdout: `${readLedger(text + line).head}\n`, stderr: "" });
    });

  ledger
    .command("verify")
    .description("say whether anything was changed, removed or left out")
    .requiredOption("--file <jsonl>", "the ledger")
    .option("--head <hash>", "a hash that add or verify printed earlier")
    .argument("[stack...]", "stacks whose history must be complete in it")
    .action(async (stacks: string[], { file, head }: { file: string; head?: string }) => {
      print(await verify(read(file), head, stacks, pulumi));
    });

  ledger
    .command("show")
    .description("print it as a table")
    .requiredOption("--file <jsonl>", "the ledger")
    .action(({ file }: { file: string }) => {
      print({ code: 0, stdout: render(readLedger(read(file))), stderr: "" });
    });
  return ledger;
}

function read(file: string): string {
  return readFileSync(file, "utf8");
}

function gap(text: string): [string, string] {
  const at = text.indexOf("=");
  return [text.slice(0, Math.max(at, 0)), text.slice(at + 1)];
}
