import { Lab } from "../support/lab";

describe("ALL-4 data of prod", () => {
  const lab = new Lab();
  const prod = lab.appos("prod");
  beforeAll(async () => {
    await lab.pulumi("up", "--yes", "--skip-preview", ...prod);
  });
  afterAll(() => {
    lab.remove();
  });

  it("cannot be replaced: the preview fails and names it", async () => {
    const urn =
      "urn:pulumi:prod::platform::platform:data:Postgres$aws:rds/instance:Instance::appos-postgres-instance";
    const { code, text } = await lab.pulumi("preview", "--replace", urn, ...prod);

    expect(text).toContain("appos-postgres-instance");
    expect(text).toMatch(/protect|may be neither deleted nor replaced/);
    expect(code).not.toBe(0);
  });

  it("cannot be dropped from the settings: the preview fails", async () => {
    const empty = lab.appos("prod", (s) => (s.applications = {}));
    const { code, text } = await lab.pulumi("preview", ...empty);

    expect(text).toMatch(
      /appos-\S+ \(aws:\S+\) holds data and may be neither deleted nor replaced/,
    );
    expect(code).not.toBe(0);
  });

  it("goes in two updates under a waiver, protection first", async () => {
    const subjects = ["appos-postgres-instance", "appos-redis-group", "appos-registry-repository"];
    const waivers = subjects.map((subject) => ({
      kind: "destroy",
      subject,
      reason: "the application is retired",
      ticket: "OPS-7",
      expires: "2999-01-01",
    }));
    const up = ["up", "--yes", "--skip-preview", "--diff"];

    const lifted = lab.appos("prod", (s) => (s["waivers"] = waivers));
    const first = await lab.pulumi(...up, ...lifted);
    expect(first.text).toMatch(/deletionProtection\s*: true => false/);
    expect(first.code).toBe(0);

    const gone = lab.appos("prod", (s) => {
      s["waivers"] = waivers;
      s.applications = {};
    });
    const second = await lab.pulumi(...up, ...gone);
    expect(second.code).toBe(0);
    expect(lab.made().filter((line) => line.includes("appos-postgres"))).toEqual([]);
  });
});
