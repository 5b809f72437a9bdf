import { mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

const open: string[] = [];
afterAll(() => {
  for (const directory of open) rmSync(directory, { recursive: true, force: true });
});

/** An empty directory that goes away with the test file. */
export function temporary(): string {
  const directory = mkdtempSync(join(tmpdir(), "sandbox-"));
  open.push(directory);
  return directory;
}

/** Everything that lies on the disk of a sandbox, as one text. */
export function onDisk(sandbox: string): string {
  return readdirSync(sandbox, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => readFileSync(join(entry.parentPath, entry.name), "utf8"))
    .join("\n");
}
