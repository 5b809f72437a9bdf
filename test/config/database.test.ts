import { Cache, Database } from "../../config/database";
import { settingsOf } from "../support/environment";

type Json = Record<string, unknown>;

const own = (settingsOf("prod")["applications"] as Record<string, Json>)["appos"];

const ORIGINAL = { version: "16", from: "nothing", mode: "readWrite" };
const from = (origin: object) => ({
  instances: { original: ORIGINAL, r1: { ...ORIGINAL, from: origin } },
});

describe("the settings of a store", () => {
  it.each<[string, Json]>([
    ["just enough room to grow", { storageGiB: 100, maxStorageGiB: 110 }],
    ["a month of insights", { insightsDays: 31 }],
    ["23 months of insights", { insightsDays: 713 }],
    ["two years of insights", { insightsDays: 731 }],
    ["the smallest class", { instanceClass: "db.t4g.micro" }],
    ["the largest class", { instanceClass: "db.r7g.16xlarge" }],
    ["the newest version", { instances: { original: { ...ORIGINAL, version: "18" } } }],
    ["a snapshot", from({ snapshot: "rds:appos-postgres-2026-11-20-02-10" })],
    [
      "a snapshot of AWS Backup",
      from({ snapshot: "arn:aws:rds:eu-central-1:333333333333:snapshot:awsbackup:job-1a2b" }),
    ],
    ["a point in time", from({ instance: "original", pointInTime: "2026-11-20T03:00:00Z" })],
    ["maintenance right after backups", { maintenanceWindow: "sun:03:00-sun:04:00" }],
  ])("may ask for %s of a database", (_what, change) => {
    expect(Database.safeParse({ ...(own?.["database"] as Json), ...change }).error).toBeUndefined();
  });

  it.each<[string, Json]>([
    ["no snapshots", { snapshotDays: 0 }],
    ["that it throws away what nobody used lately", { maxmemoryPolicy: "allkeys-lru" }],
  ])("may ask for %s of a cache", (_what, change) => {
    expect(Cache.safeParse({ ...(own?.["cache"] as Json), ...change }).error).toBeUndefined();
  });

  it("report windows that overlap beside everything else that is wrong", () => {
    const { error } = Database.safeParse({
      ...(own?.["database"] as Json),
      backupWindow: "04:00-05:00",
      storageGiB: "100",
      zones: 2,
    });

    expect(error?.issues.map(({ path }) => path.join("."))).toEqual([
      "storageGiB",
      "zones",
      "maintenanceWindow",
    ]);
  });
});
