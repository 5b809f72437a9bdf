import { mkdirSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";

import type { Diff } from "./stack-diff";

/** Writes a report into a folder; what an earlier one of its kind left is gone, also where this one is shorter. */
export function keep(folder: string, kind: "drift" | "report", files: Diff["files"]): void {
  mkdirSync(folder, { recursive: true });
  const old =
    kind === "drift" ? /^drift\.(?:md|json)$/ : /^(?:report[-\d]*|preview)\.(?:md|html|json)$/;
  for (const name of readdirSync(folder).filter((each) => old.test(each)))
    rmSync(join(folder, name));
  for (const [name, text] of Object.entries(files)) writeFileSync(join(folder, name), text);
}
