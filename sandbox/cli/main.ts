/** `sandbox.js`: the front door of the simulated world. */
import { Command } from "commander";

import { Complaint } from "./complaint";
import { pulumi } from "./pulumi";

const program = new Command("sandbox")
  .description("a simulated cloud that the real engine works on")
  .enablePositionalOptions();
program
  .command("pulumi [arguments...]")
  .description("run the real engine with simulated providers")
  .helpOption(false)
  .allowUnknownOption()
  .passThroughOptions()
  .action(pulumi);
main().catch((error: unknown) => {
  if (!(error instanceof Complaint)) throw error;
  console.error(`sandbox: ${error.message}`);
  process.exitCode = 1;
});

async function main(): Promise<void> {
  // The engine's start does not wait for the simulated cloud to load.
  if (process.argv[2] !== "pulumi") {
    (await import("./control")).registerControl(program);
    (await import("./kubectl")).registerKubectl(program);
    (await import("./github")).registerGithub(program);
  }
  await program.parseAsync();
}
