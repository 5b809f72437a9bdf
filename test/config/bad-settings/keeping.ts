import type { Environment } from "../../../config/schema";
import { at, type BadSetting, bad, expected, oneOf, unknownKey, withValues } from "./row";

const DATABASE = "applications.appos.database";
const CACHE = "applications.appos.cache";
const RECOVERY = "applications.appos.recovery";

const DAILY = "name a time of day in UTC, for example 02:00-03:00";
const WEEKLY = "name a time of the week in UTC, for example sun:04:00-sun:05:00";
const INSIGHTS = "use 7, a multiple of 31 up to 713, or 731 days";
const ROOM = "leave room to grow: RDS takes 110 % of storageGiB at least";
const BACKUP = "overlaps with backupWindow: RDS does one or the other";
const SNAPSHOT = "overlaps with snapshotWindow: ElastiCache does one or the other";
const FIVE = "point-in-time recovery ends five minutes ago at best (at least 5)";

const within = (min: number, max: number, got: number) =>
  `use a whole number from ${min} to ${max}; got ${got}`;
const open = (minutes: number) => `a window is open for ${minutes} minutes at least`;
const openAWeek = (minutes: number) => `${open(minutes)}, and for less than a day`;

/** A maintenance window that is fine but for when the store is backed up. */
function overlapping(
  title: string,
  [field, window]: readonly ["backupWindow" | "snapshotWindow", string],
  maintenanceWindow: string,
): BadSetting {
  const [store, message] = field === "backupWindow" ? [DATABASE, BACKUP] : [CACHE, SNAPSHOT];
  const changed = `${store}.maintenanceWindow`;
  const values = { [`${store}.${field}`]: window, [changed]: maintenanceWindow };
  return bad("prod", title, { settings: withValues("prod", values), changed }, [message, changed]);
}

/** An objective of an environment whose databases are what they are. */
function recovery(
  stack: Environment,
  title: string,
  value: object | undefined,
  message: string,
  path = RECOVERY,
): readonly BadSetting[] {
  return at(stack, RECOVERY, [title, value, message, path]);
}

/** Bad values of how stores are kept: room, windows, days, and what is promised of a restore. */
export const KEEPING: readonly BadSetting[] = [
  ...at(
    "prod",
    `${DATABASE}.maxStorageGiB`,
    ["no room to grow", 100, ROOM],
    ["hardly any room to grow", 109, ROOM],
    ["more room than there is", 65_537, within(20, 65_536, 65_537)],
    ["no word on room", undefined, expected("number", "undefined")],
  ),
  ...at(
    "prod",
    `${DATABASE}.backupWindow`,
    ["backups without an end", "02:00", DAILY],
    ["backups after midnight by another clock", "24:00-25:00", DAILY],
    ["backups of one day", "sun:02:00-sun:03:00", DAILY],
    ["backups in a hurry", "02:00-02:29", open(30)],
    ["backups in no time", "02:00-02:00", open(30)],
    ["no word on when backups are made", undefined, expected("string", "undefined")],
  ),
  ...at(
    "prod",
    `${DATABASE}.maintenanceWindow`,
    ["maintenance every day", "04:00-05:00", WEEKLY],
    ["maintenance on a day in full", "sunday:04:00-sunday:05:00", WEEKLY],
    ["maintenance in a hurry", "sun:04:00-sun:04:29", openAWeek(30)],
    ["maintenance that ends before it begins", "sun:05:00-sun:04:00", openAWeek(30)],
    ["maintenance during backups", "sun:02:30-sun:03:30", BACKUP],
    ["maintenance that ends in backups", "sun:01:00-sun:02:01", BACKUP],
    ["maintenance around backups", "sun:01:00-sun:04:00", BACKUP],
  ),
  overlapping("backups past midnight", ["backupWindow", "23:00-01:00"], "mon:00:30-mon:01:30"),
  overlapping(
    "a week that ends in backups",
    ["backupWindow", "23:30-00:30"],
    "sun:23:00-mon:00:00",
  ),
  overlapping("maintenance past Sunday", ["backupWindow", "00:00-01:00"], "sun:23:30-mon:00:30"),
  ...at(
    "prod",
    `${DATABASE}.insightsDays`,
    ["a month of insights of 30 days", 30, INSIGHTS],
    ["two years of insights by another count", 730, INSIGHTS],
    ["no insights", 0, INSIGHTS],
    ["a 24th month of insights", 744, INSIGHTS],
  ),
  ...at(
    "prod",
    `${CACHE}.maxmemoryPolicy`,
    [
      "a full cache that does what it likes",
      "random",
      oneOf(
        ...["noeviction", "allkeys-lru", "allkeys-lfu", "allkeys-random"],
        ...["volatile-lru", "volatile-lfu", "volatile-random", "volatile-ttl"],
      ),
    ],
    [
      "a full cache that throws queued work away",
      "allkeys-lru",
      "appos queues work there, which a full cache must not throw away (noeviction); got allkeys-lru",
    ],
  ),
  ...at(
    "staging",
    `${CACHE}.snapshotDays`,
    ["36 days of snapshots", 36, within(0, 35, 36)],
    ["fewer than no snapshots", -1, within(0, 35, -1)],
  ),
  ...at(
    "prod",
    `${CACHE}.snapshotWindow`,
    ["snapshots in half an hour", "02:00-02:30", open(60)],
    ["snapshots at noon by another clock", "12pm-1pm", DAILY],
  ),
  ...at(
    "prod",
    `${CACHE}.maintenanceWindow`,
    ["a cache's maintenance in half an hour", "sun:04:00-sun:04:30", openAWeek(60)],
    ["a cache's maintenance during snapshots", "sun:02:59-sun:03:59", SNAPSHOT],
  ),
  overlapping("snapshots past midnight", ["snapshotWindow", "23:00-01:00"], "mon:00:59-mon:02:00"),
  ...recovery(
    "prod",
    "no word on what prod may lose",
    undefined,
    "production says how much may be lost, and how long a restore may take (rpoMinutes, rtoMinutes); got none",
  ),
  ...recovery(
    "prod",
    "an objective in seconds",
    { rpoMinutes: 60, rtoMinutes: 120, rpoSeconds: 3600 },
    unknownKey("rpoSeconds"),
  ),
  ...recovery(
    "dev",
    "a promise of data in the cluster",
    { rpoMinutes: 60, rtoMinutes: 120 },
    "only a managed database can be restored: promise nothing of another (leave it out); got inCluster",
  ),
  ...at(
    "prod",
    `${RECOVERY}.rpoMinutes`,
    ["nothing ever lost", 0, within(1, 10_080, 0)],
    ["less lost than RDS can promise", 4, `${FIVE}; got 4`],
    ["half of an objective", undefined, expected("number", "undefined")],
  ),
  ...at("staging", `${RECOVERY}.rpoMinutes`, ["the same in staging", 1, `${FIVE}; got 1`]),
  ...at("prod", `${RECOVERY}.rtoMinutes`, [
    "a restore of more than a week",
    10_081,
    within(1, 10_080, 10_081),
  ]),
  ...at("staging", `${RECOVERY}.rtoMinutes`, [
    "one zone that is back within the hour",
    59,
    "a database that lies in one zone is restored when that fails, for an hour or longer (at least 60, or zones: multi); got 59",
  ]),
];
