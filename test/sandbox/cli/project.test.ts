import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

import { findProject } from "../../../sandbox/cli/project";

let directory: string;

beforeEach(() => {
  directory = mkdtempSync(join(tmpdir(), "project-"));
});

afterEach(() => {
  rmSync(directory, { recursive: true });
});

it.each(["name: shop\nruntime: nodejs\n", '# ours\nruntime: nodejs\nname: "shop" # short\n'])(
  "reads the name from %j",
  (text) => {
    writeFileSync(join(directory, "Pulumi.yaml"), text);

    expect(findProject(directory)).toEqual({ name: "shop", directory });
  },
);

it("finds the project above the folder that one stands in", () => {
  writeFileSync(join(directory, "Pulumi.yaml"), "name: shop\n");
  mkdirSync(join(directory, "a/b"), { recursive: true });

  expect(findProject(join(directory, "a/b"))).toEqual({ name: "shop", directory });
});

it("finds nothing where there is no project", () => {
  expect(findProject(directory)).toBeUndefined();
});
