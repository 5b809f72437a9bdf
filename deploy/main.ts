import { existsSync, readFileSync, writeFileSync } from "node:fs";

import { Command } from "commander";

import { pulumi } from "../audit/pulumi";
import { promote, rollback, type Surroundings } from "./release";

const around: Surroundings = {
  read: (stack) => {
    const file = `Pulumi.${stack}.yaml`;
    if (existsSync(file)) return readFileSync(file, "utf8");
    throw new Error(`there is no ${file} here`);
  },
  write: (stack, text) => {
    writeFileSync(`Pulumi.${stack}.yaml`, text);
  },
  pulumi,
  now: new Date().toISOString(),
};

const program = new Command("deploy").description(
  "Pins in a stack file what an application is to run; the next update runs it.",
);

program
  .command("promote")
  .description("pin what another stack serves")
  .requiredOption("--app <name>")
  .requiredOption("--from <stack>")
  .requiredOption("--to <stack>")
  .action(async ({ app, from, to }: Record<"app" | "from" | "to", string>) => {
    tell(await promote(app, from, to, around), to);
  });

program
  .command("rollback")
  .description("pin an artifact that the stack file still keeps")
  .requiredOption("--app <name>")
  .requiredOption("--to <artifact>")
  .requiredOption("--stack <stack>")
  .action(({ app, to, stack }: Record<"app" | "to" | "stack", string>) => {
    tell(rollback(app, to, stack, around), stack);
  });

program.parseAsync().catch((error: unknown) => {
  process.stderr.write(`refused: ${error instanceof Error ? error.message : String(error)}\n`);
  process.exitCode = 1;
});

function tell(text: string, stack: string): void {
  process.stdout.write(`${text}Pulumi.${stack}.yaml pins it; pulumi up --stack ${stack} runs it\n`);
}
