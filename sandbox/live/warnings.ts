import * as fs from "node:fs";
import * as path from "node:path";

import type { Target } from "../provider/target";

/** Appends what an API server warned of, which the provider keeps to itself. */
export function warned({ session, rules }: Target, name: string, warning: string): void {
  const line = JSON.stringify({ type: rules.type, name, warning });
  fs.appendFileSync(path.join(session.sandbox, "cloud", "warnings.jsonl"), `${line}\n`);
}
