import * as pulumi from "@pulumi/pulumi";

import { DatabaseLogin, type DatabaseServer } from "../components/data/database-login";
import { InClusterPostgres } from "../components/data/in-cluster-postgres";
import { Postgres } from "../components/data/postgres";
import { connectionUrl } from "../components/shared/connection-url";
import type { Foundation } from "./foundation";
import type { Plan, PlannedApplication } from "./plan";

/** A database and one login that works. */
export interface DeclaredDatabase {
  readonly host: pulumi.Output<string>;
  /** Secret; known only when the login works. */
  readonly url: pulumi.Output<string>;
}

/** Declares the database of one application, and its logins. */
export function declareDatabase(
  plan: Plan,
  app: PlannedApplication,
  foundation: Foundation,
  namespace: pulumi.Output<string>,
): DeclaredDatabase {
  const { name, spec, settings } = app;
  const stamp = foundation.stamp(name);
  const server = declareServer(app, foundation, namespace);
  const login = new DatabaseLogin(
    `${name}-login`,
    {
      server,
      database: spec.database,
      rotation: settings.rotation,
      namespace,
      toolboxImage: plan.settings.toolboxImage,
      stamp,
    },
    foundation.providers,
  );
  const url = pulumi.all([server.host, login.password]).apply(([host, password]) =>
    connectionUrl({
      scheme: "postgresql",
      user: login.user,
      password,
      host,
      port: server.port,
      path: spec.database.name,
      query: { sslmode: server.sslMode },
    }),
  );
  return { host: server.host, url: pulumi.secret(url) };
}

function declareServer(
  { name, spec, database }: PlannedApplication,
  { network, dataKey, guard, stamp, providers }: Foundation,
  namespace: pulumi.Output<string>,
): DatabaseServer {
  const databaseName = spec.database.name;
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
