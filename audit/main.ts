import { readFileSync } from "node:fs";

import { Command } from "commander";

import { commentCommands } from "./comment/command";
import { credentialAges } from "./credentials";
import { drift } from "./drift/drift";
import { imageFindings } from "./images";
import { keep } from "./keep";
import { ledgerCommand } from "./ledger/command";
import { parity } from "./parity/parity";
import { readReasons } from "./parity/reasons";
import { type Preview, readPreview } from "./preview";
import { aws, pulumi, type Run } from "./pulumi";
import { tell } from "./report/files";
import { sharedSecrets } from "./shared-secrets";
import { stackDiff } from "./stack-diff";
import { approvalOf, guardOf, nameOf } from "./verdicts";

const program = new Command("audit").description(
  "What a change does, for those who answer for it.",
);

program
  .command("diff")
  .description("preview a stack and list what changes, worst first, without any secret")
  .requiredOption("--stack <name>", "the stack to preview")
  .option("--out <folder>", "where to keep the preview and its report: Markdown, HTML, JSON")
  .argument("[engine...]", "after --: further arguments of `pulumi preview`")
  .action(async (engineArgs: string[], { stack, out }: { stack: string; out?: string }) => {
    const diff = await stackDiff(stack, engineArgs, today(), pulumi);
    if (out !== undefined) keep(out, "report", diff.files);
    print(diff);
  });

program
  .command("report")
  .description("write the report of a kept preview once more")
  .requiredOption("--preview <file>", "a preview.json that diff has kept")
  .requiredOption("--out <folder>", "where to write Markdown, HTML, JSON")
  .action(({ preview, out }: { preview: string; out: string }) => {
    const { text, files } = tell(kept(preview), []);
    keep(out, "report", files);
    print({ code: 0, stdout: text, stderr: "" });
  });

program
  .command("guard")
  .description("say what a kept preview would lose; fail where no waiver excuses it")
  .requiredOption("--preview <file>", "a preview.json that diff has kept")
  .action(({ preview }: { preview: string }) => {
    print(guardOf(kept(preview)));
  });

program
  .command("intent")
  .description("name what a kept preview would do, or fail where it is more than was approved")
  .requiredOption("--preview <file>", "a preview.json that diff has kept")
  .option("--approved <file>", "the preview.json that was approved")
  .option("--as <intent>", "the name under which it was approved")
  .action(
    ({ preview, approved, as }: Record<"preview" | "approved" | "as", string | undefined>) => {
      const now = kept(preview ?? "");
      if (approved === undefined && as === undefined) {
        print(nameOf(now));
      } else if (approved === undefined || as === undefined) {
        throw new Error("an approval is a preview (--approved) and its name (--as)");
      } else {
        print(approvalOf(kept(approved), as, now));
      }
    },
  );

program.addCommand(ledgerCommand(print));
for (const command of commentCommands(print)) program.addCommand(command);

program
  .command("drift")
  .description("say what was changed behind the engine's back: 0 nothing, 7 drift, else not known")
  .requiredOption("--stack <name>", "the stack to look at")
  .option("--out <folder>", "where to keep the report: Markdown, JSON")
  .argument("[engine...]", "after --: further arguments of the engine")
  .action(async (engineArgs: string[], { stack, out }: { stack: string; out?: string }) => {
    const found = await drift(stack, engineArgs, pulumi);
    if (out !== undefined) keep(out, "drift", found.files);
    print(found);
  });

program
  .command("parity")
  .description("say how two stacks differ; fail where no reason on record explains it")
  .requiredOption("--reasons <yaml>", "why they differ")
  .argument("<one>")
  .argument("<other>")
  .action(async (one: string, other: string, { reasons }: { reasons: string }) => {
    const known = readReasons(readFileSync(reasons, "utf8"), [one, other]);
    print(await parity([one, other], known, today(), pulumi));
  });

program
  .command("credentials")
  .description("say for how long the credentials in use have served; fail where it is too long")
  .requiredOption("--stack <name>", "the stack that uses them")
  .action(async ({ stack }: { stack: string }) => {
    print(await credentialAges(stack, today(), pulumi));
  });

program
  .command("images")
  .description(
    "say what the registry found in the images that a stack runs: 0 nothing severe, 1 severe, 2 unseen",
  )
  .requiredOption("--stack <name>", "the stack that runs them")
  .action(async ({ stack }: { stack: string }) => {
    print(await imageFindings(stack, pulumi, aws));
  });

program
  .command("shared-secrets")
  .description("say which configured secrets stacks share; fail where no waiver excuses that")
  .argument("<stack...>", "the stacks to compare")
  .action(async (stacks: string[]) => {
    print(await sharedSecrets(stacks, today(), pulumi));
  });

program
  .command("github")
  .description(
    "compare what GitHub enforces with what a stack declares: 0 holds, 1 differs, 2 unseen",
  )
  .requiredOption("--stack <name>", "the stack that declares it")
  .option("--markdown <file>", "write everything compared as Markdown")
  .option("--json <file>", "the same as JSON")
  .action(async (options: { stack: string; markdown?: string; json?: string }) => {
    const { auditGithub } = await import("./github/command");
    print(await auditGithub(options, process.env));
  });

program.parseAsync().catch((error: unknown) => {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  process.exitCode = 1;
});

function today(): string {
  return new Date().toISOString().slice(0, 10);
}

function kept(file: string): Preview {
  return readPreview(readFileSync(file, "utf8"));
}

function print({ code, stdout, stderr }: Run): void {
  process.stdout.write(stdout);
  process.stderr.write(stderr);
  process.exitCode = code;
}
