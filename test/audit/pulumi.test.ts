import { chmodSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";

import { pulumi } from "../../audit/pulumi";

describe("pulumi", () => {
  let folder: string;
  const PATH = process.env["PATH"] ?? "";

  beforeEach(() => {
    folder = mkdtempSync(path.join(tmpdir(), "pulumi-"));
    process.env["PATH"] = folder + path.delimiter + PATH;
  });
  afterEach(() => {
    process.env["PATH"] = PATH;
    rmSync(folder, { recursive: true });
  });

  it("is the one of the PATH, gets its arguments as they are, and can ask nothing", async () => {
    const executable = path.join(folder, "pulumi");
    writeFileSync(
      executable,
      '#!/bin/sh\nread answer\necho "$# $2 $PULUMI_ENABLE_STREAMING_JSON_PREVIEW$answer"\necho no >&2\nexit 7\n',
    );
    chmodSync(executable, 0o755);

    expect(await pulumi(["preview", "a b; $HOME"])).toEqual({
      code: 7,
      stdout: "2 a b; $HOME false\n",
      stderr: "no\n",
    });
  });

  it("fails clearly when there is none", async () => {
    process.env["PATH"] = folder;

    await expect(pulumi([])).rejects.toThrow("spawn pulumi ENOENT");
  });
});
