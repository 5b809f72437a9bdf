import { at, type BadSetting, expected, unknownKey } from "./row";

const NOTHING_PRECEDES =
  "dev and staging take what people build, nothing precedes them (leave it out)";
const hours = (got: number) => `use a whole number from 0 to 720; got ${got}`;

/** Bad values of where artifacts come from, and of the way back. */
export const PROMOTION: readonly BadSetting[] = [
  ...at(
    "prod",
    "promotion",
    ["a promotion in a word", "staging", expected("object", "string")],
    [
      "production that takes anything",
      undefined,
      "production runs only what staging has proved (from: staging); got none",
    ],
    [
      "a promotion with a key nobody knows",
      { from: "staging", soakHours: 24, approve: true },
      unknownKey("approve"),
    ],
  ),
  ...(["dev", "staging"] as const).flatMap((stack) =>
    at(stack, "promotion", [
      `something that precedes ${stack}`,
      { from: "staging", soakHours: 24 },
      `${NOTHING_PRECEDES}; got staging`,
    ]),
  ),
  ...at(
    "prod",
    "promotion.from",
    ["artifacts straight from dev", "dev", 'Invalid input: expected "staging"'],
    ["artifacts from prod itself", "prod", 'Invalid input: expected "staging"'],
  ),
  ...at(
    "prod",
    "promotion.soakHours",
    ["a soak that ends before it begins", -1, hours(-1)],
    ["a soak of more than thirty days", 721, hours(721)],
    ["a soak of half an hour", 0.5, hours(0.5)],
    ["a soak with a unit", "24h", expected("number", "string")],
    [
      "LIFE-58 a soak of less than a day",
      23,
      "an artifact serves staging for a day before it serves production (at least 24); got 23",
    ],
  ),
  ...at(
    "prod",
    "applications.appos.previous",
    ["a way back that is a number", 7, expected("string", "number")],
    [
      "a way back to nothing that is kept",
      "0123456789ab",
      "name an artifact that active does not, or leave it out; got 0123456789ab",
    ],
    [
      "a way back to what runs",
      "e57209b12c69",
      "name an artifact that active does not, or leave it out; got e57209b12c69",
    ],
  ),
];
