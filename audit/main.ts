import { Command } from "commander";

import { pulumi } from "./pulumi";
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
    const { code, stdout, stderr } = await stackDiff(stack, engineArgs, pulumi);
    process.stdout.write(stdout);
    process.stderr.write(stderr);
    process.exitCode = code;
  });

program.parseAsync().catch((error: unknown) => {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  process.exitCode = 1;
});
