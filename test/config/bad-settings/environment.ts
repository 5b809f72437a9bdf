import { at, type BadSetting, expected, NAME, NO_RANGE, oneOf, TWICE, unknownKey } from "./row";

const KEY = "arn:aws:kms:eu-central-1:333333333333:key/state";
const ACCOUNT = "an AWS account id has twelve digits";
const REGION = "name an AWS region, for example eu-central-1";
const CIDR = "use a 10.x.0.0/16 network";
const LOG_DAYS = "use a number of days that CloudWatch Logs takes, for example 365";
const ZONES = "use two or three zones";
const overlaps = (range: string) =>
  `overlaps with network.cidr (10.30.0.0/16): no route could tell them apart; got ${range}`;

/** Bad values of what an environment is and where it stands. */
export const ENVIRONMENT: readonly BadSetting[] = [
  ...at("prod", "databsaes", [
    "a key nobody knows",
    {},
    unknownKey("databsaes"),
    "platform:settings",
  ]),
  ...at(
    "prod",
    "environment",
    ["an environment that is a number", 7, oneOf("dev", "staging", "prod")],
    ["no environment", undefined, oneOf("dev", "staging", "prod")],
    ["a file copied from staging", "staging", "stack prod describes prod; got staging"],
  ),
  ...at(
    "prod",
    "owner",
    ["an owner that is a number", 7, expected("string", "number")],
    ["an empty owner", "", NAME],
    ["an owner in words", "Platform Ops", NAME],
    ["an owner of one letter", "p", NAME],
    ["an owner of 32 letters", "p".repeat(32), NAME],
    ["no owner", undefined, expected("string", "undefined")],
  ),
  ...at("prod", "aws", ["an account as text", "333333333333", expected("object", "string")]),
  ...at("prod", "aws.profile", [
    "a profile beside the account",
    "ops",
    unknownKey("profile"),
    "aws",
  ]),
  ...at(
    "prod",
    "aws.accountId",
    ["an account without quotes", 333333333333, expected("string", "number")],
    ["an account of eleven digits", "33333333333", ACCOUNT],
    ["an account of thirteen digits", "3333333333333", ACCOUNT],
  ),
  ...at(
    "prod",
    "aws.region",
    ["a region by its city", "Frankfurt", REGION],
    ["a zone instead of a region", "eu-central-1a", REGION],
    ["no region", undefined, expected("string", "undefined")],
  ),
  ...at(
    "prod",
    "stateKeys",
    ["one key as text", KEY, expected("array", "string")],
    ["a state that nobody can read", [], "a preview reads the state: name its key"],
    ["a key named twice", [KEY, KEY], TWICE],
    [
      "a key by its alias",
      ["alias/state"],
      "name a KMS key by its ARN, for example arn:aws:kms:eu-central-1:123456789012:key/1234abcd",
      "stateKeys.0",
    ],
  ),
  ...at("staging", "stateKeys", [
    "staging that reads the state of prod",
    [KEY],
    `dev and staging read no state but their own; got ${KEY}`,
  ]),
  ...at("prod", "network.vpcId", ["a network's id", "vpc-1", unknownKey("vpcId"), "network"]),
  ...at(
    "prod",
    "network.cidr",
    ["a network of another size", "10.30.0.0/24", CIDR],
    ["a network without a size", "10.30.0.0", CIDR],
    ["a network outside 10.0.0.0/8", "192.168.0.0/16", CIDR],
    ["a network beyond 10.255", "10.256.0.0/16", CIDR],
    ["a network with a leading zero", "10.030.0.0/16", CIDR],
    ["a network that starts inside itself", "10.30.1.0/16", CIDR],
    ["a network that is a number", 10.3, expected("string", "number")],
    ["no word on the network's range", undefined, expected("string", "undefined")],
    [
      "the network of another environment",
      "10.20.0.0/16",
      "overlaps with network.cidr (10.20.0.0/16): no route could tell them apart; got 10.20.0.0/16",
      "network.reserved.1",
    ],
  ),
  ...at(
    "prod",
    "network.reserved",
    ["one reserved range as text", "10.10.0.0/16", expected("array", "string")],
    ["a range reserved twice", ["10.10.0.0/16", "10.10.0.0/16"], TWICE],
    ["a reserved range without a prefix", ["10.10.0.0"], NO_RANGE, "network.reserved.0"],
    ["a reserved range beyond /32", ["10.10.0.0/33"], NO_RANGE, "network.reserved.0"],
    ["a reserved range of IPv6", ["fd00::/8"], NO_RANGE, "network.reserved.0"],
    [
      "a reserved range by an address inside it",
      ["10.1.2.3/16"],
      "name the first address of the range: 10.1.0.0/16",
      "network.reserved.0",
    ],
    [
      "a reserved range inside the network",
      ["10.10.0.0/16", "10.30.128.0/17"],
      overlaps("10.30.128.0/17"),
      "network.reserved.1",
    ],
    [
      "a reserved range around the network",
      ["10.0.0.0/8"],
      overlaps("10.0.0.0/8"),
      "network.reserved.0",
    ],
  ),
  ...at("prod", "network.endpoints", [
    "endpoints for the public",
    "public",
    oneOf("gateway", "private"),
  ]),
  ...at(
    "prod",
    "network.zones",
    ["one zone as text", "euc1-az1", expected("array", "string")],
    ["a single zone", ["euc1-az1"], ZONES],
    ["four zones", ["euc1-az1", "euc1-az2", "euc1-az3", "euc1-az4"], ZONES],
    ["the same zone twice", ["euc1-az1", "euc1-az1"], TWICE],
    [
      "a zone's name",
      ["euc1-az1", "eu-central-1b"],
      "use a zone id, for example euc1-az1",
      "network.zones.1",
    ],
    [
      "a zone of another region",
      ["euc1-az1", "euw1-az1"],
      "use zones of the region that aws.region names",
    ],
  ),
  ...at("staging", "aws.region", [
    "a region without its zones",
    "ap-southeast-2",
    "use zones of the region that aws.region names",
    "network.zones",
  ]),
  ...at("prod", "network.nat", ["a number of gateways", 2, oneOf("none", "single", "perZone")]),
  ...at(
    "prod",
    "logDays",
    ["logs for a number of days that CloudWatch does not take", 364, LOG_DAYS],
    ["logs for ever", 0, LOG_DAYS],
    ["log days with quotes", "365", LOG_DAYS],
    ["no word on logs", undefined, LOG_DAYS],
  ),
  ...at("prod", "applications", ["a list of applications", [], expected("record", "array")]),
  ...at("prod", "applications.AppOS", ["an application in capitals", {}, NAME]),
];
