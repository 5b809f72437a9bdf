import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";

import { ROOT } from "../support/lab";
import { WORKFLOWS } from "../support/workflows";

const TOOLCHAIN = join(ROOT, "toolchain");

describe("the job that runs all that a change must pass", () => {
  it("has a Go that builds every tool", () => {
    const steps = WORKFLOWS.get("pull-request.yml")?.jobs["test"]?.steps ?? [];
    const file = steps.map((step) => step.with["go-version-file"]).find(Boolean);
    const wanted = readdirSync(TOOLCHAIN, { recursive: true })
      .map(String)
      .filter((path) => path.endsWith("go.mod"))
      .map((path) => versionIn(join(TOOLCHAIN, path)));

    expect(steps.map(({ run }) => run)).toContain(".ci/run");
    expect(wanted.length).toBeGreaterThan(4);
    expect(versionIn(join(ROOT, String(file)))).toBe(wanted.sort().at(-1));
  });
});

/** `1.26.0` of `go 1.26.0`; all minor versions here have two digits. */
function versionIn(file: string): string {
  return /^go (\S+)$/m.exec(readFileSync(file, "utf8"))?.[1] ?? "";
}
