import { Lab } from "../support/lab";

const INSTANCE = ["aws:rds/instance:Instance", "appos-postgres"] as const;

describe("drift made behind the engine's back", () => {
  const lab = new Lab();
  const staging = lab.appos("staging");
  beforeAll(async () => {
    await lab.pulumi("up", "--yes", "--skip-preview", ...staging);
  });
  afterAll(() => {
    lab.remove();
  });

  it("is shown by refresh, with the old and the new value, and repaired by up", async () => {
    lab.sandbox("cloud", "set", ...INSTANCE, "backupRetentionPeriod", "1");

    const shown = await lab.pulumi(
      ...["refresh", "--preview-only", "--expect-no-changes", "--diff", ...staging],
    );
    expect(shown.text).toMatch(/backupRetentionPeriod\s*: 7 => 1/);
    expect(shown.code).toBe(7);

    const told = await lab.audit("drift", "--stack", "staging", "--", ...staging.slice(2));
    expect(told.stdout).toMatch(/^DRIFT — staging: 1 changed, \d+ looked at, 1 kept less safely\n/);
    expect(told.stdout).toMatch(
      /\nchanged .* appos-postgres-instance {2}— backupRetentionPeriod \(7 → 1\)/,
    );
    expect(told.code).toBe(7);

    const repaired = await lab.pulumi("up", "--yes", "--skip-preview", "--refresh", ...staging);
    expect(repaired.code).toBe(0);
    const clean = await lab.audit("drift", "--stack", "staging", "--", ...staging.slice(2));
    expect(clean.stdout).toMatch(/^no drift — staging: \d+ looked at\n$/);
    expect(clean.code).toBe(0);
    expect(JSON.parse(lab.sandbox("cloud", "show", ...INSTANCE))).toMatchObject({
      inputs: { backupRetentionPeriod: 7 },
    });
  });

  it("is repaired when the thing itself is gone", async () => {
    lab.sandbox("cloud", "rm", "kubernetes:core/v1:Service", "appos");

    const repaired = await lab.pulumi("up", "--yes", "--skip-preview", "--refresh", ...staging);

    expect(repaired.text).toMatch(/\+\s+1 created/);
    expect(repaired.code).toBe(0);
    expect(lab.made().filter((line) => /core\/v1:Service\tappos\t/.test(line))).toHaveLength(1);
  });
});
