import { createHash } from "node:crypto";
import { mkdirSync, readdirSync, readFileSync, renameSync, statSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";

import { Recording, type Registration } from "./recorder";

const ROOT = resolve(__dirname, "../..");

/** Everything that a recording depends on. */
const SOURCES = [
  ...["apps", "config", "components", "stack", "test/support", "package-lock.json"],
  ...["Pulumi.dev.yaml", "Pulumi.staging.yaml", "Pulumi.prod.yaml"],
];

let key: string | undefined;

/**
 * Makes a recording, or reads back what the very same sources made before: recording a whole stack
 * takes seconds, and most test files of `test/stack` want all three.
 */
export async function remembered(name: string, make: () => Promise<Recording>): Promise<Recording> {
  key ??= hashed(SOURCES.map((source) => join(ROOT, source)));
  const directory = join(ROOT, ".cache/recordings", key);
  const file = join(directory, `${name}.json`);
  const known = readIfThere(file);
  if (known !== undefined) return new Recording(JSON.parse(known) as Registration[]);
  const recording = await make();
  mkdirSync(directory, { recursive: true });
  // Whole or not at all: another worker may be reading.
  writeFileSync(`${file}.${process.pid}`, JSON.stringify(recording.all));
  renameSync(`${file}.${process.pid}`, file);
  return recording;
}

function hashed(paths: readonly string[]): string {
  const hash = createHash("sha256");
  for (const path of paths.flatMap(files).sort()) hash.update(path).update(readFileSync(path));
  return hash.digest("hex").slice(0, 16);
}

function files(path: string): string[] {
  if (statSync(path).isFile()) return [path];
  return readdirSync(path, { withFileTypes: true, recursive: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name));
}

function readIfThere(file: string): string | undefined {
  try {
    return readFileSync(file, "utf8");
  } catch {
    return undefined;
  }
}
