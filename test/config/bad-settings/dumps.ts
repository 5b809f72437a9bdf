import { at, type BadSetting, expected } from "./row";

const DUMPED = "applications.appos.backupBeforeDeploy";

const NOWHERE =
  "dumps go from a managed database (rds) into the bucket of backup: describe both, or use false; got true";
const days = (got: number) => `use a whole number from 1 to 36500; got ${got}`;

/** Bad values of what is dumped before releases. */
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
];
