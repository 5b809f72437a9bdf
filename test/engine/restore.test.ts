import { Lab, type Settings } from "../support/lab";
import { proven } from "../support/proof";

/** Recovery reaches back from five minutes ago. */
const POINT = new Date(Date.now() - 3_600_000).toISOString().replace(/\.\d+/, "");
const original = { version: "16", from: "nothing", mode: "readWrite" };
const frozen = { ...original, mode: "readOnly" };
const r1 = { version: "16", from: { instance: "original", pointInTime: POINT }, mode: "readWrite" };
const UP = ["up", "--yes", "--skip-preview"];

describe("a restore", () => {
  const lab = new Lab();
  const staging = (live: string, instances: object) =>
    lab.appos("staging", into("appos", live, instances));
  const database = (name: string) =>
    JSON.parse(lab.sandbox("cloud", "show", "*rds/instance*", name)) as {
      inputs: Record<string, unknown>;
    };
  const outputs = async () => {
    const { stdout } = await lab.pulumi("stack", "output", "--json", "--stack", "staging");
    return (JSON.parse(stdout) as { applications: { appos: Outputs } }).applications.appos;
  };
  const refused = async (words: string, live: string, instances: object) => {
    const { code, text } = await lab.pulumi("preview", ...staging(live, instances));
    expect(text.replace(/\s+/g, " ")).toContain(words);
    expect(code).not.toBe(0);
  };
  const succeeds = async (live: string, instances: object) => {
    const { code, text } = await lab.pulumi(...UP, ...staging(live, instances));
    expect(text).not.toContain("error:");
    expect(code).toBe(0);
    return text;
  };
  let first: Outputs;
  beforeAll(async () => {
    await succeeds("original", { original });
    first = await outputs();
  });
  afterAll(() => {
    lab.remove();
  });

  it("is never promoted by the update that makes it", async () => {
    await refused("restored by one update and promoted by a later one", "r1", {
      original: frozen,
      r1,
    });
  });

  it("lies beside what serves, which goes on as it was, and both know the logins", async () => {
    const before = database("appos-postgres-instance");
    const text = await succeeds("original", { original, r1 });

    expect(database("appos-postgres-instance")).toEqual(before);
    expect(database("appos-postgres-r1-instance").inputs).toMatchObject({
      identifier: "appos-postgres-r1",
      restoreToPointInTime: { sourceDbInstanceIdentifier: "appos-postgres", restoreTime: POINT },
      deletionProtection: true,
    });
    expect(text).toMatch(/Job appos-login-bootstrap-r1-a-\S+ created/);
    expect(await outputs()).toMatchObject({
      rollout: first.rollout,
      databaseHost: first.databaseHost,
      database: { live: "original", instances: { r1: { version: "16", mode: "readWrite" } } },
    });
  });

  it("is not promoted while what serves is written to, nor on another version", async () => {
    await refused("an earlier update makes it readOnly", "r1", { original, r1 });
    await refused("never upgraded in place", "original", {
      original: { ...original, version: "17" },
      r1,
    });
  });

  it("is upgraded where nobody uses it, while what serves takes no more writes", async () => {
    await succeeds("original", { original: frozen, r1: { ...r1, version: "17" } });

    expect(database("appos-postgres-r1-instance").inputs).toMatchObject({ engineVersion: "17" });
    expect(database("appos-postgres-instance").inputs).toMatchObject({ engineVersion: "16" });
    expect(lab.sandbox("cloud", "show", "*parameterGroup*", "appos-postgres-parameters")).toContain(
      "default_transaction_read_only",
    );
  });

  it("serves once it is promoted, and what served before stays, protected", async () => {
    const two = { original: frozen, r1: { ...r1, version: "17" } };
    await succeeds("r1", two);

    const after = await outputs();
    expect(after.rollout).not.toBe(first.rollout);
    expect(after).toMatchObject({ artifact: first.artifact, database: { live: "r1" } });
    expect(after.databaseHost).toContain("appos-postgres-r1");
    expect(database("appos-postgres-instance").inputs).toMatchObject({ deletionProtection: true });
    const again = await lab.pulumi("preview", "--expect-no-changes", ...staging("r1", two));
    expect(again.code).toBe(0);
    await refused("appos-postgres-instance (aws:rds/instance:Instance) holds data", "r1", {
      r1: two.r1,
    });
  });
});

describe("SAL-13 a rehearsal", () => {
  const lab = new Lab();
  const prod = (instances: object) =>
    lab.settings("prod", (settings) => {
      const { salitemihret } = settings.applications;
      settings.applications = salitemihret === undefined ? {} : { salitemihret };
      into("salitemihret", "original", instances)(settings);
    });
  const up = (instances: object) =>
    lab.pulumi(...UP, "--stack", "prod", "--config-file", prod(instances));
  const q4 = { ...r1, mode: "rehearsal" };
  beforeAll(() => proven(lab));
  afterAll(() => {
    lab.remove();
  });

  it("restores, proves, is timed, and leaves nothing but its figure", async () => {
    expect((await up({ original })).text).toContain("was never rehearsed");
    const before = lab.made();
    const rehearsed = await up({ original, q4 });
    expect(rehearsed.text).toMatch(/Job salitemihret-rehearsal-q4-payments created/);
    expect(rehearsed.code).toBe(0);

    const over = await up({ original });
    expect(over.text).not.toMatch(/error:|rehearsed/);
    expect(lab.made()).toEqual(before);
    const { stdout } = await lab.pulumi("stack", "output", "--json", "--stack", "prod");
    expect(JSON.parse(stdout)).toMatchObject({
      applications: {
        salitemihret: { rehearsal: { instance: "q4", minutes: expect.any(Number) as number } },
      },
    });
  });

  it("that fails stays to be looked at, and the release goes on serving", async () => {
    const fault = ["fault", "add", "--type", "Job", "--name", "salitemihret-rehearsal-q4-import"];
    lab.sandbox(...fault, "--mode", "notReady", "--times", "1");
    const { code, text } = await up({ original, q4 });

    expect(code).not.toBe(0);
    expect(text).not.toContain("Job salitemihret-rehearsal-q4-payments");
    expect(lab.made().join("\n")).toContain("salitemihret-postgres-q4");
    expect((await up({ original })).code).toBe(0);
  });
});

interface Outputs {
  readonly rollout: string;
  readonly artifact: string;
  readonly databaseHost: string;
}

/** Gives the database of one application other instances. */
function into(app: string, live: string, instances: object) {
  return ({ applications }: Settings): void => {
    Object.assign(applications[app]?.["database"] ?? {}, { live, instances });
  };
}
