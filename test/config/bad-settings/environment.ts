import { at, type BadSetting, EMPTY, expected, NAME, oneOf, unknownKey } from "./row";

const ACCOUNT = "an AWS account id has twelve digits";
const REGION = "name an AWS region, for example eu-central-1";
const CIDR = "use a 10.x.0.0/16 network";
const ZONES = "use two or three zones";
const EKS = "name an EKS cluster, for example prod";
const TWICE = "name each of them only once";

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
  ...at("prod", "network.vpcId", ["a network's id", "vpc-1", unknownKey("vpcId"), "network"]),
  ...at(
    "prod",
    "network.cidr",
    ["a network of another size", "10.30.0.0/24", CIDR],
    ["a network outside 10.0.0.0/8", "192.168.0.0/16", CIDR],
    ["a network beyond 10.255", "10.256.0.0/16", CIDR],
    ["a network with a leading zero", "10.030.0.0/16", CIDR],
    ["a network that starts inside itself", "10.30.1.0/16", CIDR],
    ["a network that is a number", 10.3, expected("string", "number")],
  ),
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
  ...at("dev", "aws.region", [
    "a region without its zones",
    "ap-southeast-2",
    "use zones of the region that aws.region names",
    "network.zones",
  ]),
  ...at("prod", "network.nat", ["a number of gateways", 2, oneOf("none", "single", "perZone")]),
  ...at("prod", "cluster.kind", [
    "a cluster to be made",
    "eks",
    'Invalid input: expected "existing"',
  ]),
  ...at(
    "prod",
    "cluster.context",
    ["no context", undefined, expected("string", "undefined")],
    ["an empty context", "", EMPTY],
  ),
  ...at(
    "prod",
    "cluster.eksName",
    ["an empty EKS name", "", EKS],
    ["an EKS name with a slash", "eu/prod", EKS],
    ["an EKS name of 101 letters", "p".repeat(101), EKS],
  ),
  ...at("prod", "cluster.version", [
    "a cluster's version",
    "1.33",
    unknownKey("version"),
    "cluster",
  ]),
  ...at("prod", "applications", ["a list of applications", [], expected("record", "array")]),
  ...at("prod", "applications.AppOS", ["an application in capitals", {}, NAME]),
];
