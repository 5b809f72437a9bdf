import type { core } from "@pulumi/kubernetes";
import type * as pulumi from "@pulumi/pulumi";

import { admit } from "../components/data/clients";
import { InClusterPostgres } from "../components/data/in-cluster-postgres";
import type { DatabaseServer } from "../components/data/database-server";
import { Postgres, type Restored } from "../components/data/postgres";
import type { DataSubnets } from "../components/edge/data-subnets";
import { rehearsalStart } from "../components/workload/rehearsal";
import type { Database } from "../config/database";
import { type Origin, ORIGINAL } from "../config/instances";
import { backUp } from "./backup";
import { eksOf } from "./clients";
import type { Foundation } from "./foundation";
import type { Plan, PlannedApplication } from "./plan";

/** Every instance of one database, by name, and what lets pods connect to it. */
export interface Instances {
  readonly servers: Readonly<Record<string, DatabaseServer>>;
  readonly port: number;
  readonly admitted: readonly pulumi.Resource[];
  readonly rehearsed: Rehearsed | undefined;
}

/** An instance that is restored to prove that it can be, and what was there before that began. */
export interface Rehearsed {
  readonly instance: string;
  readonly started: core.v1.ConfigMap;
}

type Managed = Extract<Database, { kind: "rds" }>;

/** Declares the instances side by side; none of them ever takes the place of another. */
export function declareInstances(
  plan: Plan,
  app: PlannedApplication,
  foundation: Foundation,
  namespace: pulumi.Output<string>,
  subnets: DataSubnets | undefined,
): Instances {
  const { name, spec, where } = app;
  const { database: settings } = where.settings;
  const databaseName = spec.database.name[where.environment];
  if (settings.kind === "inCluster") {
    const args = { databaseName, settings, namespace, stamp: foundation.stamp(name) };
    const server = new InClusterPostgres(instanceName(name, ORIGINAL), args, foundation.providers);
    return {
      servers: { [ORIGINAL]: server },
      port: server.port,
      admitted: [],
      rehearsed: undefined,
    };
  }
  const rehearsed = declareStart(app, settings, foundation, namespace);
  const declared = Object.keys(settings.instances).map((instance) => {
    const logical = instanceName(name, instance);
    const after = rehearsed?.instance === instance ? [rehearsed.started] : [];
    const server = declareInstance(app, settings, instance, foundation, subnets, after);
    const store = { name: logical, port: server.port, securityGroupId: server.securityGroupId };
    const access = { ...eksOf(plan, foundation), stamp: foundation.stamp(name) };
    const admitted = app.artifact === undefined ? [] : admit(store, access, { parent: server });
    return { instance, server, admitted };
  });
  return {
    servers: Object.fromEntries(declared.map(({ instance, server }) => [instance, server])),
    port: Postgres.PORT,
    admitted: declared.flatMap(({ admitted }) => admitted),
    rehearsed,
  };
}

function declareStart(
  { name }: PlannedApplication,
  { instances }: Managed,
  { stamp: stampOf, cluster }: Foundation,
  namespace: pulumi.Output<string>,
): Rehearsed | undefined {
  const instance = Object.keys(instances).find((each) => instances[each]?.mode === "rehearsal");
  if (instance === undefined) return undefined;
  const stamp = stampOf(name);
  const opts = { provider: cluster.provider };
  return {
    instance,
    started: rehearsalStart(`${name}-rehearsal-${instance}`, { namespace, stamp }, opts),
  };
}

function declareInstance(
  { name, spec, where }: PlannedApplication,
  settings: Managed,
  instance: string,
  foundation: Foundation,
  subnets: DataSubnets | undefined,
  after: readonly pulumi.Resource[],
): Postgres {
  const { network, logs, dataKeyArn, accountId, region, guard, stamp, providers } = foundation;
  const logical = instanceName(name, instance);
  const own = settings.instances[instance];
  if (network === undefined || logs === undefined || subnets === undefined || own === undefined) {
    throw new Error(`no network for ${logical}`);
  }
  const server = new Postgres(
    logical,
    {
      ...{ ...logs, settings, accountId, region, guard, stamp: stamp(name), after },
      instance: { ...own, serving: instance === settings.live },
      ...(own.from !== "nothing" && { restored: restored(name, own.from) }),
      recovery: where.settings.recovery,
      databaseName: spec.database.name[where.environment],
      vpcId: network.vpcId,
      subnetIds: subnets.subnetIds,
      kmsKeyArn: dataKeyArn,
    },
    providers,
  );
  // A rehearsal goes again; everything else is kept a second time.
  if (foundation.backups && own.mode !== "rehearsal") backUp(logical, foundation.backups, server);
  return server;
}

/** Name of one instance, in the program and in RDS; the first has the database's own. */
export function instanceName(application: string, instance: string): string {
  return [application, "postgres", ...(instance === ORIGINAL ? [] : [instance])].join("-");
}

function restored(application: string, from: Exclude<Origin, "nothing">): Restored {
  if ("snapshot" in from) return { snapshotIdentifier: from.snapshot };
  return {
    restoreToPointInTime: {
      sourceDbInstanceIdentifier: instanceName(application, from.instance),
      restoreTime: from.pointInTime,
    },
  };
}
