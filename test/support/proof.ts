import { writeFileSync } from "node:fs";
import { join } from "node:path";

import type { Settings } from "../../config/schema";
import { settingsOf } from "./committed";
import type { Lab } from "./lab";

/**
 * Leaves in a lab what staging would say of everything that prod pins, as if it had served for months:
 * for tests of prod alone, which are not about promotion.
 */
export async function proven(lab: Lab): Promise<void> {
  const { applications } = settingsOf("prod") as unknown as Settings;
  const verifiedAt = "2026-01-01T00:00:00Z";
  const outputs = Object.entries(applications).map(([name, { active, artifacts }]): Told => [
    name,
    { artifact: active, verified: [{ artifactId: active, ...artifacts[active], verifiedAt }] },
  ]);
  await imported(lab, "staging", { applications: Object.fromEntries(outputs) });
}

type Told = [application: string, outputs: object];

/** Makes these the outputs of a stack that has nothing else. */
export async function imported(lab: Lab, stack: string, outputs: object): Promise<void> {
  const type = "pulumi:pulumi:Stack";
  const urn = `urn:pulumi:${stack}::platform::${type}::platform-${stack}`;
  const file = join(lab.directory, "import.json");
  const deployment = { resources: [{ urn, type, custom: false, outputs }] };
  writeFileSync(file, JSON.stringify({ version: 3, deployment }));
  const { code, text } = await lab.pulumi("stack", "import", "--file", file, "--stack", stack);
  if (code !== 0) throw new Error(text);
}
