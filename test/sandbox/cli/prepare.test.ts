import {
  appendFileSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

import { parse } from "yaml";

import type * as Prepare from "../../../sandbox/cli/prepare";

let directory: string;
let sandbox: string;
let asked: string[];
let prepare: typeof Prepare;

beforeEach(async () => {
  directory = mkdtempSync(join(tmpdir(), "prepare-"));
  sandbox = join(directory, "sandbox");
  asked = [];
  process.env["SANDBOX_DIR"] = sandbox;
  jest.resetModules();
  jest.doMock("../../../sandbox/cli/engine", () => ({ askEngine }));
  prepare = await import("../../../sandbox/cli/prepare");
});

afterEach(() => {
  delete process.env["SANDBOX_DIR"];
  rmSync(directory, { recursive: true });
});

describe("an unknown stack", () => {
  it("is refused before anything is created", async () => {
    await expect(stack("")).rejects.toThrow(
      `there is no stack dev: ${join(directory, "Pulumi.dev.yaml")} does not exist`,
    );
    expect(existsSync(sandbox)).toBe(false);
  });
});

describe("a new stack", () => {
  it("is created in a scratch directory, and its secrets are encrypted there", async () => {
    const file = await stack("config:\n  shop:password: { secure: v1:theirs }\n");

    expect(asked).toEqual([
      "stack init dev --no-select",
      "config set-all --stack dev --secret shop:password=dummy-5bbaaffe70ad29b1-secret",
    ]);
    expect(parse(readFileSync(file, "utf8"))).toEqual({
      config: { "shop:password": { secure: "v1:ours" } },
      encryptionsalt: "v1:salt",
    });
    expect(readdirSync(directory).sort()).toEqual(["Pulumi.dev.yaml", "sandbox"]);
  });

  it("asks the engine nothing the second time", async () => {
    await stack("config:\n  shop:password: { secure: v1:theirs }\n");
    asked = [];
    await stack("config:\n  shop:password: { secure: v1:theirs }\n  shop:more: 1\n");

    expect(asked).toEqual([]);
  });

  it("says what the engine says when it refuses", async () => {
    await expect(stack("config:\n  shop:refuse: { secure: v1:theirs }\n")).rejects.toThrow(
      "error: refused",
    );
  });
});

describe("the generated settings", () => {
  it("keep what `pulumi config set` wrote until the committed file changes", async () => {
    const file = await stack("config:\n  shop:a: 1\n");
    appendFileSync(file, "# set by hand\n");
    expect(readFileSync(await stack("config:\n  shop:a: 1\n"), "utf8")).toContain("by hand");

    expect(readFileSync(await stack("config:\n  shop:a: 2\n"), "utf8")).toBe(
      "config:\n  shop:a: 2\nencryptionsalt: v1:salt\n",
    );
  });
});

describe("the sandbox's home", () => {
  it("has every plugin under the exact version of its SDK, ready to execute", () => {
    prepare.prepareHome();

    const version = (name: string) =>
      (
        JSON.parse(readFileSync(`node_modules/@pulumi/${name}/package.json`, "utf8")) as {
          version: string;
        }
      ).version;
    const plugins = ["aws", "github", "kubernetes", "random"].map(
      (name) => `resource-${name}-v${version(name)}/pulumi-resource-${name}`,
    );
    for (const plugin of plugins) {
      const file = join(sandbox, "home/plugins", plugin);
      expect(readFileSync(file, "utf8")).toMatch(
        /^#!.*node\nrequire\(".*\.cache\/dist\/provider\.js"\);\n$/,
      );
      expect(statSync(file).mode & 0o111).toBe(0o111);
    }
    expect(readdirSync(join(sandbox, "home/plugins"))).toHaveLength(plugins.length);
  });

  it("has a kubeconfig with one context per environment", () => {
    prepare.prepareHome();

    const { contexts } = parse(readFileSync(join(sandbox, "config/kubeconfig"), "utf8")) as {
      readonly contexts: readonly { readonly name: string }[];
    };
    expect(contexts.map(({ name }) => name)).toEqual(["dev", "staging", "prod"]);
  });
});

/** Prepares the stack `dev` of a project whose committed file says this; an empty text is no file. */
function stack(committed: string): Promise<string> {
  const file = join(directory, "Pulumi.dev.yaml");
  if (committed !== "") writeFileSync(file, committed);
  return prepare.prepareStack({ name: "shop", directory }, "dev", file);
}

/** Writes what the real engine would write. */
function askEngine(args: readonly string[], cwd: string) {
  asked.push(args.join(" "));
  const vault = join(cwd, "Pulumi.dev.yaml");
  if (args[0] === "stack") {
    const stacks = join(sandbox, "state/.pulumi/stacks/shop");
    mkdirSync(stacks, { recursive: true });
    writeFileSync(join(stacks, "dev.json"), "{}");
    writeFileSync(vault, "encryptionsalt: v1:salt\n");
  } else {
    appendFileSync(vault, "config:\n  shop:password:\n    secure: v1:ours\n");
  }
  return { ok: !args.join().includes("refuse"), output: "", complaint: "error: refused" };
}
