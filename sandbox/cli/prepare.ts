import { createHash } from "node:crypto";
import { existsSync, mkdirSync } from "node:fs";
import { join } from "node:path";

import { Complaint } from "./complaint";
import { askEngine } from "./engine";
import { CACHE, keepFile, readText, ROOT, SANDBOX } from "./places";
import type { Project } from "./project";

const PACKAGES = ["aws", "github", "kubernetes", "random"];
const ENVIRONMENTS = ["dev", "staging", "prod"];

/** Makes the sandbox itself: simulated plugins where the engine looks for them, and a kubeconfig. */
export function prepareHome(): void {
  mkdirSync(join(SANDBOX, "state"), { recursive: true });
  keepFile(join(SANDBOX, "config", "kubeconfig"), JSON.stringify(kubeconfig(), undefined, 2));
  const provider = join(CACHE, "dist", "provider.js");
  for (const name of PACKAGES) {
    const manifest = readText(join(ROOT, "node_modules", "@pulumi", name, "package.json"));
    const { version } = JSON.parse(manifest ?? "{}") as { readonly version: string };
    keepFile(
      join(SANDBOX, "home", "plugins", `resource-${name}-v${version}`, `pulumi-resource-${name}`),
      `#!/usr/bin/env node\nrequire(${JSON.stringify(provider)});\n`,
      0o755,
    );
  }
}

/** Makes one stack usable and returns the settings file that the engine is to read. */
export async function prepareStack(project: Project, stack: string, file: string): Promise<string> {
  const committed = readText(file);
  if (committed === undefined) {
    throw new Complaint(`there is no stack ${stack}: ${file} does not exist`);
  }
  prepareHome();
  const scratch = initialised(project, stack);
  const vaultFile = join(scratch, `Pulumi.${stack}.yaml`);
  const generated = join(SANDBOX, "config", `Pulumi.${stack}.yaml`);
  const fingerprint = () =>
    createHash("sha256")
      .update([project.name, committed, readText(vaultFile), readText(__filename)].join("\0"))
      .digest("hex");
  if (existsSync(generated) && readText(`${generated}.inputs`) === fingerprint()) return generated;

  const { dummySecret, neededSecrets, readVault, sandboxConfig } = await import("./stack-config");
  const keys = neededSecrets(project.name, committed);
  const missing = keys.filter((key) => !(key in readVault(readText(vaultFile)).config));
  if (missing.length > 0) {
    const pairs = missing.flatMap((key) => ["--secret", `${key}=${dummySecret(stack, key)}`]);
    inScratch(["config", "set-all", "--stack", stack, ...pairs], scratch);
  }
  keepFile(generated, sandboxConfig(committed, readVault(readText(vaultFile)), keys));
  keepFile(`${generated}.inputs`, fingerprint());
  return generated;
}

/** `stack init` rewrites the stack file beside it, so it happens beside one of its own. */
function initialised(project: Project, stack: string): string {
  const scratch = join(SANDBOX, "scratch", project.name);
  keepFile(join(scratch, "Pulumi.yaml"), `name: ${project.name}\nruntime: nodejs\n`);
  const state = join(SANDBOX, "state", ".pulumi", "stacks", project.name, `${stack}.json`);
  if (!existsSync(state)) inScratch(["stack", "init", stack, "--no-select"], scratch);
  return scratch;
}

function inScratch(args: readonly string[], scratch: string): void {
  const { ok, complaint } = askEngine(args, scratch);
  if (!ok) throw new Complaint(complaint);
}

/** One context per environment; nothing ever listens there. */
function kubeconfig() {
  return {
    apiVersion: "v1",
    kind: "Config",
    clusters: ENVIRONMENTS.map((name) => ({ name, cluster: { server: "https://127.0.0.1:1" } })),
    users: ENVIRONMENTS.map((name) => ({ name, user: {} })),
    contexts: ENVIRONMENTS.map((name) => ({ name, context: { cluster: name, user: name } })),
  };
}
