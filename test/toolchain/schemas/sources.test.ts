import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

import { fetched, type GoMod } from "../../../toolchain/schemas/sources";

const ANSWERS: Readonly<Record<string, object>> = {
  "edit -json": { Require: [{ Path: "example.test/api", Version: "v1.2.3" }] },
  "download -json example.test/api@v1.2.3": { Dir: "/cache/api@v1.2.3", Sum: "h1:abc=" },
};
const goMod: GoMod = (_directory, ...args) => ANSWERS[args.join(" ")];

let directory: string;

beforeEach(() => {
  directory = mkdtempSync(join(tmpdir(), "sources-"));
});

afterEach(() => {
  rmSync(directory, { recursive: true });
});

describe("a module that is only read", () => {
  it("comes in the version that go.mod pins", () => {
    writeFileSync(join(directory, "go.sum"), "example.test/api v1.2.3 h1:abc=\n");

    expect(fetched(directory, "example.test/api", goMod)).toBe("/cache/api@v1.2.3");
  });

  it.each(["example.test/api v1.2.3 h1:abd=\n", "example.test/api v1.2.2 h1:abc=\n", ""])(
    "is refused where go.sum says %j",
    (sums) => {
      writeFileSync(join(directory, "go.sum"), sums);

      expect(() => fetched(directory, "example.test/api", goMod)).toThrow(
        "go.sum does not know example.test/api v1.2.3 h1:abc=",
      );
    },
  );

  it("is refused where go.mod does not pin it", () => {
    expect(() => fetched(directory, "example.test/other", goMod)).toThrow(
      "go.mod does not pin example.test/other",
    );
  });
});
