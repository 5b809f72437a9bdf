import { core } from "@pulumi/kubernetes";
import * as pulumi from "@pulumi/pulumi";
import { RandomPassword } from "@pulumi/random";

import type { Database } from "../../config/database";
import type { Stamp } from "../shared/stamp";
import { fromSecret } from "../workload/pod";
import type { DatabaseServer } from "./database-server";
import { InClusterStore } from "./in-cluster-store";

export interface InClusterPostgresArgs {
  readonly settings: Extract<Database, { kind: "inCluster" }>;
  readonly databaseName: string;
  readonly namespace: pulumi.Input<string>;
  readonly stamp: Stamp;
}

const ADMINISTRATOR = "postgres";
const DATA = "/var/lib/postgresql/data";

/** PostgreSQL from the official image, with a password of its own, inside the cluster. */
export class InClusterPostgres extends pulumi.ComponentResource implements DatabaseServer {
  readonly host: pulumi.Output<string>;
  readonly port = 5432;
  readonly sslMode = "disable";
  readonly administrator: DatabaseServer["administrator"];

  constructor(name: string, args: InClusterPostgresArgs, opts?: pulumi.ComponentResourceOptions) {
    super("platform:data:InClusterPostgres", name, {}, opts);
    const { namespace, stamp, settings } = args;
    const child = { parent: this };
    const password = new RandomPassword(`${name}-admin`, { length: 40, special: false }, child);
    const secret = new core.v1.Secret(
      `${name}-admin`,
      {
        metadata: { name: `${name}-admin`, namespace, labels: { ...stamp } },
        immutable: true,
        stringData: { password: password.result },
      },
      child,
    );
    const secretName = secret.metadata.name;
    const store = new InClusterStore(
      name,
      {
        namespace,
        image: settings.image,
        env: [
          { name: "POSTGRES_DB", value: args.databaseName },
          // A volume's root holds lost+found, which initdb refuses.
          { name: "PGDATA", value: `${DATA}/server` },
          fromSecret("POSTGRES_PASSWORD", secretName, "password"),
        ],
        port: this.port,
        // Over TCP: while the database is being initialised, a server answers on the socket alone.
        ready: ["pg_isready", "-h", "127.0.0.1", "-U", ADMINISTRATOR],
        dataPath: DATA,
        storageGiB: settings.storageGiB,
        volumes: [{ volume: { name: "run", emptyDir: {} }, mountPath: "/var/run/postgresql" }],
        stamp,
      },
      child,
    );
    this.host = store.host;
    this.administrator = { kind: "kubernetesSecret", user: ADMINISTRATOR, secretName };
    this.registerOutputs({ host: this.host });
  }
}
