import * as pulumi from "@pulumi/pulumi";

import { DRIVERS } from "../apps/spec";
import { allow, type Store } from "../components/data/clients";
import {
  bootstrapClient,
  DatabaseLogin,
  type DatabaseServer,
} from "../components/data/database-login";
import { InClusterPostgres } from "../components/data/in-cluster-postgres";
import { Postgres } from "../components/data/postgres";
import type { DataSubnets } from "../components/edge/data-subnets";
import { connectionUrl } from "../components/shared/connection-url";
import { backUp } from "./backup";
import { clientsOf, eksOf, peerOf } from "./clients";
import type { Foundation } from "./foundation";
import type { Plan, PlannedApplication } from "./plan";

/** A database and, from the first release on, one login that works. */
export interface DeclaredDatabase {
  readonly host: pulumi.Output<string>;
  /** Secret; known only when the login works, absent before the first release. */
  readonly url: pulumi.Output<string> | undefined;
  /** Leave to connect to it, which pods wait for. */
  readonly access: readonly pulumi.Resource[];
}

/** Declares the database of one application, and its logins. */
export function declareDatabase(
  plan: Plan,
  app: PlannedApplication,
  foundation: Foundation,
  namespace: pulumi.Output<string>,
  subnets: DataSubnets | undefined,
): DeclaredDatabase {
  const { name, spec, where } = app;
  const { scheme, tls } = DRIVERS[spec.database.driver];
  const databaseName = spec.database.name[where.environment];
  const stamp = foundation.stamp(name);
  const { server, store } = declareServer(app, foundation, namespace, subnets);
  // Nothing logs in before there is a release, and the image that makes logins may not exist yet.
  if (app.artifact === undefined) return { host: server.host, url: undefined, access: [] };
  const access = allow(
    {
      ...{ store, namespace, stamp },
      clients: [clientsOf(app), bootstrapClient(`${name}-login`, name, server.administrator)],
      ...eksOf(plan, foundation),
    },
    { parent: server },
  );
  const login = new DatabaseLogin(
    `${name}-login`,
    {
      after: access,
      server,
      database: { name: databaseName, owner: spec.database.owner },
      rotation: where.settings.rotation,
      namespace,
      toolboxImage: plan.settings.toolboxImage,
      stamp,
    },
    foundation.providers,
  );
  const url = pulumi.all([server.host, login.password]).apply(([host, password]) =>
    connectionUrl({
      scheme,
      user: login.user,
      password,
      host,
      port: server.port,
      path: databaseName,
      ...(server.sslMode === "require" && { query: tls }),
    }),
  );
  return { host: server.host, url: pulumi.secret(url), access };
}

function declareServer(
  { name, spec, where }: PlannedApplication,
  foundation: Foundation,
  namespace: pulumi.Output<string>,
  subnets: DataSubnets | undefined,
): { readonly server: DatabaseServer & pulumi.Resource; readonly store: Store } {
  const { network, logs, dataKeyArn, accountId, region, guard, stamp, providers } = foundation;
  const { database: settings, recovery } = where.settings;
  const databaseName = spec.database.name[where.environment];
  const logical = `${name}-postgres`;
  const common = { databaseName, stamp: stamp(name) };
  if (settings.kind === "inCluster") {
    const server = new InClusterPostgres(logical, { ...common, settings, namespace }, providers);
    return {
      server,
      store: { name: logical, port: server.port, peer: peerOf(name, logical, undefined) },
    };
  }
  if (network === undefined || logs === undefined || subnets === undefined) {
    throw new Error(`no network for ${logical}`);
  }
  const server = new Postgres(
    logical,
    {
      ...{ ...common, ...logs, settings, recovery, accountId, region, guard },
      vpcId: network.vpcId,
      subnetIds: subnets.subnetIds,
      kmsKeyArn: dataKeyArn,
    },
    providers,
  );
  if (foundation.backups) backUp(logical, foundation.backups, server);
  const { port, securityGroupId } = server;
  const peer = peerOf(name, logical, subnets);
  return { server, store: { name: logical, port, peer, securityGroupId } };
}
