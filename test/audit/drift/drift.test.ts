import { drift } from "../../../audit/drift/drift";
import type { Run } from "../../../audit/pulumi";
import { STATE_WITH_SECRET } from "../../support/state-with-secret";

const DATABASE = "urn:pulumi:prod::platform::aws:rds/instance:Instance::orders";
const inputs = (backupRetentionPeriod: number, rest: object = {}) => ({
  inputs: { backupRetentionPeriod, ...rest },
});
const changed = (path: string, inputDiff = true) => ({
  detailedDiff: { [path]: { kind: "update", inputDiff } },
});
const looked = (...steps: readonly object[]) => ({
  stdout: JSON.stringify({ steps: [CLEAN, ...steps] }),
});
const CLEAN = {
  op: "refresh",
  urn: "urn:pulumi:prod::platform::a:b:C::x",
  oldState: {},
  detailedDiff: null,
};
const RETENTION = {
  ...{ op: "update", urn: DATABASE, oldState: inputs(30), newState: inputs(1) },
  ...changed("backupRetentionPeriod"),
};
const GONE = { op: "delete", urn: DATABASE, oldState: inputs(30), detailedDiff: null };

describe("drift", () => {
  it("is none where state and cloud agree; then nobody asks what the program is about to change", async () => {
    const asked: string[] = [];
    const { code, stdout } = await check({}, asked);

    expect(stdout).toBe("no drift — prod: 1 looked at\n");
    expect(code).toBe(0);
    expect(asked).toEqual(["stack export", "config --show-secrets", "refresh --preview-only"]);
  });

  it("is told with old and new, and with what is kept less safely", async () => {
    const { code, stdout, files } = await check({ refresh: looked(RETENTION) });

    expect(stdout).toBe(
      "DRIFT — prod: 1 changed, 2 looked at, 1 kept less safely\n" +
        "changed  aws:rds/instance:Instance  orders  — backupRetentionPeriod (30 → 1), " +
        "as it is, it would go back fewer days (backupRetentionPeriod 30 → 1)\n",
    );
    expect(code).toBe(7);
    expect(files["drift.md"]).toContain("### DRIFT — prod&#58; 1 changed");
    expect(JSON.parse(files["drift.json"] ?? "")).toMatchObject({ stack: "prod", looked: 2 });
  });

  it("is worst where something is gone", async () => {
    const { code, stdout } = await check({
      refresh: looked(RETENTION, { ...GONE, urn: `${DATABASE}-2` }),
    });

    expect(stdout).toMatch(/^DRIFT — prod: 1 gone, 1 changed, 3 looked at/);
    expect(stdout).toMatch(/\ngone {2}aws:rds\/instance:Instance {2}orders-2\n/);
    expect(code).toBe(7);
  });

  it("conflicts where the program is about to change the same property, and only there", async () => {
    const pending = (path: string) =>
      looked({ ...RETENTION, newState: inputs(35, { engineVersion: "17" }), ...changed(path) });
    const same = await check({
      refresh: looked(RETENTION),
      preview: pending("backupRetentionPeriod"),
    });
    const other = await check({ refresh: looked(RETENTION), preview: pending("engineVersion") });

    expect(same.stdout).toContain(
      "CONFLICT: the program is about to change backupRetentionPeriod too",
    );
    expect(other.stdout).not.toContain("CONFLICT");
  });

  it("is none where only what the cloud computes has changed, which is told all the same", async () => {
    const computed = {
      ...RETENTION,
      ...{ oldState: { outputs: { status: "a" } }, newState: { inputs: { status: "b" } } },
      ...changed("status", false),
    };
    const { code, stdout } = await check({ refresh: looked(computed) });

    expect(stdout).toMatch(/^no drift — prod: 1 computed, 2 looked at\ncomputed /);
    expect(code).toBe(0);
  });

  it.each<[string, Readonly<Record<string, Partial<Run>>>]>([
    [
      "the check failed",
      { refresh: { code: 255, stdout: '{"diagnostics":[{"message":"from-state: no access"}]}' } },
    ],
    ["drift was expected of nothing", { refresh: { code: 7, stdout: "{}" } }],
    ["nothing was looked at", { refresh: { stdout: "{}" } }],
    ["the secrets cannot be read", { state: { code: 6, stderr: "incorrect passphrase" } }],
  ])("is not known, neither clean nor drifted, where %s", async (_title, answers) => {
    const { code, stdout, stderr, files } = await check(answers);

    expect(code).toBe(1);
    expect(`${stdout}${stderr}`).toMatch(
      /^(?:NOT KNOWN — prod|the stack's secrets cannot be read)/,
    );
    expect(`${stdout}${stderr}`).not.toContain("from-state");
    expect(files).toEqual({});
  });

  it("says where what the program is about to change is not known", async () => {
    const { code, files } = await check({ refresh: looked(RETENTION), preview: { code: 255 } });

    expect(files["drift.md"]).toContain("is not known: its preview failed");
    expect(code).toBe(7);
  });

  it("ALL-2 shows no secret, also where somebody has put one into the open", async () => {
    const leaked = {
      ...RETENTION,
      newState: inputs(1, { note: "x=from-state;" }),
      ...changed("note"),
    };
    const { stdout, files } = await check({ refresh: looked(leaked) });

    expect(stdout).toContain('note (none → "x=[secret];")');
    expect(Object.values(files).join()).not.toContain("from-state");
  });
});

const GOOD: Readonly<Record<string, string>> = {
  state: STATE_WITH_SECRET,
  config: "{}",
  refresh: looked().stdout,
  preview: looked().stdout,
};

/** Checks against a `pulumi` that answers well, but for what is given. */
function check(answers: Readonly<Record<string, Partial<Run>>>, asked: string[] = []) {
  return drift("prod", [], (args) => {
    asked.push(args.slice(0, 2).join(" "));
    const which = args[0] === "stack" ? "state" : (args[0] ?? "");
    return Promise.resolve({ code: 0, stdout: GOOD[which] ?? "", stderr: "", ...answers[which] });
  });
}
