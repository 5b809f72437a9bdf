import { existsSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";

import { Workshop } from "./workshop";

/** All that the script may take from the machine; everything else on its PATH is made up here. */
const TOOLS = ["bash", "cat", "chmod", "cksum", "dirname", "ls", "mkdir", "mktemp", "mv", "rm"];
const NO_NETWORK = { npx: "exit 1" };
const GO = {
  go: 'while [ "$1" != -o ]; do shift; done; echo built >"$2"; chmod +x "$2"; echo x >>"$COUNT"',
};

let shop: Workshop;

beforeEach(() => {
  shop = new Workshop(["engine.sh", "engine/go.mod", "engine/go.sum"], TOOLS);
});

afterEach(() => {
  shop.remove();
});

describe("the choice of the engine", () => {
  it("takes a recent pulumi that brings its own Node host, and builds nothing", () => {
    const installed = shop.commands("usr", {
      pulumi: "echo v3.244.0",
      "pulumi-language-nodejs": "",
    });

    expect(choose(installed)).toMatchObject({ directory: installed, said: "" });
  });

  it.each([
    ["is too old", { pulumi: "echo v3.243.9", "pulumi-language-nodejs": "" }],
    ["has no Node host", { pulumi: "echo v3.259.0" }],
    ["does not run", { pulumi: "exit 1", "pulumi-language-nodejs": "" }],
  ])("passes over a pulumi that %s", (_, found) => {
    const path = shop.commands("usr", { ...found, ...NO_NETWORK, ...GO });

    expect(choose(path).directory).toBe(shop.path(".cache/engine"));
  });

  it("never takes the sandbox's own pulumi for an engine", () => {
    const wrapper = shop.commands("sandbox/bin", {
      pulumi: "echo v3.259.0",
      "pulumi-language-nodejs": "",
    });

    const { directory } = choose(wrapper, shop.commands("usr", { ...NO_NETWORK, ...GO }));

    expect(directory).toBe(shop.path(".cache/engine"));
  });

  it("downloads the pinned version where the official package can fetch it", () => {
    const npx =
      'bin=$PULUMI_HOME/versions/3.259.0/bin; mkdir -p "$bin"; echo "$*" >"$bin/pulumi"; chmod +x "$bin/pulumi"';

    const { directory, said } = choose(shop.commands("usr", { npx, ...GO }));

    expect(directory).toBe(shop.path(".cache/engine/pulumi-3.259.0"));
    expect(said).toContain("official download of pulumi 3.259.0");
    expect(readFileSync(join(directory, "pulumi"), "utf8")).toBe("--yes pulumi@3.259.0 version\n");
  });

  it("builds when the download fails half-way, and leaves nothing of it behind", () => {
    const { directory } = choose(
      shop.commands("usr", { npx: 'mkdir "$PULUMI_HOME/versions"; exit 1', ...GO }),
    );

    expect(directory).toBe(shop.path(".cache/engine"));
    expect(readdirSync(directory).sort()).toEqual([
      "built",
      "chosen",
      "pulumi",
      "pulumi-language-nodejs",
    ]);
  });

  it("puts a Node host beside the engine that it builds", () => {
    const { directory } = choose(shop.commands("usr", { ...NO_NETWORK, ...GO }));

    expect(readFileSync(join(directory, "pulumi-language-nodejs"), "utf8")).toBe(
      '#!/usr/bin/env node\nrequire("../dist/host.js");\n',
    );
  });

  it("says what to install when it can neither find, fetch nor build one", () => {
    const { status, said } = choose(shop.commands("usr", NO_NETWORK));

    expect(status).toBe(1);
    expect(said).toContain("engine: install pulumi 3.244 or newer, or Go 1.25 to build it\n");
  });
});

describe("the memory of the choice", () => {
  it("builds once for the same pins, and again when they change", () => {
    const path = shop.commands("usr", { ...NO_NETWORK, ...GO });
    choose(path);
    expect(choose(path).directory).toBe(shop.path(".cache/engine"));
    expect(shop.calls()).toBe(1);

    writeFileSync(shop.path("toolchain/engine/go.sum"), "changed");
    choose(path);
    expect(shop.calls()).toBe(2);
  });

  it("builds again when the engine that it remembers is gone", () => {
    const path = shop.commands("usr", { ...NO_NETWORK, ...GO });
    rmSync(join(choose(path).directory, "pulumi"));

    expect(existsSync(join(choose(path).directory, "pulumi"))).toBe(true);
  });

  it("asks an installed pulumi for its version only once", () => {
    const installed = shop.commands("usr", {
      pulumi: 'echo v3.259.0; echo x >>"$COUNT"',
      "pulumi-language-nodejs": "",
    });
    choose(installed);

    expect(choose(installed).directory).toBe(installed);
    expect(shop.calls()).toBe(1);
  });

  it("forgets the build as soon as a good pulumi is installed", () => {
    const path = shop.commands("usr", { ...NO_NETWORK, ...GO });
    choose(path);

    shop.commands("usr", { pulumi: "echo v3.259.0", "pulumi-language-nodejs": "" });

    expect(choose(path).directory).toBe(path);
  });
});

function choose(...path: readonly string[]) {
  return shop.run("engine.sh", ...path);
}
