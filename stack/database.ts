import * as pulumi from "@pulumi/pulumi";

import { DRIVERS } from "../apps/spec";
import { DatabaseLogin, type DatabaseServer } from "../components/data/database-login";
import { InClusterPostgres } from "../components/data/in-cluster-postgres";
import { Postgres } from "../components/data/postgres";
import { connectionUrl } from "../components/shared/connection-url";
import type { Foundation } from "./foundation";
import type { Plan, PlannedApplication } from "./plan";

/** A database and, from the first release on, one login that works. */
export interface DeclaredDatabase {
  readonly host: pulumi.Output<string>;
  /** Secret; known only when the login works, absent before the first release. */
  readonly url: pulumi.Output<string> | undefined;
}

/** Declares the database of one application, and its logins. */
export function declareDatabase(
  plan: Plan,
  app: PlannedApplication,
  foundation: Foundation,
  namespace: pulumi.Output<string>,
): DeclaredDatabase {
  const { name, spec, where } = app;
  const { scheme, tls } = DRIVERS[spec.database.driver];
  const databaseName = spec.database.name[where.environment];
  const stamp = foundation.stamp(name);
  const server = declareServer(app, foundation, namespace);
  // Nothing logs in before there is a release, and the image that makes logins may not exist yet.
  if (app.artifact === undefined) return { host: server.host, url: undefined };
  const login = new DatabaseLogin(
    `${name}-login`,
    {
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
  return { host: server.host, url: pulumi.secret(url) };
}

function declareServer(
  { name, spec, where, database }: PlannedApplication,
  { network, dataKey, guard, stamp, providers }: Foundation,
  namespace: pulumi.Output<string>,
): DatabaseServer {
  const databaseName = spec.database.name[where.environment];
  if (database.kind === "inCluster") {
    return new InClusterPostgres(
      `${name}-postgres`,
      { settings: database, databaseName, namespace, stamp: stamp(name) },
      providers,
    );
  }
  return new Postgres(
    `${name}-postgres`,
    {
      settings: database,
      databaseName,
      vpcId: network.vpcId,
      subnetIds: network.dataSubnetIds,
      clientCidrs: network.privateCidrs,
      kmsKeyArn: dataKey.arn,
      eksName: database.eksName,
      guard,
      stamp: stamp(name),
    },
    providers,
  );
}
