import { at, type BadSetting, expected, NO_RANGE, oneOf, TWICE, unknownKey } from "./row";

const ACCESS = "applications.appos.access";
const within = (got: number) => `use a whole number from 100 to 2000000000; got ${got}`;

/** Bad values of who may send requests, and how many. */
export const ACCESSES: readonly BadSetting[] = [
  ...at(
    "prod",
    ACCESS,
    ["no word on access", undefined, expected("object", "undefined")],
    ["access in a word", "everybody", expected("object", "string")],
  ),
  ...at("prod", `${ACCESS}.user`, [
    "a user beside the password",
    "ada",
    unknownKey("user"),
    ACCESS,
  ]),
  ...at(
    "prod",
    `${ACCESS}.requestsPer5Minutes`,
    ["fewer requests than a page needs", 99, within(99)],
    ["more requests than WAF counts", 2_000_000_001, within(2_000_000_001)],
    ["half a request", 100.5, within(100.5)],
    ["requests with quotes", "2000", expected("number", "string")],
  ),
  ...at(
    "staging",
    `${ACCESS}.allowedCidrs`,
    ["one allowed range as text", "203.0.113.0/24", expected("array", "string")],
    ["no word on allowed ranges", undefined, expected("array", "undefined")],
    ["an allowed address", ["203.0.113.7"], NO_RANGE, `${ACCESS}.allowedCidrs.0`],
    ["an office by its name", ["198.51.100.0/24", "office"], NO_RANGE, `${ACCESS}.allowedCidrs.1`],
    [
      "an allowed range by its gateway",
      ["203.0.113.1/24"],
      "name the first address of the range: 203.0.113.0/24",
      `${ACCESS}.allowedCidrs.0`,
    ],
    ["a range allowed twice", ["203.0.113.0/24", "203.0.113.0/24"], TWICE],
    [
      "everybody as a range",
      ["0.0.0.0/0"],
      "to let everybody in, name no range",
      `${ACCESS}.allowedCidrs.0`,
    ],
  ),
  ...at(
    "staging",
    `${ACCESS}.password`,
    ["a password in plain settings", "let-me-in", oneOf("none", "secret")],
    ["no word on a password", undefined, oneOf("none", "secret")],
  ),
];
