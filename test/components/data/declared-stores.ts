import { Postgres, type PostgresArgs } from "../../../components/data/postgres";
import { Redis, type RedisArgs } from "../../../components/data/redis";
import { Guard } from "../../../components/shared/guard";
import { record, type Recording } from "../../support/recorder";

export const stamp = { app: "appos", environment: "test", stack: "test", owner: "ops" };

const DATABASE: PostgresArgs["settings"] = {
  kind: "rds",
  live: "original",
  instances: { original: { version: "16", from: "nothing", mode: "readWrite" } },
  instanceClass: "db.m7g.large",
  storageGiB: 100,
  maxStorageGiB: 500,
  zones: "multi",
  pitrDays: 30,
  backupWindow: "02:00-03:00",
  maintenanceWindow: "sun:04:00-sun:05:00",
  insightsDays: 31,
  lifecycle: "durable",
};

const CACHE: RedisArgs["settings"] = {
  kind: "elasticache",
  version: "7.1",
  nodeType: "cache.m7g.large",
  replicas: 2,
  maxmemoryPolicy: "noeviction",
  snapshotDays: 20,
  snapshotWindow: "01:00-02:00",
  maintenanceWindow: "mon:05:00-mon:06:00",
  lifecycle: "durable",
};

/** A database `store` as production has it, changed as the test wants it. */
export function declarePostgres(
  settings: Partial<PostgresArgs["settings"]> = {},
  change: Partial<PostgresArgs> = {},
): Postgres {
  return new Postgres("store", {
    ...common(),
    settings: { ...DATABASE, ...settings },
    instance: { version: "16", mode: "readWrite", serving: true },
    recovery: { rpoMinutes: 60, rtoMinutes: 120 },
    databaseName: "appos_core",
    accountId: "333333333333",
    region: "eu-central-1",
    ...change,
  });
}

/** A cache `store` as production has it, changed as the test wants it. */
export function declareRedis(
  settings: Partial<RedisArgs["settings"]> = {},
  change: Partial<RedisArgs> = {},
): Redis {
  return new Redis("store", {
    ...common(),
    settings: { ...CACHE, ...settings },
    topicArn: "arn:cache-alerts",
    users: { appos_a: "generated-a", appos_b: "generated-b" },
    ...change,
  });
}

/** What such a database registers. */
export function postgres(...args: Parameters<typeof declarePostgres>): Promise<Recording> {
  return record(() => declarePostgres(...args));
}

/** What such a cache registers. */
export function redis(...args: Parameters<typeof declareRedis>): Promise<Recording> {
  return record(() => declareRedis(...args));
}

function common() {
  return {
    vpcId: "vpc-1",
    subnetIds: ["subnet-1", "subnet-2"],
    kmsKeyArn: "arn:data-key",
    logKeyArn: "arn:logs-key",
    logDays: 365,
    guard: new Guard(() => false),
    stamp,
  };
}
