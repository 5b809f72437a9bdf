import { execFileSync, spawnSync } from "node:child_process";
import {
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { delimiter, join } from "node:path";

/** All that the script may take from the machine; everything else on its PATH is made up here. */
const TOOLS = ["bash", "cat", "chmod", "cksum", "dirname", "ls", "mkdir", "mktemp", "mv", "rm"];
const NO_NETWORK = { npx: "exit 1" };
const GO = {
  go: 'while [ "$1" != -o ]; do shift; done; echo built >"$2"; chmod +x "$2"; echo x >>"$COUNT"',
};

let root: string;

beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), "engine-"));
  for (const file of ["engine.sh", "engine/go.mod", "engine/go.sum"]) {
    cpSync(join("toolchain", file), join(root, "toolchain", file));
  }
  mkdirSync(join(root, "tools"));
  for (const tool of TOOLS) {
    symlinkSync(
      execFileSync("which", [tool], { encoding: "utf8" }).trim(),
      join(root, "tools", tool),
    );
  }
});

afterEach(() => {
  rmSync(root, { recursive: true });
});

describe("the choice of the engine", () => {
  it("takes a recent pulumi that brings its own Node host, and builds nothing", () => {
    const installed = commands("usr", { pulumi: "echo v3.244.0", "pulumi-language-nodejs": "" });

    expect(choose(installed)).toMatchObject({ directory: installed, said: "" });
  });

  it.each([
    ["is too old", { pulumi: "echo v3.243.9", "pulumi-language-nodejs": "" }],
    ["has no Node host", { pulumi: "echo v3.259.0" }],
    ["does not run", { pulumi: "exit 1", "pulumi-language-nodejs": "" }],
  ])("passes over a pulumi that %s", (_, found) => {
    const path = commands("usr", { ...found, ...NO_NETWORK, ...GO });

    expect(choose(path).directory).toBe(join(root, ".cache/engine"));
  });

  it("never takes the sandbox's own pulumi for an engine", () => {
    const wrapper = commands("sandbox/bin", {
      pulumi: "echo v3.259.0",
      "pulumi-language-nodejs": "",
    });

    const { directory } = choose(wrapper, commands("usr", { ...NO_NETWORK, ...GO }));

    expect(directory).toBe(join(root, ".cache/engine"));
  });

  it("downloads the pinned version where the official package can fetch it", () => {
    const npx =
      'bin=$PULUMI_HOME/versions/3.259.0/bin; mkdir -p "$bin"; echo "$*" >"$bin/pulumi"; chmod +x "$bin/pulumi"';

    const { directory, said } = choose(commands("usr", { npx, ...GO }));

    expect(directory).toBe(join(root, ".cache/engine/pulumi-3.259.0"));
    expect(said).toContain("official download of pulumi 3.259.0");
    expect(readFileSync(join(directory, "pulumi"), "utf8")).toBe("--yes pulumi@3.259.0 version\n");
  });

  it("builds when the download fails half-way, and leaves nothing of it behind", () => {
    const { directory } = choose(
      commands("usr", { npx: 'mkdir "$PULUMI_HOME/versions"; exit 1', ...GO }),
    );

    expect(directory).toBe(join(root, ".cache/engine"));
    expect(readdirSync(directory).sort()).toEqual([
      "built",
      "chosen",
      "pulumi",
      "pulumi-language-nodejs",
    ]);
  });

  it("puts a Node host beside the engine that it builds", () => {
    const { directory } = choose(commands("usr", { ...NO_NETWORK, ...GO }));

    expect(readFileSync(join(directory, "pulumi-language-nodejs"), "utf8")).toBe(
      '#!/usr/bin/env node\nrequire("../dist/host.js");\n',
    );
  });

  it("says what to install when it can neither find, fetch nor build one", () => {
    const { status, said } = choose(commands("usr", NO_NETWORK));

    expect(status).toBe(1);
    expect(said).toContain("engine: install pulumi 3.244 or newer, or Go 1.25 to build it\n");
  });
});

describe("the memory of the choice", () => {
  it("builds once for the same pins, and again when they change", () => {
    const path = commands("usr", { ...NO_NETWORK, ...GO });
    choose(path);
    expect(choose(path).directory).toBe(join(root, ".cache/engine"));
    expect(callsCounted()).toBe(1);

    writeFileSync(join(root, "toolchain/engine/go.sum"), "changed");
    choose(path);
    expect(callsCounted()).toBe(2);
  });

  it("builds again when the engine that it remembers is gone", () => {
    const path = commands("usr", { ...NO_NETWORK, ...GO });
    rmSync(join(choose(path).directory, "pulumi"));

    expect(existsSync(join(choose(path).directory, "pulumi"))).toBe(true);
  });

  it("asks an installed pulumi for its version only once", () => {
    const installed = commands("usr", {
      pulumi: 'echo v3.259.0; echo x >>"$COUNT"',
      "pulumi-language-nodejs": "",
    });
    choose(installed);

    expect(choose(installed).directory).toBe(installed);
    expect(callsCounted()).toBe(1);
  });

  it("forgets the build as soon as a good pulumi is installed", () => {
    const path = commands("usr", { ...NO_NETWORK, ...GO });
    choose(path);

    commands("usr", { pulumi: "echo v3.259.0", "pulumi-language-nodejs": "" });

    expect(choose(path).directory).toBe(path);
  });
});

/** A directory of shell scripts for PATH. */
function commands(name: string, scripts: Readonly<Record<string, string>>): string {
  const directory = join(root, name);
  mkdirSync(directory, { recursive: true });
  for (const [command, script] of Object.entries(scripts)) {
    writeFileSync(join(directory, command), `#!/bin/sh\n${script}\n`, { mode: 0o755 });
  }
  return directory;
}

function choose(...path: readonly string[]) {
  const { status, stdout, stderr } = spawnSync(join(root, "toolchain/engine.sh"), {
    env: { PATH: [...path, join(root, "tools")].join(delimiter), COUNT: join(root, "count") },
    encoding: "utf8",
  });
  return { status, directory: stdout.trim(), said: stderr };
}

function callsCounted(): number {
  const count = join(root, "count");
  return existsSync(count) ? readFileSync(count, "utf8").trim().split("\n").length : 0;
}
