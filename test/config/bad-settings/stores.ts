import { at, type BadSetting, expected, oneOf, unknownKey } from "./row";

const IMAGE = "name an image with its tag or digest, for example postgres:16";
const INSTANCE =
  "use db.t4g (micro to 2xlarge), db.m7g or db.r7g (large to 16xlarge), for example db.m7g.large";
const REDIS = "name a Redis 7 version, for example 7.1";
const NODE = "for example cache.t4g.small";
const within = (min: number, max: number, got: number) =>
  `use a whole number from ${min} to ${max}; got ${got}`;

const DATABASE = "applications.appos.database";
const CACHE = "applications.appos.cache";

/** Bad values of every field of a database and a cache, managed (prod) and in the cluster (dev). */
export const STORES: readonly BadSetting[] = [
  ...at("prod", DATABASE, ["no database", undefined, expected("object", "undefined")]),
  ...at(
    "prod",
    `${DATABASE}.kind`,
    ["a database of another kind", "aurora", "use rds or inCluster"],
    ["a database of no kind", undefined, "use rds or inCluster"],
  ),
  ...at("prod", `${DATABASE}.pitrDay`, [
    "a key that is almost right",
    7,
    unknownKey("pitrDay"),
    DATABASE,
  ]),
  ...at("prod", `${DATABASE}.image`, [
    "an image of a managed database",
    "postgres:16",
    unknownKey("image"),
    DATABASE,
  ]),
  ...at(
    "prod",
    `${DATABASE}.instanceClass`,
    ["a class without db", "m7g.large", INSTANCE],
    ["a class without a size", "db.m7g", INSTANCE],
    ["a size that its family lacks", "db.m7g.medium", INSTANCE],
    ["a family that RDS lacks", "db.m70g.large", INSTANCE],
    ["a class of a cache", "cache.m7g.large", INSTANCE],
    ["no class", undefined, INSTANCE],
  ),
  ...at(
    "prod",
    `${DATABASE}.storageGiB`,
    ["a disk that is too small", 19, within(20, 65_536, 19)],
    ["a disk that is too large", 65_537, within(20, 65_536, 65_537)],
    ["part of a GiB", 20.5, within(20, 65_536, 20.5)],
    ["a disk with quotes", "100", expected("number", "string")],
  ),
  ...at("prod", `${DATABASE}.zones`, ["a number of zones", 2, oneOf("single", "multi")]),
  ...at(
    "prod",
    `${DATABASE}.pitrDays`,
    ["LIM-1 zero days of recovery", 0, within(1, 35, 0)],
    ["LIM-1 36 days of recovery", 36, within(1, 35, 36)],
    ["half a day of recovery", 7.5, within(1, 35, 7.5)],
    ["no word on recovery", undefined, expected("number", "undefined")],
  ),
  ...at("prod", `${DATABASE}.lifecycle`, [
    "a lifecycle of its own",
    "keep",
    oneOf("durable", "disposable"),
  ]),
  ...at(
    "dev",
    `${DATABASE}.image`,
    ["a database image that is a number", 16, expected("string", "number")],
    ["no database image", "", IMAGE],
    ["a database image without a tag", "postgres", IMAGE],
  ),
  ...at(
    "dev",
    `${DATABASE}.storageGiB`,
    ["no disk in dev", 0, within(1, 100, 0)],
    ["a dev disk that is too large", 101, within(1, 100, 101)],
  ),
  ...at("dev", `${DATABASE}.pitrDays`, [
    "recovery in the cluster",
    7,
    unknownKey("pitrDays"),
    DATABASE,
  ]),
  ...at("prod", `${CACHE}.kind`, [
    "a cache of another kind",
    "memcached",
    "use elasticache or inCluster",
  ]),
  ...at("prod", `${CACHE}.image`, [
    "an image of a managed cache",
    "redis:7",
    unknownKey("image"),
    CACHE,
  ]),
  ...at(
    "prod",
    `${CACHE}.version`,
    ["Redis 6", "6.2", REDIS],
    ["Redis without a minor", "7", REDIS],
    ["Redis as a number", 7.1, expected("string", "number")],
  ),
  ...at(
    "prod",
    `${CACHE}.nodeType`,
    ["a node without cache", "t4g.small", NODE],
    ["a database's class", "db.m7g.large", NODE],
  ),
  ...at(
    "prod",
    `${CACHE}.replicas`,
    ["fewer than no replicas", -1, within(0, 5, -1)],
    ["six replicas", 6, within(0, 5, 6)],
    ["a replica and a half", 1.5, within(0, 5, 1.5)],
    ["replicas with quotes", "1", expected("number", "string")],
  ),
  ...at("prod", `${CACHE}.lifecycle`, [
    "a cache's lifecycle of its own",
    true,
    oneOf("durable", "disposable"),
  ]),
  ...at("dev", `${CACHE}.image`, ["a cache image without a tag", "redis", IMAGE]),
  ...at("dev", `${CACHE}.replicas`, ["replicas in the cluster", 1, unknownKey("replicas"), CACHE]),
];
