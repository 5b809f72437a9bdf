import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

import { buildSchemas, loadSchema } from "../../../sandbox/schema/build";
import { version } from "@pulumi/random/package.json";

const FIXTURES = join(__dirname, "../../fixtures/sdk");

describe("schemas on disk", () => {
  let cacheDir: string;
  beforeEach(() => (cacheDir = mkdtempSync(join(tmpdir(), "schema-"))));
  afterEach(() => {
    rmSync(cacheDir, { recursive: true });
  });

  it("are named after package and version, and nothing else is left behind", async () => {
    await buildSchemas(["tiny"], FIXTURES, cacheDir);

    expect(readdirSync(join(cacheDir, "schema"))).toEqual(["tiny-1.2.3.json"]);
  });

  it("are built anew on request", async () => {
    await buildSchemas(["tiny"], FIXTURES, cacheDir);
    const file = join(cacheDir, "schema/tiny-1.2.3.json");
    writeFileSync(file, "{}");

    await buildSchemas(["tiny"], FIXTURES, cacheDir);

    expect(JSON.parse(readFileSync(file, "utf8"))).toHaveProperty("package", "tiny");
  });

  it("are built when somebody loads one that is absent", async () => {
    const schema = await loadSchema("random", cacheDir);

    expect(Object.keys(schema.resources)).toContain("random:index/randomPassword:RandomPassword");
    expect(readdirSync(join(cacheDir, "schema"))).toEqual([`random-${version}.json`]);
  });

  it("are loaded without the compiler", async () => {
    mkdirSync(join(cacheDir, "schema"));
    writeFileSync(join(cacheDir, "schema", `random-${version}.json`), '{"package":"cached"}');
    jest.resetModules();
    jest.doMock("typescript", () => {
      throw new Error("the compiler was loaded");
    });

    const { loadSchema } = await import("../../../sandbox/schema/build");

    expect(await loadSchema("random", cacheDir)).toEqual({ package: "cached" });
  });
});
