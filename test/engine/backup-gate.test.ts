import { Lab } from "../support/lab";

describe("a dump before a release", () => {
  const lab = new Lab();
  const up = (feature: string) =>
    lab.pulumi(
      ...["up", "--yes", "--skip-preview"],
      ...lab.appos("staging", ({ applications: { appos } }) =>
        Object.assign(appos ?? {}, {
          ...{ backupBeforeDeploy: true, migrations: "always" },
          variables: { FEATURE: feature },
        }),
      ),
    );
  /** Rollouts that have a Job of this role. */
  const jobs = (role: string) => [
    ...new Set(
      lab
        .made()
        .flatMap((line) => new RegExp(`\\bappos-${role}-([0-9a-f]{12})\\b`).exec(line)?.[1] ?? []),
    ),
  ];
  const serving = async () => {
    const { stdout } = await lab.pulumi("stack", "output", "--json", "--stack", "staging");
    return (JSON.parse(stdout) as Outputs).applications.appos.rollout;
  };
  let first = "";
  beforeAll(() => {
    // Whatever does not wait for a dump begins while it is made.
    lab.sandbox("latency", "Job", "1500");
  });
  afterAll(() => {
    lab.remove();
  });

  it("APP-17 comes before the first migration, and is made once", async () => {
    const { code, text } = await up("one");
    first = await serving();

    expect(code).toBe(0);
    expect(jobs("backup")).toEqual([first]);
    const [dumped, migrating] = [
      `appos-backup-${first} created`,
      `appos-migrate-${first} creating`,
    ];
    expect(text.indexOf(dumped)).toBeGreaterThan(0);
    expect(text.indexOf(migrating)).toBeGreaterThan(text.indexOf(dumped));
    expect((await up("one")).text).not.toContain("appos-backup");
  });

  it("APP-17 stops the release when it fails: nothing is migrated, and the old one serves", async () => {
    const fault = ["--type", "Job", "--name", "appos-backup-*", "--mode", "notReady"];
    lab.sandbox("fault", "add", ...fault, "--times", "1");

    const failed = await up("two");
    expect(failed.code).not.toBe(0);
    expect(failed.text).toMatch(/"appos-backup-[0-9a-f]{12}" exists, but failed to become ready/);
    expect(jobs("backup")).toHaveLength(2);
    expect(jobs("migrate")).toEqual([first]);
    expect(await serving()).toBe(first);
  });

  it("never blocks the way back, and is tried again with its release", async () => {
    const back = await up("one");
    expect(back.code).toBe(0);
    expect(jobs("backup")).toEqual([first]);

    const again = await up("two");
    expect(again.code).toBe(0);
    expect(await serving()).not.toBe(first);
    expect(jobs("migrate")).toEqual([await serving()]);
  });
});

interface Outputs {
  readonly applications: { readonly appos: { readonly rollout: string } };
}
