import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from "node:fs";
import { dirname, join, resolve } from "node:path";

/** The repository; sources and bundles alike lie two folders below it. */
export const ROOT = resolve(__dirname, "../..");

/** What is built once and kept, keyed by content. */
export const CACHE = join(ROOT, ".cache");

/** Everything that one sandbox remembers. Deleting it forgets the whole simulated world. */
export const SANDBOX = resolve(process.env["SANDBOX_DIR"] ?? join(ROOT, ".sandbox"));

/** Makes a file say this, touching it only when it says something else, and never half. */
export function keepFile(path: string, text: string, mode = 0o644): void {
  if (readText(path) === text) return;
  mkdirSync(dirname(path), { recursive: true });
  const unfinished = `${path}.${process.pid}`;
  writeFileSync(unfinished, text, { mode });
  renameSync(unfinished, path);
}

/** The content of a file, or nothing when there is no such file. */
export function readText(path: string): string | undefined {
  return existsSync(path) ? readFileSync(path, "utf8") : undefined;
}
