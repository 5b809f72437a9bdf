import { at, type BadSetting, expected, TWICE, unknownKey } from "./row";

const ADDRESS = "name an e-mail address, for example ops@example.org";
const OPS = "ops@example.org";
const TOLD = "somebody is told when a store of production fails (at least one address); got none";

/** Bad values of who is told what happens to data stores. */
export const ALERTS: readonly BadSetting[] = [
  ...at(
    "prod",
    "alerts",
    ["alerts in a word", OPS, expected("object", "string")],
    ["prod stores that fail in silence", undefined, TOLD, "alerts.emails"],
  ),
  ...at("prod", "alerts.slack", ["alerts elsewhere", "#ops", unknownKey("slack"), "alerts"]),
  ...at(
    "prod",
    "alerts.emails",
    ["an address that is no list", OPS, expected("array", "string")],
    ["no word on who is told", undefined, expected("array", "undefined")],
    ["one address twice", [OPS, OPS], TWICE],
    ["prod stores that tell nobody", [], TOLD],
  ),
  ...at("prod", "alerts.emails.0", ["an address without its domain", "ops", ADDRESS]),
];
