import * as fs from "node:fs";
import * as path from "node:path";

import { now } from "./clock";

/** One line of the simulated cloud's log; it never holds a value. */
export interface Entry {
  readonly op: "create" | "update" | "delete" | "ready" | "fail";
  readonly type: string;
  readonly name: string;
  readonly id: string;
}

/** Appends a line; short appends are atomic, so several processes can write. */
export function journal(sandbox: string, { op, type, name, id }: Entry): void {
  const file = path.join(sandbox, "cloud", "log.jsonl");
  fs.mkdirSync(path.dirname(file), { recursive: true });
  fs.appendFileSync(file, `${JSON.stringify({ time: now(sandbox), op, type, name, id })}\n`);
}
