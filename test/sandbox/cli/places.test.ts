import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync, utimesSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";

import { keepFile, readText, ROOT } from "../../../sandbox/cli/places";

let directory: string;

beforeEach(() => {
  directory = mkdtempSync(join(tmpdir(), "places-"));
});

afterEach(() => {
  rmSync(directory, { recursive: true });
});

it("finds the repository from its own place", () => {
  expect(ROOT).toBe(resolve("."));
});

describe("keeping a file", () => {
  it("makes its folders, its content and its mode, and leaves nothing else behind", () => {
    const file = join(directory, "a/b/script");
    keepFile(file, "old", 0o755);
    keepFile(file, "new", 0o755);

    expect(readFileSync(file, "utf8")).toBe("new");
    expect(statSync(file).mode & 0o777).toBe(0o755);
    expect(readdirSync(join(directory, "a/b"))).toEqual(["script"]);
  });

  it("does not touch a file that says so already", () => {
    const file = join(directory, "same");
    keepFile(file, "same");
    utimesSync(file, 0, 0);

    keepFile(file, "same");

    expect(statSync(file).mtimeMs).toBe(0);
  });
});

describe("reading a text", () => {
  it("tells a missing file from an unreadable one", () => {
    expect(readText(join(directory, "missing"))).toBeUndefined();
    expect(() => readText(directory)).toThrow("EISDIR");
  });
});
