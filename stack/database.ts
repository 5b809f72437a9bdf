import * as pulumi from "@pulumi/pulumi";

import { DRIVERS } from "../apps/stores";
import { StoreAccess } from "../components/data/clients";
import { DatabaseLogin } from "../components/data/database-login";
import { bootstrapClient } from "../components/data/database-server";
import type { DataSubnets } from "../components/edge/data-subnets";
import { connectionUrl } from "../components/shared/connection-url";
import type { PodArgs } from "../components/workload/pod";
import type { Database } from "../config/database";
import { type LastDatabase, ORIGINAL } from "../config/instances";
import { clientsOf, dumpPods, eksOf, peerOf, rehearsalClient } from "./clients";
import type { Foundation } from "./foundation";
import { declareInstances, instanceName, type Instances, type Rehearsed } from "./instances";
import type { Plan, PlannedApplication } from "./plan";

/** A database and, from the first release on, one login that works. */
export interface DeclaredDatabase {
  readonly host: pulumi.Output<string>;
  /** Secret, by instance; known only when the login works there. Empty before the first release. */
  readonly urls: Readonly<Record<string, pulumi.Output<string>>>;
  /** That of the instance that serves; absent before the first release. */
  readonly url: pulumi.Output<string> | undefined;
  /** The same as variables of libpq; none before the first release. */
  readonly libpq: PodArgs["env"];
  /** Instances whose login works; absent before the first release, and in the cluster. */
  readonly usable: pulumi.Output<LastDatabase> | undefined;
  /** Leave to connect to it, which pods wait for. */
  readonly access: readonly pulumi.Resource[];
  readonly rehearsed: Rehearsed | undefined;
}

/** Declares the database of one application, every instance of it, and its logins. */
export function declareDatabase(
  plan: Plan,
  app: PlannedApplication,
  foundation: Foundation,
  namespace: pulumi.Output<string>,
  subnets: DataSubnets | undefined,
): DeclaredDatabase {
  const { name, spec, where } = app;
  const { database: settings, rotation } = where.settings;
  const instances = declareInstances(plan, app, foundation, namespace, subnets);
  const live = settings.kind === "rds" ? settings.live : ORIGINAL;
  const host = hostOf(instances, live);
  const { rehearsed } = instances;
  // Nothing logs in before there is a release, and the image that makes logins may not exist yet.
  if (app.artifact === undefined) {
    return { host, urls: {}, url: undefined, libpq: [], usable: undefined, access: [], rehearsed };
  }
  const stamp = foundation.stamp(name);
  const store = {
    name: instanceName(name, ORIGINAL),
    port: instances.port,
    peer: peerOf(name, instanceName(name, ORIGINAL), subnets),
  };
  const administrators = Object.values(instances.servers).map(({ administrator }) => administrator);
  const dump = dumpPods(app);
  const { ready } = new StoreAccess(
    `${name}-database-access`,
    {
      ...{ store, namespace, stamp, ...eksOf(plan, foundation) },
      clients: [
        clientsOf(app),
        bootstrapClient(`${name}-login`, name, administrators),
        ...(dump === undefined ? [] : [{ name: `${name}-backup`, pods: dump }]),
        ...(rehearsed === undefined ? [] : [rehearsalClient(name)]),
      ],
    },
    foundation.providers,
  );
  const access = [...instances.admitted, ...ready];
  const database = {
    name: spec.database.name[where.environment],
    owner: spec.database.owner,
  };
  const login = new DatabaseLogin(
    `${name}-login`,
    {
      ...{ servers: instances.servers, database, rotation, namespace, stamp, after: access },
      toolboxImage: plan.settings.toolboxImage,
    },
    foundation.providers,
  );
  const { scheme, tls } = DRIVERS[spec.database.driver];
  const urls = Object.fromEntries(
    Object.entries(instances.servers).map(([instance, { host: server, port, sslMode }]) => {
      const url = pulumi.all([server, login.passwords[instance] ?? ""]).apply(([to, password]) =>
        connectionUrl({
          ...{ scheme, user: login.user, password, host: to, port, path: database.name },
          ...(sslMode === "require" && { query: tls }),
        }),
      );
      return [instance, pulumi.secret(url)];
    }),
  );
  return {
    ...{ host, urls, access, rehearsed },
    url: urls[live],
    libpq: login.libpq[live] ?? [],
    usable: usable(settings, login),
  };
}

function hostOf({ servers }: Instances, live: string): pulumi.Output<string> {
  const server = servers[live];
  if (server === undefined) throw new Error(`no instance ${live}`);
  return server.host;
}

/** What the next run must know: which instances can be used, and which of them serves. */
function usable(settings: Database, login: DatabaseLogin): pulumi.Output<LastDatabase> | undefined {
  if (settings.kind !== "rds") return undefined;
  const { live, instances } = settings;
  const known = Object.fromEntries(
    Object.entries(instances).map(([name, { version, mode }]) => [name, { version, mode }]),
  );
  // The passwords themselves stay where they are.
  return pulumi.unsecret(
    pulumi.all(Object.values(login.passwords)).apply(() => ({ live, instances: known })),
  );
}
