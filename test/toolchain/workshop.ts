import { execFileSync, spawnSync } from "node:child_process";
import {
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { basename, delimiter, join } from "node:path";

/** A copy of `toolchain/` whose scripts find on their PATH only what a test puts there. */
export class Workshop {
  private readonly root = mkdtempSync(join(tmpdir(), "workshop-"));

  /** Copies parts of `toolchain/`, and borrows tools of this machine. */
  constructor(parts: readonly string[], tools: readonly string[]) {
    for (const part of parts) {
      cpSync(join("toolchain", part), this.path("toolchain", part), { recursive: true });
    }
    mkdirSync(this.path("tools"));
    const found = execFileSync("which", tools, { encoding: "utf8" }).trim().split("\n");
    for (const tool of found) symlinkSync(tool, this.path("tools", basename(tool)));
  }

  path(...parts: readonly string[]): string {
    return join(this.root, ...parts);
  }

  /** Puts shell scripts into a directory for PATH; a line in `$COUNT` counts a call. */
  commands(name: string, scripts: Readonly<Record<string, string>>): string {
    const directory = this.path(name);
    mkdirSync(directory, { recursive: true });
    for (const [command, script] of Object.entries(scripts)) {
      writeFileSync(join(directory, command), `#!/bin/sh\n${script}\n`, { mode: 0o755 });
    }
    return directory;
  }

  /** Runs a script of `toolchain/`, which answers with a directory. */
  run(script: string, ...path: readonly string[]) {
    const { status, stdout, stderr } = spawnSync(this.path("toolchain", script), {
      env: { PATH: [...path, this.path("tools")].join(delimiter), COUNT: this.path("count") },
      encoding: "utf8",
    });
    return { status, directory: stdout.trim(), said: stderr };
  }

  calls(): number {
    const count = this.path("count");
    return existsSync(count) ? readFileSync(count, "utf8").trim().split("\n").length : 0;
  }

  remove(): void {
    rmSync(this.root, { recursive: true });
  }
}
