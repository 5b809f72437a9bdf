import { writeFileSync } from "node:fs";
import { join } from "node:path";

import { WORLD } from "./cluster";
import { openWorld, type OpenWorld } from "./world";

declare global {
  /** jest loads what starts a run and what ends it apart from each other. */
  var conformance: OpenWorld | undefined;
}

/** Once per run: a cluster takes longer to start than most tests, and each test leaves it fresh. */
export default async function start(): Promise<void> {
  const given = process.env["CONFORMANCE_KUBECONFIG"] ?? "";
  const open = await openWorld(given === "" ? undefined : given);
  globalThis.conformance = open;
  const file = join(open.directory, "world.json");
  writeFileSync(file, JSON.stringify(open.world), { mode: 0o600 });
  process.env[WORLD] = file;
}
