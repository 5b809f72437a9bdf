import { readDigest } from "../../audit/digest";
import { report } from "../../audit/report/report";
import { textOf } from "../../audit/report/text";
import type { Settings } from "../../config/schema";
import { recordStack } from "../support/environment";
import type { Recording } from "../support/recorder";
import { recordAll } from "../support/three-stacks";

const of = recordAll();

/** A figure of prod, what somebody makes of it, and what an auditor reads. */
const FIGURES: readonly (readonly [path: string, value: unknown, told: string])[] = [
  ["applications.appos.database.pitrDays", 35, "backupRetentionPeriod (30 → 35)"],
  ["applications.appos.database.storageGiB", 200, "allocatedStorage (100 → 200)"],
  ["applications.appos.database.insightsDays", 31, "performanceInsightsRetentionPeriod (7 → 31)"],
  ["applications.appos.cache.snapshotDays", 30, "it would keep its snapshots for fewer days"],
  ["applications.appos.recovery.rpoMinutes", 90, 'tags.rpoMinutes ("60" → "90")'],
  ["applications.appos.recovery.rtoMinutes", 180, 'tags.rtoMinutes ("120" → "180")'],
  ["applications.appos.backend.replicas", 4, "spec.replicas (3 → 4)"],
  ["applications.appos.waitMinutes", 30, "waitTimer (0 → 30)"],
  ["applications.appos.access.requestsPer5Minutes", 3000, "limit (2000 → 3000)"],
  ["applications.appos.migrateDeadlineSeconds", 900, "activeDeadlineSeconds (600 → 900)"],
  ["backup.snapshotDays", 60, "lifecycle.deleteAfter (30 → 60)"],
  ["backup.dumpDays", 60, "expiration.days (30 → 60)"],
  ["backup.lock.maxDays", 400, "maxRetentionDays (365 → 400)"],
  ["logDays", 400, "retentionInDays (365 → 400)"],
];

describe("ALL-3 a figure that somebody changes", () => {
  let read = "";
  beforeAll(async () => {
    const { recording } = await recordStack("prod", (settings) =>
      FIGURES.reduce((all, [path, value]) => edited(all, path, value), settings),
    );
    read = diff(of("prod"), recording);
  });

  it.each(FIGURES)("is read in the diff of prod: %s %j", (_path, _value, told) => {
    expect(read).toContain(told);
  });

  it("is not read where nobody changes it", () => {
    const unchanged = diff(of("prod"), of("prod"));

    expect(FIGURES.filter(([, , told]) => unchanged.includes(told))).toEqual([]);
  });
});

function edited(settings: Settings, path: string, value: unknown): Settings {
  const copy = structuredClone(settings) as unknown as Record<string, unknown>;
  const keys = path.split(".");
  const last = keys.pop() ?? "";
  const place = keys.reduce((at, key) => at[key] as Record<string, unknown>, copy);
  if (!(last in place)) throw new Error(`prod decides nothing at ${path}`);
  place[last] = value;
  return copy as unknown as Settings;
}

/** The report of an update from one declaration to the other. */
function diff(before: Recording, after: Recording): string {
  const old = new Map(before.all.map((each) => [`${each.type}::${each.name}`, each]));
  const steps = after.all.map(({ type, name, inputs }) => ({
    ...{ op: "update", urn: `urn:pulumi:prod::platform::${type}::${name}`, detailedDiff: null },
    oldState: { inputs: old.get(`${type}::${name}`)?.inputs ?? {} },
    newState: { inputs },
  }));
  const digest = readDigest(JSON.stringify({ steps }), (value) => value);
  return textOf(
    report({
      ...{ stack: "prod", outcome: "succeeded", digest },
      ...{ policies: { packs: {}, violations: [] }, waivers: [] },
    }),
  );
}
