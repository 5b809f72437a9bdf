import * as pulumi from "@pulumi/pulumi";

import { recordStack, withInstances } from "../support/environment";
import { frozen, HOUR_AGO, original, r1 } from "../support/instances";

describe("a database with two instances", () => {
  const two = { original: frozen, r1 };
  const stack = (live: string) =>
    recordStack("prod", (settings) => {
      const changed = withInstances(settings, "appos", live, two);
      const { appos } = changed.applications;
      return { ...changed, applications: appos === undefined ? {} : { appos } };
    });

  it("restores the second beside the first, which stays as it is", async () => {
    const { recording } = await stack("original");
    const inputs = (name: string) => recording.named(name, "rds/instance:Instance").inputs;

    expect(inputs("appos-postgres-instance")).toMatchObject({ identifier: "appos-postgres" });
    expect(inputs("appos-postgres-r1-instance")).toMatchObject({
      identifier: "appos-postgres-r1",
      restoreToPointInTime: {
        sourceDbInstanceIdentifier: "appos-postgres",
        restoreTime: HOUR_AGO,
      },
      deletionProtection: true,
    });
  });

  it("keeps both a second time, and restores both in drills", async () => {
    const { recording } = await stack("original");
    const kept = (type: string) => recording.of(type).map(({ name }) => name);

    expect(kept("backup/selection:Selection")).toEqual([
      "appos-postgres-backup",
      "appos-postgres-r1-backup",
    ]);
    expect(kept("RestoreTestingSelection")).toEqual([
      "appos-postgres-drill",
      "appos-postgres-r1-drill",
    ]);
  });

  it("sends the application, and nothing else, to the one that is promoted", async () => {
    const [before, after] = [await stack("original"), await stack("r1")];
    const url = ({ recording }: typeof before) =>
      recording
        .of("core/v1:Secret")
        .filter(({ name }) => name.startsWith("appos-secrets-"))
        .map(({ inputs }) => (inputs["stringData"] as Record<string, string>)["DATABASE_URL"]);
    const stable = ({ recording }: typeof before) =>
      recording.names().filter((name) => /NetworkPolicy|rds\/instance|RandomPassword/.test(name));

    expect(url(before)).toEqual([expect.stringContaining("@appos-postgres-instance.test:")]);
    expect(url(after)).toEqual([expect.stringContaining("@appos-postgres-r1-instance.test:")]);
    expect(stable(after)).toEqual(stable(before));
  });

  it("rolls the pods over, dumps the one that serves, and lets nobody upgrade that", async () => {
    const told = async (live: string) => {
      const { recording } = await stack(live);
      const dump = recording.find(({ name }) => name.startsWith("appos-backup-"));
      const { env } = containerOf(dump.inputs);
      return {
        rollout: recording.find(({ name }) => name.startsWith("appos-verify-")).name,
        dumped: env.find(({ name }) => name === "PGHOST")?.value,
        upgradable: recording
          .of("rds/instance:Instance")
          .map(({ inputs }) => inputs["allowMajorVersionUpgrade"]),
      };
    };
    const [before, after] = [await told("original"), await told("r1")];

    expect(after.rollout).not.toBe(before.rollout);
    expect([before.dumped, after.dumped]).toEqual([
      "appos-postgres-instance.test",
      "appos-postgres-r1-instance.test",
    ]);
    expect([before.upgradable, after.upgradable]).toEqual([
      [false, true],
      [true, false],
    ]);
  });
});

describe("a rehearsal of a restore", () => {
  const q4 = { ...r1, mode: "rehearsal" } as const;
  const rehearsed = () =>
    recordStack("prod", (settings) => {
      const instances = { original, q4 };
      const changed = withInstances(settings, "salitemihret", "original", instances);
      const { salitemihret } = changed.applications;
      return { ...changed, applications: salitemihret === undefined ? {} : { salitemihret } };
    });

  it("SAL-13 proves login, import and payments one after the other, from the released image", async () => {
    const { recording } = await rehearsed();
    const flows = ["login", "import", "payments"];
    const jobs = flows.map((flow) => recording.named(`salitemihret-rehearsal-q4-${flow}`, "Job"));

    expect(jobs.map(({ inputs }) => containerOf(inputs).command.at(-1))).toEqual(flows);
    const waited = jobs.map(({ name }) => recording.waitsFor(name));
    expect(waited[0]).toContain("salitemihret-login-bootstrap-q4-a-2026-10-01");
    expect(waited[1]).toContain("salitemihret-rehearsal-q4-login");
    expect(waited[2]).toContain("salitemihret-rehearsal-q4-import");
    expect(new Set(jobs.map(({ inputs }) => containerOf(inputs).image)).size).toBe(1);
    expect(containerOf(jobs[0]?.inputs ?? {}).image).toMatch(/salitemihret-backend@sha256:/);
  });

  it("SAL-14 sends them to an instance of their own, which goes again without a trace", async () => {
    const { recording } = await rehearsed();
    const { inputs } = recording.named("salitemihret-rehearsal-secrets-q4", "Secret");
    const instance = recording.named("salitemihret-postgres-q4-instance", "rds/instance:Instance");

    expect(inputs["stringData"]).toMatchObject({
      DATABASE_URL: expect.stringContaining("@salitemihret-postgres-q4-instance.test:") as string,
    });
    expect({ ...instance.inputs, protect: instance.protect }).toMatchObject({
      deletionProtection: false,
      skipFinalSnapshot: true,
      protect: false,
    });
    expect(recording.names().join()).not.toContain("salitemihret-postgres-q4-backup");
  });

  it("lets its pods reach the database, and nothing else", async () => {
    const { recording } = await rehearsed();
    const job = recording.named("salitemihret-rehearsal-q4-login", "Job");
    const { labels } = (job.inputs as { spec: { template: { metadata: { labels: Labels } } } }).spec
      .template.metadata;
    const chosen = recording.of("NetworkPolicy").filter(({ inputs }) => {
      const { podSelector } = (inputs as { spec: { podSelector: Selector } }).spec;
      const [{ values } = { values: [] }] = podSelector.matchExpressions ?? [];
      return (
        podSelector.matchLabels?.["app"] === labels["app"] && values.includes(labels["component"])
      );
    });

    expect(chosen.map(({ name }) => name)).toEqual([
      "salitemihret-rehearsal-to-salitemihret-postgres-out",
    ]);
  });

  it("is timed from before the restore until the last flow is proven", async () => {
    const { recording, outputs } = await rehearsed();
    const started = "salitemihret-rehearsal-q4-started";
    const rehearsal = pulumi.output(outputs.applications["salitemihret"]?.rehearsal);

    expect(
      recording.named("salitemihret-postgres-q4-instance", "rds/instance:Instance").dependsOn,
    ).toContain(started);
    expect(await new Promise((tell) => rehearsal.apply(tell))).toEqual({
      instance: "q4",
      at: "2026-11-18T10:00:00Z",
      minutes: 60,
    });
  });
});

type Labels = Readonly<Record<string, string>>;

interface Selector {
  readonly matchLabels?: Labels;
  readonly matchExpressions?: readonly { readonly values: readonly (string | undefined)[] }[];
}

interface Container {
  readonly image: string;
  readonly command: readonly string[];
  readonly env: readonly { readonly name: string; readonly value?: string }[];
}

function containerOf(inputs: object): Container {
  const { spec } = inputs as { spec: { template: { spec: { containers: Container[] } } } };
  return spec.template.spec.containers[0] ?? { image: "", command: [], env: [] };
}
