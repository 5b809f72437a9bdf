import { at, type BadSetting, expected } from "./row";

const DUMPED = "applications.appos.backupBeforeDeploy";
const RESET = "applications.life-os.database.resetSchedule";

const CRON =
  "name minute, hour, day, month and weekday (0-6) in UTC as cron does, for example 0 5 * * 1";
const NOWHERE =
  "dumps go from a managed database (rds) into the bucket of backup: describe both, or use false; got true";
const days = (got: number) => `use a whole number from 1 to 36500; got ${got}`;

/** Bad values of what is dumped before releases, and of what is thrown away by the clock. */
export const DUMPS: readonly BadSetting[] = [
  ...at(
    "staging",
    DUMPED,
    ["no word on dumps before releases", undefined, expected("boolean", "undefined")],
    ["dumps in a word", "custom", expected("boolean", "string")],
  ),
  ...at("prod", DUMPED, [
    "APP-18 a prod release without a dump before it",
    false,
    "no release touches production data before there is a dump of it (true); got false",
  ]),
  ...at("dev", DUMPED, ["APP-18 a dump of what lies in the cluster", true, NOWHERE]),
  ...at(
    "staging",
    "backup.dumpDays",
    ["no word on how long dumps are kept", undefined, expected("number", "undefined")],
    ["dumps that are gone at once", 0, days(0)],
  ),
  ...at("prod", "backup.dumpDays", [
    "prod dumps of four weeks",
    29,
    "production keeps the dump that came before a release for 30 days at least; got 29",
  ]),
  ...at(
    "staging",
    RESET,
    ["LIFE-17 a reset in a word", "weekly", CRON],
    ["a reset in a word of cron", "@weekly", CRON],
    ["a reset to the second", "0 0 5 * * 1", CRON],
    ["a reset on a Sunday that Kubernetes does not know", "0 5 * * 7", CRON],
    ["a reset on the last day of a month", "0 5 L * *", CRON],
    ["a reset at minute 60", "60 5 * * 1", CRON],
    ["a reset that never comes", "0 5 31 2 *", CRON],
    ["a reset from Friday to Monday", "0 5 * * 5-1", CRON],
    ["a reset of no length", "*/0 5 * * 1", CRON],
  ),
  ...at("prod", RESET, [
    "LIFE-17 production data that goes by the clock",
    "0 5 * * 1",
    "production data is never thrown away by the clock; got 0 5 * * 1",
  ]),
  ...at("staging", "applications.appos.database.resetSchedule", [
    "LIFE-17 data that nothing makes anew",
    "0 5 * * 1",
    "apps/ names nothing that fills the database of appos anew: leave it out; got 0 5 * * 1",
  ]),
];
