import type { Recording } from "../support/recorder";
import { recordAll } from "../support/three-stacks";

const of = recordAll();

describe("recovery", () => {
  it("LIFE-20 LIFE-21 production is backed up every night, and goes back to any second of 30 days", () => {
    expect(database(of("prod"), "life-os")).toMatchObject({
      backupRetentionPeriod: 30,
      backupWindow: "02:00-03:00",
      deleteAutomatedBackups: false,
    });
  });

  it("SAL-10 production loses an hour at worst, and goes back a week", () => {
    expect(database(of("prod"), "salitemihret")).toMatchObject({
      backupRetentionPeriod: 7,
      tags: { rpoMinutes: "60", rtoMinutes: "120" },
    });
  });

  it.each([
    ["staging", 15],
    ["prod", 35],
  ] as const)("keeps snapshots of what is queued in %s for %i days", (stack, days) => {
    const caches = of(stack).of("ReplicationGroup");

    expect(caches).toHaveLength(4);
    for (const { inputs } of caches) {
      expect(inputs).toMatchObject({ snapshotRetentionLimit: days, snapshotWindow: "02:00-03:00" });
    }
  });

  it.each(["staging", "prod"] as const)("keeps the logs of every store of %s", (stack) => {
    const kept = of(stack)
      .of("LogGroup")
      .filter(({ name }) => /-(postgres|redis)-/.test(name))
      .map(({ inputs }) => [inputs["retentionInDays"], inputs["kmsKeyId"]]);

    expect(kept).toHaveLength(16);
    expect(new Set(kept.map(String))).toEqual(new Set(["365,arn:logs-key"]));
  });
});

function database(recording: Recording, app: string): Readonly<Record<string, unknown>> {
  return recording.named(`${app}-postgres-instance`, "Instance").inputs;
}
