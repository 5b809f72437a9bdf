import { spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync, readFileSync, writeFileSync } from "node:fs";

import { Command } from "commander";

import { pulumi } from "../audit/pulumi";
import { applyCommand } from "./apply-command";
import { list } from "./kubectl";
import { proposalCommands } from "./proposal-commands";
import { promote, rollback, type Surroundings } from "./release";
import { type Deployment, up } from "./up";

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

const world: Deployment = {
  ...around,
  run,
  list,
  tell: (text) => void process.stderr.write(`${text}\n`),
};

const program = new Command("deploy").description(
  "Pins in a stack file what an application is to run, and runs what is pinned.",
);

program
  .command("up")
  .description("update a stack; where a release fails, say why and what serves")
  .requiredOption("--stack <stack>")
  .argument("[engine...]", "after --: further arguments of `pulumi up`")
  .action(async (engineArgs: string[], { stack }: { stack: string }) => {
    process.exitCode = await up(stack, engineArgs, world);
  });

program.addCommand(applyCommand(world));
for (const command of proposalCommands(around)) program.addCommand(command);

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

/** Runs the engine on this terminal. */
async function run(args: readonly string[]): Promise<number> {
  const child = spawn("pulumi", args, { stdio: "inherit" });
  // A terminal tells both of Ctrl-C: the engine ends what it has begun, and is waited for.
  process.on("SIGINT", () => undefined);
  process.on("SIGTERM", () => child.kill("SIGTERM"));
  const [code] = (await once(child, "close")) as [number | null];
  return code ?? 1;
}

function tell(text: string, stack: string): void {
  process.stdout.write(`${text}Pulumi.${stack}.yaml pins it; pulumi up --stack ${stack} runs it\n`);
}
