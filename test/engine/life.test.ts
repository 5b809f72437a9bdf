import { execFileSync } from "node:child_process";

import { Lab, ROOT } from "../support/lab";
import { proven } from "../support/proof";

const STACKS = ["dev", "staging", "prod"] as const;

describe.each(STACKS)("the life of %s", (stack) => {
  const lab = new Lab();
  beforeAll(async () => {
    if (stack === "prod") await proven(lab);
  });
  afterAll(() => {
    lab.remove();
  });

  it("comes up, tells its outputs, and leaves the checkout alone", async () => {
    const before = status();
    const up = await lab.pulumi("up", "--yes", "--skip-preview", "--stack", stack);
    expect(up.text).toContain("Outputs:");
    expect(up.text).not.toMatch(
      /warning: (?!.* (credentials have served for|was never rehearsed))/,
    );
    expect(up.code).toBe(0);

    const outputs = await lab.pulumi("stack", "output", "--json", "--stack", stack);
    expect(JSON.parse(outputs.stdout)).toMatchObject({
      environment: stack,
      applications: { appos: { artifact: "e57209b12c69", namespace: stack } },
    });
    expect(status()).toBe(before);
  });

  it("has nothing left to do", async () => {
    const preview = await lab.pulumi("preview", "--expect-no-changes", "--stack", stack);

    expect(preview.text).not.toContain("error:");
    expect(preview.code).toBe(0);
  });

  it("is what the cloud holds", async () => {
    const refresh = await lab.pulumi(
      ...["refresh", "--preview-only", "--expect-no-changes", "--stack", stack],
    );

    expect(refresh.text).not.toContain("error:");
    expect(refresh.code).toBe(0);
  });

  it("LOS-90 is what GitHub enforces, to the last environment, rule and secret", async () => {
    const { code, stdout } = await lab.readBack(["--stack", stack]);

    expect(stdout).toMatch(/^holds — GitHub and \w+: 0 differ, 0 cannot be seen, \d+ hold\n/);
    expect(code).toBe(0);
  });

  it(
    stack === "dev" ? "goes away whole" : "ALL-4 refuses to go away, naming what it protects",
    async () => {
      const before = lab.made();
      const { code, text } = await lab.pulumi("destroy", "--yes", "--stack", stack);

      if (stack === "dev") {
        // KMS deletes a key after its waiting period only.
        expect(lab.made().map((line) => line.replace(/\S+ \(ends .*/, "ends"))).toEqual([
          "aws/111111111111/eu-central-1\taws:kms/key:Key\tdata-key\tends",
        ]);
        expect(code).toBe(0);
      } else {
        for (const name of ["appos-postgres-instance", "appos-redis-group", "data-key"]) {
          expect(text).toContain(name);
        }
        expect(lab.made()).toEqual(before);
        expect(code).not.toBe(0);
      }
    },
  );
});

function status(): string {
  return execFileSync("git", ["status", "--porcelain"], { cwd: ROOT, encoding: "utf8" });
}
