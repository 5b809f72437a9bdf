import { at, type BadSetting, expected, NAME, oneOf, TWICE, unknownKey } from "./row";

const HOST = "name a host, for example app.example.org";
const VARIABLE = "name variables in capitals, digits and underscores";
const SECRET_NAME = "looks like a secret: it has no place in plain settings";
const SECRET_VALUE = "holds a secret: it has no place in plain settings";
const USER = "name a GitHub user, without the @";
const DATE = 'write a date in quotes, for example "2026-10-01"';
const DIGEST = "use a digest sha256:<64 hex>";
const SIX = "GitHub takes at most six reviewers";

const APP = "applications.appos";
const RELEASED = `${APP}.artifacts.e57209b12c69`;

/** Bad values of every field that an application has, apart from its stores, pods and access. */
export const APPLICATION: readonly BadSetting[] = [
  ...at("prod", APP, ["an application as a list", [], expected("object", "array")]),
  ...at("prod", `${APP}.web`, ["a process by its old name", {}, unknownKey("web"), APP]),
  ...at(
    "prod",
    `${APP}.host`,
    ["a host that is a number", 7, expected("string", "number")],
    ["a host in capitals", "AppOS.example.org", HOST],
    ["a host that is an address", "10.0.0.1", HOST],
    ["a host without a dot", "localhost", HOST],
    ["a host with a scheme", "https://appos.example.org", HOST],
    ["a host with a port", "appos.example.org:443", HOST],
    ["a host that ends in a dot", "appos.example.org.", HOST],
    ["a label that begins with a dash", "-appos.example.org", HOST],
    [
      "a host that no certificate can name",
      `${"a.".repeat(31)}org`,
      "a certificate takes no longer name: use at most 64 characters",
    ],
  ),
  ...at("prod", `${APP}.logLevel`, [
    "a level in small letters",
    "info",
    oneOf("DEBUG", "INFO", "WARNING", "ERROR"),
  ]),
  ...at(
    "prod",
    `${APP}.variables`,
    ["a list of variables", [], expected("record", "array")],
    [
      "a variable that is a number",
      { PAGE_SIZE: 7 },
      expected("string", "number"),
      `${APP}.variables.PAGE_SIZE`,
    ],
    ["a variable in small letters", { pageSize: "7" }, VARIABLE, `${APP}.variables.pageSize`],
    ["a variable that begins with a digit", { "7UP": "7" }, VARIABLE, `${APP}.variables.7UP`],
    ...[
      "API_KEY",
      "AWS_ACCESS_KEY_ID",
      "JWT_SECRET",
      "DB_PASS",
      "SMTP_PASSWORD",
      "SENTRY_DSN",
      "DATABASE_URL",
      "MONGO_URI",
    ].map(
      (name) =>
        [
          `a plain variable ${name}`,
          { [name]: "x" },
          SECRET_NAME,
          `${APP}.variables.${name}`,
        ] as const,
    ),
    [
      "a password inside a URL",
      { MIRROR: "https://ada:x@example.org" },
      SECRET_VALUE,
      `${APP}.variables.MIRROR`,
    ],
    [
      "a key file in a variable",
      { PEM: "-----BEGIN PRIVATE KEY-----" },
      SECRET_VALUE,
      `${APP}.variables.PEM`,
    ],
    [
      "a variable of 1025 letters",
      { MOTTO: "x".repeat(1025) },
      "Too big: expected string to have <=1024 characters",
      `${APP}.variables.MOTTO`,
    ],
  ),
  ...at(
    "prod",
    `${APP}.rotation`,
    [
      "two credentials of one age",
      { a: "2026-10-01", b: "2026-10-01" },
      "the two dates must differ: the later one is live",
    ],
    ["a third credential", { a: "2026-10-01", b: "2026-07-01", c: "2026-01-01" }, unknownKey("c")],
  ),
  ...at(
    "prod",
    `${APP}.rotation.a`,
    ["a day that does not exist", "2026-02-30", DATE],
    ["a date without quotes", "2026-10-01 00:00:00 +0000 UTC", DATE],
  ),
  ...at(
    "prod",
    `${APP}.rotation.b`,
    ["one credential alone", undefined, DATE],
    ["a year", 2026, DATE],
  ),
  ...at("prod", `${APP}.notify`, ["news by mail", "email", oneOf("none", "slack")]),
  ...at(
    "prod",
    `${APP}.reviewers`,
    ["LIM-2 seven reviewers", { teams: ["one"], users: ["a", "b", "c", "d", "e", "f"] }, SIX],
    ["reviewers of another kind", { teams: [], users: ["ada"], apps: [] }, unknownKey("apps")],
  ),
  ...at(
    "prod",
    `${APP}.reviewers.teams`,
    ["a team twice", ["ops", "ops"], TWICE],
    ["a team in capitals", ["Ops"], NAME, `${APP}.reviewers.teams.0`],
  ),
  ...at(
    "prod",
    `${APP}.reviewers.users`,
    ["a person twice", ["ada", "ada"], TWICE],
    ["a person with an @", ["@ada"], USER, `${APP}.reviewers.users.0`],
    ["a person of 40 letters", ["a".repeat(40)], USER, `${APP}.reviewers.users.0`],
    ["nobody's name", [""], USER, `${APP}.reviewers.users.0`],
  ),
  ...at(
    "prod",
    `${APP}.waitMinutes`,
    ["a wait into the past", -1, "use a whole number from 0 to 43200; got -1"],
    [
      "LIM-2 a wait of more than thirty days",
      43_201,
      "use a whole number from 0 to 43200; got 43201",
    ],
    ["a wait of half a minute", 0.5, "use a whole number from 0 to 43200; got 0.5"],
    ["a wait with a unit", "5m", expected("number", "string")],
  ),
  ...at(
    "prod",
    `${APP}.artifacts`,
    ["a list of artifacts", [], expected("record", "array")],
    [
      "six artifacts",
      Object.fromEntries(
        ["a", "b", "c", "d", "e", "f"].map((id) => [id, { images: {}, schemaHead: "1" }]),
      ),
      "keep the last five artifacts",
    ],
  ),
  ...at("prod", `${RELEASED}.builtBy`, [
    "an artifact's author",
    "ada",
    unknownKey("builtBy"),
    RELEASED,
  ]),
  ...at(
    "prod",
    `${RELEASED}.images`,
    ["an image with a path", { appos: "example.org/appos" }, DIGEST, `${RELEASED}.images.appos`],
    ["an image without anything", { appos: "" }, DIGEST, `${RELEASED}.images.appos`],
  ),
  ...at(
    "prod",
    `${RELEASED}.schemaHead`,
    ["a schema without a head", "", "Too small: expected string to have >=1 characters"],
    ["a migration without quotes", 1, expected("string", "number")],
  ),
  ...at("prod", `${APP}.active`, [
    "no word on what runs",
    undefined,
    expected("string", "undefined"),
  ]),
];
