import * as pulumi from "@pulumi/pulumi";

import { CacheLogin } from "../components/data/cache-login";
import { allow, type Store } from "../components/data/clients";
import { InClusterStore } from "../components/data/in-cluster-store";
import { Redis } from "../components/data/redis";
import type { DataSubnets } from "../components/edge/data-subnets";
import { connectionUrl } from "../components/shared/connection-url";
import { clientsOf, eksOf, peerOf } from "./clients";
import type { Foundation } from "./foundation";
import type { Plan, PlannedApplication } from "./plan";

/** A cache and one login that works. */
export interface DeclaredCache {
  readonly host: pulumi.Output<string>;
  /** Secret where it holds a password. */
  readonly url: pulumi.Output<string>;
  /** Leave to connect to it, which pods wait for. */
  readonly access: readonly pulumi.Resource[];
}

/** dev keeps nothing across restarts, so that a cache is a cache. */
const IN_CLUSTER_COMMAND = ["redis-server", "--dir", "/data", "--save", ""];

/** Celery refuses TLS to Redis without being told how to verify the certificate. */
const CLIENT_QUERY = { celery: { query: { ssl_cert_reqs: "required" } }, plain: {} };

/** Declares the cache of one application, and its logins where there are logins. */
export function declareCache(
  plan: Plan,
  app: PlannedApplication,
  foundation: Foundation,
  namespace: pulumi.Output<string>,
  subnets: DataSubnets | undefined,
): DeclaredCache {
  const { name, spec, where } = app;
  const { network, logs, dataKeyArn, guard, stamp, providers } = foundation;
  const { cache, rotation } = where.settings;
  const logical = `${name}-redis`;
  const peer = peerOf(name, logical, cache.kind === "inCluster" ? undefined : subnets);
  const reach = (parent: pulumi.Resource, store: Pick<Store, "port" | "securityGroupId">) =>
    app.artifact === undefined
      ? []
      : allow(
          {
            store: { name: logical, peer, ...store },
            clients: [clientsOf(app)],
            ...{ namespace, stamp: stamp(name), ...eksOf(plan, foundation) },
          },
          { parent },
        );
  const path = spec.cache.index[where.environment];
  if (cache.kind === "inCluster") {
    const store = new InClusterStore(
      logical,
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
      access: reach(store, { port }),
    };
  }
  if (network === undefined || logs === undefined || subnets === undefined) {
    throw new Error(`no network for ${logical}`);
  }
  const login = new CacheLogin(
    `${name}-cache-login`,
    { owner: spec.database.owner, rotation },
    providers,
  );
  const redis = new Redis(
    `${name}-redis`,
    {
      ...logs,
      settings: cache,
      users: login.users,
      vpcId: network.vpcId,
      subnetIds: subnets.subnetIds,
      kmsKeyArn: dataKeyArn,
      topicArn: foundation.alerts?.cacheTopicArn,
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
  const { host, port, securityGroupId } = redis;
  return { host, url: pulumi.secret(url), access: reach(redis, { port, securityGroupId }) };
}
