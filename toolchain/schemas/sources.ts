import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { join } from "node:path";

/** Runs `go mod` in a directory and parses its answer. */
export type GoMod = (directory: string, ...args: readonly string[]) => unknown;

/** Fetches a module that `directory` pins and returns where it is; from Go's cache, if it can. */
export function fetched(directory: string, path: string, run: GoMod = goMod): string {
  const { Require } = run(directory, "edit", "-json") as { Require: readonly Pin[] };
  const version = Require.find((pin) => pin.Path === path)?.Version;
  if (version === undefined) throw new Error(`${directory}/go.mod does not pin ${path}`);

  const { Dir, Sum } = run(directory, "download", "-json", `${path}@${version}`) as Download;
  // Go refuses what differs from go.sum, but not what go.sum leaves out.
  if (!readFileSync(join(directory, "go.sum"), "utf8").includes(`${path} ${version} ${Sum}\n`)) {
    throw new Error(`${directory}/go.sum does not know ${path} ${version} ${Sum}`);
  }
  return Dir;
}

interface Pin {
  readonly Path: string;
  readonly Version: string;
}

interface Download {
  readonly Dir: string;
  readonly Sum: string;
}

const goMod: GoMod = (directory, ...args) =>
  JSON.parse(execFileSync("go", ["mod", ...args], { cwd: directory, encoding: "utf8" }));
