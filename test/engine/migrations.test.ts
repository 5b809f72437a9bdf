import { artifactId } from "../../config/artifact";
import { Lab } from "../support/lab";

const digest = (n: number) => `sha256:${String(n).padStart(64, "0")}`;
const OLD = { images: { appos: digest(1) }, schemaHead: "0001" };
const LIKE = { images: { appos: digest(6) }, schemaHead: "0001" };
const NEW = { images: { appos: digest(7) }, schemaHead: "0002" };
const migrations = [{ id: "0003", operations: ["add_column", "drop_column"] }];
const RISKY = { images: { appos: digest(8) }, schemaHead: "0003", migrations };
const [old, like, next, risky] = [OLD, LIKE, NEW, RISKY].map(artifactId) as [
  ...[string, string],
  ...[string, string],
];
const KEPT = { [old]: OLD, [like]: LIKE, [next]: NEW, [risky]: RISKY };

describe("AppOS in staging, which dumps and migrates for a new schema alone", () => {
  const lab = new Lab();
  const file = (active: string, feature: string, ...excepted: string[]) =>
    lab.appos("staging", (settings) => {
      const { appos } = settings.applications;
      const release = { artifacts: KEPT, active, variables: { FEATURE: feature } };
      Object.assign(appos ?? {}, { backupBeforeDeploy: true, ...release });
      const why = { reason: "the schema fits, as tried", ticket: "OPS-9", expires: "2999-01-01" };
      settings["waivers"] = excepted.map((subject) => ({ kind: "rule", subject, ...why }));
    });
  const up = (...of: Parameters<typeof file>) =>
    lab.pulumi("up", "--yes", "--skip-preview", ...file(...of));
  const changes = async (...of: Parameters<typeof file>) =>
    (await lab.pulumi("preview", "--expect-no-changes", ...file(...of))).code;
  /** Jobs of these two roles that exist, by role and rollout. */
  const gates = () =>
    [
      ...new Set(
        lab
          .made()
          .flatMap((line) => /\bappos-(backup|migrate)-[0-9a-f]{12}\b/.exec(line)?.[0] ?? []),
      ),
    ].sort();
  const of = (rollout: string) => [`appos-backup-${rollout}`, `appos-migrate-${rollout}`];
  const serving = async () => {
    const { stdout } = await lab.pulumi("stack", "output", "--json", "--stack", "staging");
    const { artifact, rollout } = (JSON.parse(stdout) as Outputs).applications.appos;
    return [artifact, rollout] as const;
  };
  let first = "";
  beforeAll(async () => {
    await up(old, "one");
    [, first] = await serving();
  });
  afterAll(() => {
    lab.remove();
  });

  it("migrates before its first release, and once", async () => {
    expect(gates()).toEqual(of(first));
    expect(await changes(old, "one")).toBe(0);
  });

  it.each([
    ["configuration", old, "two"],
    ["image", like, "two"],
  ])("neither dumps nor migrates for another %s", async (_title, active, feature) => {
    const { code, text } = await up(active, feature);

    expect(code).toBe(0);
    expect(text).not.toMatch(/appos-(backup|migrate)-[0-9a-f]{12} creat/);
    expect(gates()).toEqual([]);
    expect((await serving())[0]).toBe(active);
  });

  it("APP-40 stops a release whose migration fails, and goes back without one", async () => {
    const fault = ["--type", "Job", "--name", "appos-migrate-*", "--mode", "notReady"];
    lab.sandbox("fault", "add", ...fault, "--times", "1");
    expect((await up(next, "two")).text).toContain("failed to become ready");
    expect((await serving())[0]).toBe(like);

    expect((await up(like, "two")).code).toBe(0);
    expect(gates()).toEqual([]);
  });

  it("migrates to a new head of the schema, and once", async () => {
    expect((await up(next, "two")).code).toBe(0);

    const [artifact, rollout] = await serving();
    expect(artifact).toBe(next);
    expect(gates()).toEqual(of(rollout));
    expect(await changes(next, "two")).toBe(0);
  });

  it("refuses to go back while the schema is ahead, until a person says that it fits", async () => {
    const { code, text } = await lab.pulumi("preview", ...file(like, "two"));

    expect(text).toContain(
      `the schema is at 0002, and ${like} knows 0001: ` +
        "restore the database to before it went there and promote that (docs/runbook.md); " +
        `once it fits, add a waiver of kind rule with subject appos.schema; got ${like}\n`,
    );
    expect(text).toContain("→ at applications.appos.active");
    expect(text).toMatch(/Resources:\n +1 unchanged\n +1 errored\n/); // nothing but the stack itself
    expect(code).not.toBe(0);
  });

  it("goes back under a waiver without touching the database", async () => {
    const { code, text } = await up(like, "two", "appos.schema");

    expect(code).toBe(0);
    expect(text).not.toMatch(/appos-(backup|migrate)-[0-9a-f]{12} creat/);
    expect(gates()).toEqual([]);
    expect((await serving())[0]).toBe(like);
    expect(await changes(like, "two")).toBe(0);
  });

  it("refuses a migration that may lose data, unless somebody has read it", async () => {
    const { text } = await lab.pulumi("preview", ...file(risky, "two"));
    expect(text).toContain(
      "it runs migrations that may lose data: read them, then add a waiver of kind rule " +
        `with subject ${risky}.migrations; got 0003 (drop_column)\n`,
    );

    expect((await up(risky, "two", `${risky}.migrations`)).code).toBe(0);
  });
});

interface Outputs {
  readonly applications: {
    readonly appos: { readonly artifact: string; readonly rollout: string };
  };
}
