import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

import { ask } from "./verdict";

let directory: string;

beforeEach(() => {
  directory = mkdtempSync(join(tmpdir(), "verdict-"));
});

afterEach(() => {
  rmSync(directory, { recursive: true });
});

describe("a question to a judge", () => {
  it("hands over every manifest and returns the answer", () => {
    judge("grep -c kind");

    expect(questioned()).toBe(2);
  });

  it.each([
    ["missing", undefined, "kube-score is not built: run `make test`, which builds it"],
    ["silent", "echo broken >&2", "kube-score said nothing but: broken"],
    ["contradicting itself", "echo 2; exit 1", "kube-score ended with 1"],
    ["killed", "echo 2; kill -9 $$", "kube-score ended with null"],
  ])("fails when the judge is %s", (_, script, message) => {
    if (script !== undefined) judge(script);

    expect(questioned).toThrow(message);
  });
});

function judge(script: string): void {
  writeFileSync(join(directory, "kube-score"), `#!/bin/sh\n${script}\n`, { mode: 0o755 });
}

function questioned(): unknown {
  const manifests = ["Secret", "Service"].map((kind) => ({ apiVersion: "v1", kind }));
  return ask<number>("kube-score", directory, [], manifests, (answer) => answer !== 2);
}
