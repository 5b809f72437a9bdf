import { at, type BadSetting } from "./row";

const APP = "applications.appos";
const ARTIFACTS = `${APP}.artifacts`;
const IN_CLUSTER = { kind: "inCluster", image: "postgres:16", storageGiB: 5 };
const TAGGED = { aaaaaaaaaaaa: { images: { appos: "v1.2.3" }, schemaHead: "0001" } };
const GATEWAY = { kind: "gateway", name: "public", namespace: "gateways" };
const HTTPS = "production is reached over HTTPS alone, with certificates of its own (loadBalancer)";
const NOBODY = { teams: [], users: [] };

const OUTSIDE_DEV = (["staging", "prod"] as const).flatMap((stack) => [
  ...at(stack, `${APP}.database`, [
    `a ${stack} database in the cluster`,
    IN_CLUSTER,
    "data outside dev lives in a managed database with point-in-time recovery (rds); got inCluster",
    `${APP}.database.kind`,
  ]),
  ...at(stack, `${APP}.database.lifecycle`, [
    `${stack} data that goes with the stack`,
    "disposable",
    "data outside dev outlives the stack (durable); got disposable",
  ]),
  ...at(stack, `${APP}.cache`, [
    `a ${stack} cache without authentication`,
    { kind: "inCluster", image: "redis:7" },
    "the cache outside dev is managed, encrypted and authenticated (elasticache); got inCluster",
    `${APP}.cache.kind`,
  ]),
  ...at(stack, `${APP}.cache.lifecycle`, [
    `${stack} queues that go with the stack`,
    "disposable",
    "the cache outside dev, which holds queues, outlives the stack (durable); got disposable",
  ]),
  ...at(stack, `${APP}.host`, [
    `no name for people in ${stack}`,
    undefined,
    "people reach staging and production under a name; got none",
  ]),
  ...at(stack, ARTIFACTS, [
    `a tag in ${stack}`,
    TAGGED,
    "outside dev an image is named by its digest, never by a tag; got v1.2.3",
  ]),
]);

/** One row for every promise of `config/{guarantees,own-guarantees,recovery}.ts` that an environment may break. */
export const PROMISES: readonly BadSetting[] = [
  ...OUTSIDE_DEV,
  ...at("prod", `${APP}.database.pitrDays`, [
    "six days of recovery in prod",
    6,
    "production can be restored to any second of the last 7 days at least; got 6",
  ]),
  ...at("prod", `${APP}.database.zones`, [
    "a prod database in one zone",
    "single",
    "the production database survives the loss of one zone (multi); got single",
  ]),
  ...at("prod", `${APP}.cache.replicas`, [
    "a prod cache of one node",
    0,
    "the production cache fails over by itself (at least one replica); got 0",
  ]),
  ...at("prod", `${APP}.cache.snapshotDays`, [
    "two weeks of snapshots of a prod cache",
    14,
    "the production cache can be brought back from a snapshot of each of the last 15 days at least; got 14",
  ]),
  ...at("prod", `${APP}.backend.replicas`, [
    "a single backend in prod",
    1,
    "production serves while a pod is replaced (at least two replicas); got 1",
  ]),
  ...at("prod", "applications.life-os.frontend.replicas", [
    "a single front-end in prod",
    1,
    "production shows pages while a pod is replaced (at least two replicas); got 1",
  ]),
  ...at("prod", `${APP}.reviewers`, [
    "APP-27 production without reviewers",
    NOBODY,
    "nobody deploys to production alone (at least one reviewer); got none",
  ]),
  ...at("prod", "github.reviewers", [
    "a platform that anyone may deploy",
    NOBODY,
    "nobody changes production alone (at least one reviewer); got none",
  ]),
  ...at("prod", `${APP}.notify`, [
    "prod deployments that nobody hears of",
    "none",
    "every production deployment is announced; got none",
  ]),
  ...at("prod", `${APP}.access.requestsPer5Minutes`, [
    "a prod host without a limit of requests",
    undefined,
    "production limits the requests of one address; got none",
  ]),
  ...at("prod", `${APP}.access.password`, [
    "a prod host behind a shared password",
    "secret",
    "people log in to production as themselves, never with a password that they share (none); got secret",
  ]),
  ...at("prod", `${APP}.access.allowedCidrs`, [
    "a prod host for one office",
    ["203.0.113.0/24"],
    "production is there for everybody, wherever they are (an empty list); got 203.0.113.0/24",
  ]),
  ...at("prod", "network.nat", [
    "one way out of all prod zones",
    "single",
    "a zone of production that fails takes no other zone's way out with it (perZone); got single",
  ]),
  ...at("prod", "network.endpoints", [
    "prod calls of AWS over the internet",
    "gateway",
    "production calls AWS without leaving its network (private); got gateway",
  ]),
  ...at(
    "prod",
    "edge",
    ["prod hosts behind a Gateway", GATEWAY, `${HTTPS}; got gateway`, "edge.kind"],
    ["prod hosts behind nothing", undefined, `${HTTPS}; got none`, "edge.kind"],
  ),
  ...at("prod", "edge.accessLogDays", [
    "prod requests that are forgotten within a year",
    364,
    "production remembers every request for a year at least (365); got 364",
  ]),
  ...at("prod", "logDays", [
    "prod logs that end within a year",
    180,
    "production keeps the logs of network, cluster, firewall and stores for a year at least (365); got 180",
  ]),
];
