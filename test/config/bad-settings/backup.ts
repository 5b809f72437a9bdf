import { at, bad, type BadSetting, expected, oneOf, unknownKey, withValues } from "./row";

const REGION = "name an AWS region, for example eu-central-1";
const ROLE = "name an IAM role by its ARN, for example arn:aws:iam::123456789012:role/deploy";
const DAYS = (got: number, min = 1) => `use a whole number from ${min} to 36500; got ${got}`;
const UNKEPT = (bounds: string, got: number) =>
  `the lock keeps snapshots for ${bounds} days, and every backup that wants others fails; got ${got}`;
const COPY =
  "production survives the loss of its region: name another, or add a waiver of kind rule with subject backup.copyRegion; got none";
const CLOSE = (got: string) =>
  `no snapshot begins in this window of RDS, or within an hour before it: move it, or backup.window (22:00-23:00); got ${got}`;

const APPOS = "applications.appos.database";

const waiver = (change: object) => ({
  ...{ kind: "rule", subject: "backup.copyRegion", ticket: "OPS-7", expires: "2027-01-01" },
  reason: "the law keeps this data in one country",
  ...change,
});
const uncopied = (title: string, waivers: readonly object[]) =>
  bad(
    "prod",
    title,
    { settings: withValues("prod", { "backup.copyRegion": undefined, waivers }) },
    [COPY, "backup.copyRegion"],
  );

/** Bad values of what is kept a second time (prod keeps 30 days, and the lock 30 to 365). */
export const BACKUP: readonly BadSetting[] = [
  ...at(
    "prod",
    "backup",
    ["a backup in a word", "nightly", expected("object", "string")],
    [
      "durable databases without snapshots",
      undefined,
      "durable databases are snapshotted every night, beside their point-in-time recovery: describe backup; got appos, life-os, lifeos, salitemihret",
    ],
  ),
  ...at("prod", "backup.pitrDays", [
    "point-in-time recovery by AWS Backup",
    30,
    unknownKey("pitrDays"),
    "backup",
  ]),
  ...at(
    "prod",
    "backup.window",
    ["snapshots at no time", undefined, expected("string", "undefined")],
    ["snapshots at a moment", "22:00", "name a time of day in UTC, for example 02:00-03:00"],
    ["snapshots within half an hour", "22:00-22:30", "a window is open for 60 minutes at least"],
  ),
  ...at(
    "prod",
    "backup.snapshotDays",
    ["no word on how long snapshots are kept", undefined, expected("number", "undefined")],
    ["snapshots kept for half a day", 45.5, DAYS(45.5)],
    ["snapshots that outlive the lock", 366, UNKEPT("30 to 365", 366)],
  ),
  ...at("staging", "backup.snapshotDays", [
    "snapshots that the lock keeps longer",
    6,
    UNKEPT("7 to 35", 6),
  ]),
  ...at(
    "prod",
    "backup.copyRegion",
    ["a copy in a zone", "eu-west-1a", REGION],
    [
      "a copy where the original is",
      "eu-central-1",
      "a copy outlives its region: name another one than aws.region",
    ],
  ),
  uncopied("production in one region", []),
  uncopied("a waiver of the copy that ended", [waiver({ expires: "2026-11-19" })]),
  uncopied("a waiver of something else than the copy", [waiver({ subject: "backup" })]),
  uncopied("a waiver of another kind than the copy's", [waiver({ kind: "policy" })]),
  ...at("prod", "backup.lock", ["no lock", undefined, expected("object", "undefined")]),
  ...at("prod", "backup.lock.kind", [
    "a lock of another kind",
    "vault",
    "use governance or compliance",
  ]),
  ...at("prod", "backup.lock.irreversibleAfterDays", [
    "a lock that anybody lifts and nobody can",
    3,
    unknownKey("irreversibleAfterDays"),
    "backup.lock",
  ]),
  ...at(
    "prod",
    "backup.lock",
    [
      "a lock for ever that says nothing of it",
      { kind: "compliance", minDays: 30, maxDays: 365 },
      expected("number", "undefined"),
      "backup.lock.irreversibleAfterDays",
    ],
    [
      "a lock for ever without time to think again",
      { kind: "compliance", minDays: 30, maxDays: 365, irreversibleAfterDays: 2 },
      DAYS(2, 3),
      "backup.lock.irreversibleAfterDays",
    ],
  ),
  ...at(
    "prod",
    "backup.lock.minDays",
    ["a lock that keeps nothing", 0, DAYS(0)],
    [
      "a lock that keeps more than it may",
      366,
      "a lock that keeps anything has maxDays of minDays at least",
      "backup.lock.maxDays",
    ],
  ),
  ...at("prod", "backup.lock.maxDays", ["a lock for more than a century", 36_501, DAYS(36_501)]),
  ...at(
    "prod",
    "backup.breakGlassRole",
    ["a person with the hammer", "arn:aws:iam::333333333333:user/ada", ROLE],
    ["a role with the hammer by its name", "break-glass", ROLE],
  ),
  ...at("prod", "backup.drill", [
    "a drill of every week",
    "weekly",
    oneOf("none", "monthly", "quarterly"),
  ]),
  ...at("dev", "backup", [
    "a backup of nothing",
    {
      window: "22:00-23:00",
      snapshotDays: 7,
      dumpDays: 7,
      lock: { kind: "governance", minDays: 7, maxDays: 35 },
      drill: "none",
    },
    "no application has a managed database: leave it out",
  ]),
  ...at(
    "prod",
    `${APPOS}.backupWindow`,
    ["RDS and AWS Backup at work at once", "22:30-23:30", CLOSE("22:30-23:30")],
    ["RDS at work right after AWS Backup", "23:59-01:00", CLOSE("23:59-01:00")],
  ),
  ...at("prod", `${APPOS}.maintenanceWindow`, [
    "maintenance while AWS Backup is at work",
    "sat:21:00-sat:22:30",
    CLOSE("sat:21:00-sat:22:30"),
  ]),
];

/** What production promises of it. */
export const BACKUP_PROMISES: readonly BadSetting[] = [
  bad(
    "prod",
    "snapshots of 29 nights in prod",
    {
      settings: withValues("prod", { "backup.snapshotDays": 29, "backup.lock.minDays": 7 }),
      changed: "backup.snapshotDays",
    },
    [
      "production goes back to every night of the last 30 days at least; got 29",
      "backup.snapshotDays",
    ],
  ),
  ...at("prod", "backup.drill", [
    "prod backups that nobody ever restored",
    "none",
    "production proves every quarter at least that its backups can be restored (monthly or quarterly); got none",
  ]),
];
