import { before, declared, type Pod, stamp } from "./declared-login";

describe("DatabaseLogin", () => {
  it.each([
    [before, "appos_a", "generated-db-a"],
    [{ ...before, b: "2027-01-01" }, "appos_b", "generated-db-b"],
  ])("logs in with the role of the later date: %j", async (rotation, user, password) => {
    const { recording, ...login } = await declared({ rotation });

    expect(login.user).toBe(user);
    expect(recording.named("uses", "Secret").inputs["stringData"]).toEqual({ password });
  });

  it("changes exactly the idle role's resources when its date moves", async () => {
    const old = (await declared()).recording.names();
    const rotated = (await declared({ rotation: { ...before, b: "2027-01-01" } })).recording;

    expect(rotated.names().filter((name) => !old.includes(name))).toEqual([
      "kubernetes:batch/v1:Job db-bootstrap-b-2027-01-01",
      "kubernetes:core/v1:Secret db-b-2027-01-01",
    ]);
  });

  it.each([
    ["db-a", "2026-10-01"],
    ["db-b", "2026-07-01"],
  ])("makes a new password of %s for a new date, fit for a URL", async (name, date) => {
    const { recording } = await declared();

    expect(recording.named(name, "RandomPassword").inputs).toEqual({
      length: 40,
      special: false,
      keepers: { date },
    });
  });

  it("hands a role's password to its Job in a Secret that never changes", async () => {
    const { inputs, secrets } = (await declared()).recording.named("db-a-2026-10-01", "Secret");

    expect(inputs).toMatchObject({
      metadata: { name: "db-a-2026-10-01", namespace: "prod", labels: stamp },
      immutable: true,
      stringData: { password: "generated-db-a" },
    });
    expect(secrets.map((path) => path.split(".")[0])).toEqual(["stringData"]);
  });

  it("gives out a password only when both roles can log in", async () => {
    const { dependsOn, secrets } = (await declared()).recording.named("uses", "Secret");

    expect(dependsOn).toEqual(
      expect.arrayContaining(["db-bootstrap-a-2026-10-01", "db-bootstrap-b-2026-07-01"]),
    );
    expect(secrets.map((path) => path.split(".")[0])).toEqual(["stringData"]);
  });
});

describe("a login on an instance that was restored beside the first", () => {
  const both = () => declared({ restored: ["r1"] });

  it("is the same, so that the application may change sides", async () => {
    const { recording } = await both();

    expect(recording.named("r1", "Secret").inputs).toEqual(
      recording.named("uses", "Secret").inputs,
    );
    expect(recording.of("RandomPassword")).toHaveLength(2);
  });

  it("is made there by Jobs of its own, and known only when they have ended well", async () => {
    const { recording } = await both();
    const { inputs } = recording.named("db-bootstrap-r1-a-2026-10-01", "Job");
    const env = (inputs as { spec: { template: { spec: Pod } } }).spec.template.spec.containers[0];

    expect(env?.env).toContainEqual({ name: "PGHOST", value: "r1.test" });
    expect(recording.named("r1", "Secret").dependsOn).toEqual(
      expect.arrayContaining(["db-bootstrap-r1-a-2026-10-01", "db-bootstrap-r1-b-2026-07-01"]),
    );
    expect(recording.named("uses", "Secret").dependsOn).not.toContain(
      "db-bootstrap-r1-b-2026-07-01",
    );
  });
});
