import {
  at,
  bad,
  type BadSetting,
  EMPTY,
  expected,
  oneOf,
  TWICE,
  unknownKey,
  withValues,
} from "./row";

const ACCOUNT = "an AWS account id has twelve digits";
const REGION = "name an AWS region, for example eu-central-1";
const TOOLBOX = "name the toolbox image by its digest";
const DATE = 'write a date in quotes, for example "2026-10-01"';
const SCANNED =
  "the stack that owns the registry and its account says how images are scanned, no other";
const OWNER = "a stack owns the registry of its own account and region (aws)";

const WAIVER = {
  kind: "destroy",
  subject: "appos-postgres-instance",
  reason: "moved to another account",
  ticket: "OPS-7",
  expires: "2026-12-31",
};

/** Bad values of where images come from, and what is excepted. */
export const DELIVERY: readonly BadSetting[] = [
  ...at(
    "prod",
    "registry.accountId",
    ["a registry in no account", "", ACCOUNT],
    ["a registry in an account that is not the stack's", "444444444444", OWNER, "registry"],
  ),
  ...at(
    "prod",
    "registry.region",
    ["a registry in half a region", "eu", REGION],
    ["a registry in a region that is not the stack's", "eu-west-1", OWNER, "registry"],
  ),
  ...at(
    "prod",
    "registry.pullAccounts",
    ["one puller as text", "111111111111", expected("array", "string")],
    ["a puller without digits", ["staging"], ACCOUNT, "registry.pullAccounts.0"],
    ["a puller named twice", ["111111111111", "111111111111"], TWICE],
    [
      "the registry's own account as a puller",
      ["333333333333"],
      "the registry's own account pulls anyway: list the others",
    ],
  ),
  ...at("staging", "registry.pullAccounts", [
    "pullers of a registry that another stack owns",
    ["111111111111"],
    "only the stack that owns the registry says who may pull",
  ]),
  ...at("prod", "registry.mutable", ["mutable tags", true, unknownKey("mutable"), "registry"]),
  ...at(
    "prod",
    "registry.scanning",
    ["images that nobody looks into", "none", oneOf("basic", "enhanced")],
    ["no word on how images are scanned", undefined, SCANNED],
  ),
  ...at("staging", "registry.scanning", [
    "scans of a registry that another stack owns",
    "basic",
    SCANNED,
  ]),
  ...at(
    "prod",
    "ownsAccount",
    ["a number for yes or no", 1, expected("boolean", "number")],
    ["scans of an account that another stack owns", false, SCANNED, "registry.scanning"],
  ),
  ...at("prod", "ownsRegistry", ["a word for yes or no", "yes", expected("boolean", "string")]),
  bad(
    "prod",
    "a registry that nobody owns",
    { settings: withValues("prod", { ownsRegistry: false }) },
    ["only the stack that owns the registry says who may pull", "registry.pullAccounts"],
    [SCANNED, "registry.scanning"],
  ),
  bad(
    "dev",
    "a second owner of the registry",
    { settings: withValues("dev", { ownsRegistry: true }) },
    [OWNER, "registry"],
    [SCANNED, "registry.scanning"],
  ),
  ...at(
    "prod",
    "toolboxImage",
    ["a toolbox by its tag", "example.org/toolbox:1", TOOLBOX],
    ["a toolbox with half a digest", `example.org/toolbox@sha256:${"0".repeat(63)}`, TOOLBOX],
    ["a toolbox that is a number", 1, expected("string", "number")],
  ),
  ...at(
    "prod",
    "waivers",
    ["one waiver outside a list", WAIVER, expected("array", "object")],
    ["a waiver with a key nobody knows", [{ ...WAIVER, by: "ada" }], unknownKey("by"), "waivers.0"],
    [
      "a waiver of another kind",
      [{ ...WAIVER, kind: "all" }],
      oneOf("destroy", "weaken", "policy", "hotfix", "rule"),
      "waivers.0.kind",
    ],
    ["a waiver of nothing", [{ ...WAIVER, subject: "" }], EMPTY, "waivers.0.subject"],
    [
      "a waiver that says nothing",
      [{ ...WAIVER, reason: "because" }],
      "say why, in at least ten characters",
      "waivers.0.reason",
    ],
    ["a waiver without a ticket", [{ ...WAIVER, ticket: "" }], EMPTY, "waivers.0.ticket"],
    ["a waiver without an end", [{ ...WAIVER, expires: undefined }], DATE, "waivers.0.expires"],
    [
      "a waiver until a thirteenth month",
      [{ ...WAIVER, expires: "2026-13-01" }],
      DATE,
      "waivers.0.expires",
    ],
  ),
];
