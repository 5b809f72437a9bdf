import { Cache, Database } from "../../config/database";
import { settingsOf } from "../support/environment";

type Json = Record<string, unknown>;

const own = (settingsOf("prod")["applications"] as Record<string, Json>)["appos"];

describe("the settings of a store", () => {
  it.each<[string, Json]>([
    ["just enough room to grow", { storageGiB: 100, maxStorageGiB: 110 }],
    ["a month of insights", { insightsDays: 31 }],
    ["23 months of insights", { insightsDays: 713 }],
    ["two years of insights", { insightsDays: 731 }],
    ["the smallest class", { instanceClass: "db.t4g.micro" }],
    ["the largest class", { instanceClass: "db.r7g.16xlarge" }],
    ["the newest version", { version: "18" }],
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
