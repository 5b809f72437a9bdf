import { at, type BadSetting, bad, expected, oneOf, unknownKey, withValues } from "./row";

const DATABASE = "applications.appos.database";
const ORIGINAL = `${DATABASE}.instances.original`;
const R1 = `${DATABASE}.instances.r1`;

const POSTGRES = "name PostgreSQL 14 to 18 without a minor version";
const NAME = "use at most 12 lower-case letters and digits, first a letter";
const FROM = "use nothing, { snapshot } or { instance, pointInTime }";
const SNAPSHOT = "name a snapshot of RDS, or its ARN";
const TIME = 'write UTC in quotes, to the second, for example "2026-11-20T03:00:00Z"';
const ALONE = "original alone comes from nothing, and always does";

const restored = {
  version: "16",
  from: { instance: "original", pointInTime: "2026-11-20T03:00:00Z" },
  mode: "readWrite",
};

/** A second instance beside the first, wrong in one way. */
function second(
  title: string,
  change: object,
  message: string,
  path: string,
  live = "original",
): BadSetting {
  const changed = path.startsWith(R1) ? path : R1;
  const values = { [R1]: { ...restored, ...change }, [`${DATABASE}.live`]: live };
  return bad("prod", title, { settings: withValues("prod", values), changed }, [message, path]);
}

/** Bad values of the instances of a database, and instances that do not fit each other. */
export const INSTANCES: readonly BadSetting[] = [
  ...at(
    "prod",
    `${DATABASE}.live`,
    ["no live instance", undefined, expected("string", "undefined")],
    ["a live instance by its name in RDS", "appos-postgres", NAME],
    ["a live instance that there is not", "r1", "name one of instances; got r1"],
  ),
  ...at(
    "prod",
    `${DATABASE}.instances`,
    ["no instances", undefined, expected("record", "undefined")],
    ["an instance by its name in RDS", { "r-1": restored }, NAME, `${DATABASE}.instances.r-1`],
  ),
  ...at("prod", ORIGINAL, ["an instance that is a version", "16", expected("object", "string")]),
  ...at("prod", `${ORIGINAL}.engine`, [
    "an engine of an instance",
    "postgres",
    unknownKey("engine"),
    ORIGINAL,
  ]),
  ...at(
    "prod",
    `${ORIGINAL}.version`,
    ["a version without quotes", 16, expected("string", "number")],
    ["a version by name", "latest", POSTGRES],
    ["a version that RDS could not keep up to date", "16.9", POSTGRES],
    ["a version that RDS maintains no longer", "13", POSTGRES],
  ),
  ...at("prod", `${ORIGINAL}.mode`, [
    "a mode that is a promise",
    "frozen",
    oneOf("readWrite", "readOnly", "rehearsal"),
  ]),
  ...at(
    "prod",
    `${ORIGINAL}.from`,
    ["an origin that is a name", "backup", FROM],
    ["the first instance from a backup", { snapshot: "appos" }, `${ALONE}; got original`],
  ),
  second("a second instance from nothing", { from: "nothing" }, `${ALONE}; got r1`, `${R1}.from`),
  second(
    "an instance that is restored from itself",
    { from: { ...restored.from, instance: "r1" } },
    "it cannot be restored from itself; got r1",
    `${R1}.from`,
  ),
  second(
    "a snapshot by its bucket",
    { from: { snapshot: "s3://x" } },
    SNAPSHOT,
    `${R1}.from.snapshot`,
  ),
  second(
    "a snapshot at a point in time",
    { from: { snapshot: "appos", pointInTime: restored.from.pointInTime } },
    unknownKey("pointInTime"),
    `${R1}.from`,
  ),
  second(
    "an instance by its name in RDS to restore from",
    { from: { ...restored.from, instance: "appos-postgres" } },
    NAME,
    `${R1}.from.instance`,
  ),
  ...["2026-11-20", "2026-11-20T03:00:00+01:00", "2026-11-20T03:00:00.5Z", "latest"].map((time) =>
    second(
      `${time} as a point in time`,
      { from: { ...restored.from, pointInTime: time } },
      TIME,
      `${R1}.from.pointInTime`,
    ),
  ),
  second(
    "a rehearsal that serves",
    { mode: "rehearsal" },
    "nothing serves from a rehearsal; got r1",
    `${DATABASE}.live`,
    "r1",
  ),
  ...at("prod", `${ORIGINAL}.mode`, [
    "a rehearsal of what was never restored",
    "rehearsal",
    "a rehearsal is restored from a backup; got original",
  ]).map((row) => ({
    ...row,
    problems: [
      ["nothing serves from a rehearsal; got original", `${DATABASE}.live`] as const,
      ...row.problems,
    ],
  })),
  bad(
    "prod",
    "two rehearsals at once",
    {
      settings: withValues("prod", {
        [R1]: { ...restored, mode: "rehearsal" },
        [`${DATABASE}.instances.r2`]: { ...restored, mode: "rehearsal" },
      }),
    },
    ["one rehearsal at a time; got r1, r2", `${DATABASE}.instances`],
  ),
];
