import * as pulumi from "@pulumi/pulumi";

import { CacheLogin } from "../components/data/cache-login";
import { InClusterStore } from "../components/data/in-cluster-store";
import { Redis } from "../components/data/redis";
import { connectionUrl } from "../components/shared/connection-url";
import type { Foundation } from "./foundation";
import type { PlannedApplication } from "./plan";

/** A cache and one login that works. */
export interface DeclaredCache {
  readonly host: pulumi.Output<string>;
  /** Secret where it holds a password. */
  readonly url: pulumi.Output<string>;
}

/** dev keeps nothing across restarts, so that a cache is a cache. */
const IN_CLUSTER_COMMAND = ["redis-server", "--dir", "/data", "--save", ""];

/** Celery refuses TLS to Redis without being told how to verify the certificate. */
const CLIENT_QUERY = { celery: { query: { ssl_cert_reqs: "required" } }, plain: {} };

/** Declares the cache of one application, and its logins where it has any. */
export function declareCache(
  { name, spec, where }: PlannedApplication,
  { network, dataKey, guard, stamp, providers }: Foundation,
  namespace: pulumi.Output<string>,
): DeclaredCache {
  const { cache, rotation } = where.settings;
  const path = spec.cache.index[where.environment];
  if (cache.kind === "inCluster") {
    const store = new InClusterStore(
      `${name}-redis`,
      {
        namespace,
        image: cache.image,
        command: IN_CLUSTER_COMMAND,
        env: [],
        port: 6379,
        ready: ["redis-cli", "ping"],
        dataPath: "/data",
        storageGiB: 1,
        stamp: stamp(name),
      },
      providers,
    );
    const { host, port } = store;
    return {
      host,
      url: host.apply((h) => connectionUrl({ scheme: "redis", host: h, port, path })),
    };
  }
  const login = new CacheLogin(
    `${name}-cache-login`,
    { owner: spec.database.owner, rotation },
    providers,
  );
  const redis = new Redis(
    `${name}-redis`,
    {
      settings: cache,
      users: login.users,
      vpcId: network.vpcId,
      subnetIds: network.dataSubnetIds,
      clientCidrs: network.privateCidrs,
      kmsKeyArn: dataKey.arn,
      guard,
      stamp: stamp(name),
    },
    providers,
  );
  const { user } = login;
  const url = pulumi.all([redis.host, login.password]).apply(([host, password]) =>
    connectionUrl({
      scheme: "rediss",
      user,
      password,
      host,
      port: redis.port,
      path,
      ...CLIENT_QUERY[spec.cache.client],
    }),
  );
  return { host: redis.host, url: pulumi.secret(url) };
}
