import { join } from "node:path";

import { Lab, ROOT, type Settings } from "../support/lab";

const EDITED = ["--cwd", join(ROOT, "test/fixtures/edited")];
const INSTANCE = "appos-postgres-instance";
const NEITHER = /\S+ \(aws:\S+\) holds data and may be neither deleted nor replaced/;

describe("ALL-4 what staging keeps", () => {
  const lab = new Lab();
  const staging = (change?: (settings: Settings) => unknown) => lab.appos("staging", change);
  let cloud = "";
  let kept: Readonly<Record<string, string>> = {};
  beforeAll(async () => {
    await lab.pulumi("up", "--yes", "--skip-preview", ...staging());
    const { stdout } = await lab.pulumi("stack", "export", "--stack", "staging");
    kept = keptIn(stdout);
    cloud = lab.cloudText();
  });
  afterAll(() => {
    lab.remove();
  });

  /** Runs what must fail in its preview, with these words, and leave the cloud as it is. */
  async function refused(words: string | RegExp, ...args: string[]): Promise<void> {
    const { code, text } = await lab.pulumi(...args);

    expect(text).toMatch(words);
    expect(code).not.toBe(0);
    expect(lab.cloudText() === cloud).toBe(true);
  }

  it("cannot be replaced, and the refusal names everything", async () => {
    await refused(
      /appos-postgres-instance .*neither deleted nor replaced, nor may .*appos-redis-group/,
      ...["up", "--yes", "--replace", kept[INSTANCE] ?? "", ...staging()],
    );
  });

  it("cannot be destroyed, not even alone", async () => {
    await refused(
      /appos-postgres-instance .*neither deleted nor replaced, nor may .*appos-redis-group/,
      ...["destroy", "--yes", "--target-dependents", "--target", kept[INSTANCE] ?? ""],
      ...staging(),
    );
  });

  it("cannot be dropped with its application", async () => {
    await refused(NEITHER, "up", "--yes", ...staging(retired));
  });

  it("cannot go back fewer days, and the refusal says how it may", async () => {
    await refused(
      `${INSTANCE} (aws:rds/instance:Instance) may not be kept less safely: ` +
        "it would go back fewer days (backupRetentionPeriod 7 → 3); if that is really meant, " +
        `add a waiver of kind weaken with subject ${INSTANCE}`,
      ...["up", "--yes", ...staging(shorter)],
    );
  });

  it.each([
    [
      "the database, whose weaknesses one refusal names",
      INSTANCE,
      { backupRetentionPeriod: 0, deletionProtection: false, publiclyAccessible: true },
      "it would go back fewer days (backupRetentionPeriod 7 → 0), " +
        "it would no longer refuse its deletion (deletionProtection true → false), " +
        "it would answer the internet (publiclyAccessible false → true);",
    ],
    [
      "the cache",
      "appos-redis-group",
      { snapshotRetentionLimit: 0 },
      /it would keep its snapshots for fewer days \(snapshotRetentionLimit \d+ → 0\);/,
    ],
    [
      "the key of both",
      "data-key",
      { enableKeyRotation: false },
      "it would no longer rotate (enableKeyRotation true → false);",
    ],
  ])("cannot be weakened in the code: %s", async (_title, name, inputs, words) => {
    lab.as({ EDITED: JSON.stringify({ [name]: inputs }) });
    await refused(words, ...["up", "--yes", ...EDITED, ...staging()]);
    lab.as({});
  });

  it("does not go in one update, neither under a waiver nor with protection taken off", async () => {
    const change = waived("destroy", Object.keys(kept), retired);
    await refused(/(because it is|is still) protected/, "up", "--yes", ...staging(change));

    await lab.pulumi("state", "unprotect", "--all", "--yes", "--stack", "staging");
    await refused(NEITHER, "up", "--yes", ...staging(retired));
    await refused(
      /\S+ \(aws:\S+\) is still protected: the first update under its waiver lifts that/,
      ...["up", "--yes", ...staging(change)],
    );
  });

  it("is kept for fewer days under a waiver that says so", async () => {
    const change = waived("weaken", [INSTANCE], shorter);
    const { text } = await lab.pulumi("up", "--yes", "--skip-preview", ...staging(change));

    expect(text).not.toContain("error:");
    expect(JSON.parse(lab.sandbox("cloud", "show", "*rds/instance*", INSTANCE))).toMatchObject({
      inputs: { backupRetentionPeriod: 3, deletionProtection: true },
    });
  });

  it("goes in two updates under a waiver, protection first", async () => {
    const up = ["up", "--yes", "--skip-preview", "--diff"];
    const first = await lab.pulumi(...up, ...staging(waived("destroy", Object.keys(kept))));
    expect(first.text).toMatch(/deletionProtection\s*: true => false/);
    expect(first.code).toBe(0);

    const second = await lab.pulumi(
      ...[...up, "--replace", kept["data-key"] ?? ""],
      ...staging(waived("destroy", Object.keys(kept), retired)),
    );
    expect(second.text).not.toContain("error:");
    expect(lab.made().filter((line) => /appos-(postgres|redis)/.test(line))).toEqual([]);
  });
});

/** URNs of everything that a state protects, by name. */
function keptIn(state: string): Readonly<Record<string, string>> {
  const { deployment } = JSON.parse(state) as {
    deployment: { resources: { urn: string; protect?: boolean }[] };
  };
  const urns = deployment.resources.filter(({ protect }) => protect === true);
  return Object.fromEntries(urns.map(({ urn }) => [urn.split("::").at(-1) ?? "", urn]));
}

/** Without a database there is nothing to back up. */
function retired(settings: Settings): void {
  settings.applications = {};
  delete settings["backup"];
}

function shorter({ applications: { appos } }: Settings): void {
  Object.assign(appos?.["database"] ?? {}, { pitrDays: 3 });
}

function waived(
  kind: "destroy" | "weaken",
  subjects: readonly string[],
  further: (settings: Settings) => void = () => undefined,
) {
  return (settings: Settings) => {
    const why = { reason: "the application is retired", ticket: "OPS-7", expires: "2999-01-01" };
    settings["waivers"] = subjects.map((subject) => ({ kind, subject, ...why }));
    further(settings);
  };
}
