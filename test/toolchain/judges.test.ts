import { execFileSync, spawnSync } from "node:child_process";
import {
  appendFileSync,
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
import { join } from "node:path";

/** Stand-ins that leave a mark; the real tools take half a minute. */
const GO =
  'while [ "$1" != -o ]; do shift; done; touch "$2kubeconform" "$2kube-score"; echo x >>"$COUNT"';
const NODE = 'mkdir "$3" && touch "$3/deployment-apps-v1.json"';
/** All else that the script may take from the machine. */
const TOOLS = ["bash", "cat", "cksum", "dirname", "mkdir", "mktemp", "mv", "rm", "touch"];

let root: string;

beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), "judges-"));
  for (const part of ["judges.sh", "judges", "schemas"]) {
    cpSync(join("toolchain", part), join(root, "toolchain", part), { recursive: true });
  }
  mkdirSync(join(root, "tools"));
  for (const name of TOOLS) {
    const found = execFileSync("which", [name], { encoding: "utf8" }).trim();
    symlinkSync(found, join(root, "tools", name));
  }
  tool("go", GO);
  tool("node", NODE);
});

afterEach(() => {
  rmSync(root, { recursive: true });
});

describe("the directory of the judges", () => {
  it("holds both judges and the schemas", () => {
    const { directory } = build();

    expect(directory).toBe(join(root, ".cache/judges"));
    expect(readdirSync(directory).sort()).toEqual([
      "built",
      "kube-score",
      "kubeconform",
      "schemas",
    ]);
  });

  it.each(["judges/go.sum", "schemas/go.sum", "schemas/target-group-binding.yaml", "judges.sh"])(
    "is filled once, and again when %s changes",
    (file) => {
      build();
      expect(build()).toMatchObject({ directory: join(root, ".cache/judges"), said: "" });
      expect(builds()).toBe(1);

      appendFileSync(join(root, "toolchain", file), "\n");
      build();
      expect(builds()).toBe(2);
    },
  );

  it("keeps nothing of a build that failed half-way", () => {
    tool("node", "exit 1");

    expect(build().status).toBe(1);
    expect(readdirSync(join(root, ".cache"))).toEqual([]);
  });

  it("is missing with a clear line where there is no Go", () => {
    rmSync(join(root, "tools/go"));

    expect(build()).toMatchObject({
      status: 1,
      said: "judges: install Go 1.25 or newer to build kubeconform and kube-score\n",
    });
  });
});

function tool(name: string, script: string): void {
  writeFileSync(join(root, "tools", name), `#!/bin/sh\n${script}\n`, { mode: 0o755 });
}

function build() {
  const { status, stdout, stderr } = spawnSync(join(root, "toolchain/judges.sh"), {
    env: { PATH: join(root, "tools"), COUNT: join(root, "count") },
    encoding: "utf8",
  });
  return { status, directory: stdout.trim(), said: stderr };
}

function builds(): number {
  const count = join(root, "count");
  return existsSync(count) ? readFileSync(count, "utf8").trim().split("\n").length : 0;
}
