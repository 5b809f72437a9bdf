import { Command } from "commander";

import { credentialAges } from "./credentials";
import { pulumi, type Run } from "./pulumi";
import { sharedSecrets } from "./shared-secrets";
import { stackDiff } from "./stack-diff";

const program = new Command("audit").description(
  "What a change does, for those who answer for it.",
);

program
  .command("diff")
  .description("preview a stack and list what changes, worst first, without any secret")
  .requiredOption("--stack <name>", "the stack to preview")
  .argument("[engine...]", "after --: further arguments of `pulumi preview`")
  .action(async (engineArgs: string[], { stack }: { stack: string }) => {
    tell(await stackDiff(stack, engineArgs, pulumi));
  });

program
  .command("credentials")
  .description("say for how long the credentials in use have served; fail where it is too long")
  .requiredOption("--stack <name>", "the stack that uses them")
  .action(async ({ stack }: { stack: string }) => {
    tell(await credentialAges(stack, today(), pulumi));
  });

program
  .command("shared-secrets")
  .description("say which configured secrets stacks share; fail where no waiver excuses that")
  .argument("<stack...>", "the stacks to compare")
  .action(async (stacks: string[]) => {
    tell(await sharedSecrets(stacks, today(), pulumi));
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
    tell(await auditGithub(options, process.env));
  });

program.parseAsync().catch((error: unknown) => {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  process.exitCode = 1;
});

function today(): string {
  return new Date().toISOString().slice(0, 10);
}

function tell({ code, stdout, stderr }: Run): void {
  process.stdout.write(stdout);
  process.stderr.write(stderr);
  process.exitCode = code;
}
