import type { batch } from "@pulumi/kubernetes";
import type * as pulumi from "@pulumi/pulumi";

import { ORIGINAL } from "../../config/instances";
import { gate } from "../workload/gate";
import { fromSecret, type PodArgs } from "../workload/pod";
import { BOOTSTRAP_SCRIPT } from "./bootstrap-script";
import type { Client } from "./clients";

/** Where the bootstrap Job finds the administrator's password; nothing else ever reads it. */
export type Administrator =
  | {
      readonly kind: "secretsManager";
      readonly secretArn: pulumi.Input<string>;
      readonly kmsKeyArn: pulumi.Input<string>;
    }
  | {
      readonly kind: "kubernetesSecret";
      readonly user: string;
      readonly secretName: pulumi.Input<string>;
    };

/** What a login needs to know of its server, wherever that runs. */
export interface DatabaseServer {
  readonly host: pulumi.Output<string>;
  readonly port: number;
  readonly sslMode: "require" | "disable";
  readonly administrator: Administrator;
}

export interface BootstrapJobArgs extends Pick<PodArgs, "labels" | "serviceAccountName" | "image"> {
  readonly namespace: pulumi.Input<string>;
  readonly server: DatabaseServer;
  /** Name of the instance among those of its database. */
  readonly instance: string;
  readonly database: { readonly name: string; readonly owner: string };
  readonly slot: "a" | "b";
  readonly date: string;
  readonly user: string;
  /** Kubernetes Secret that holds the role's `password`. */
  readonly passwordSecret: pulumi.Input<string>;
}

/** Long enough for a new node and its first image. */
const DEADLINE_SECONDS = 600;

/** Gives one role its password on one instance. */
export function bootstrapJob(
  name: string,
  args: BootstrapJobArgs,
  opts: pulumi.CustomResourceOptions,
): batch.v1.Job {
  const { instance, server, slot, date, database, user, passwordSecret, ...pod } = args;
  return gate(
    [name, "bootstrap", ...(instance === ORIGINAL ? [] : [instance]), slot, date].join("-"),
    {
      ...pod,
      name: "bootstrap",
      command: ["sh", "-c", BOOTSTRAP_SCRIPT],
      env: [
        ...environment(server, database, user),
        fromSecret("ROLE_PASSWORD", passwordSecret, "password"),
      ],
      size: "small",
      deadlineSeconds: DEADLINE_SECONDS,
      // A new Pod Identity reaches pods some seconds late; running the script twice is harmless.
      retries: 3,
    },
    opts,
  );
}

/** The Jobs of a login, as their server sees them: they alone may read the administrator's secret. */
export function bootstrapClient(
  name: string,
  app: string,
  administrators: readonly Administrator[],
): Client {
  const client = {
    name: bootstrap(name),
    pods: { kind: "pods", app, components: [bootstrap(name)] },
  } as const;
  const grants = administrators.flatMap((administrator) =>
    administrator.kind === "kubernetesSecret"
      ? []
      : [
          { actions: ["secretsmanager:GetSecretValue"], resource: administrator.secretArn },
          { actions: ["kms:Decrypt"], resource: administrator.kmsKeyArn },
        ],
  );
  if (grants.length === 0) return client;
  return {
    ...client,
    identity: {
      description: `Reads the master secret of ${app}'s database to create its login roles`,
      serviceAccount: bootstrap(name),
      grants,
    },
  };
}

/** Name of the Jobs' ServiceAccount, AWS role and pods. */
export function bootstrap(name: string): string {
  return `${name}-bootstrap`;
}

/** Where a database is, for programs that use libpq. */
export function placeOf(
  server: DatabaseServer,
  database: Pick<BootstrapJobArgs["database"], "name">,
): PodArgs["env"] {
  return [
    { name: "PGHOST", value: server.host },
    { name: "PGPORT", value: String(server.port) },
    { name: "PGDATABASE", value: database.name },
    { name: "PGSSLMODE", value: server.sslMode },
  ];
}

function environment(
  server: DatabaseServer,
  database: BootstrapJobArgs["database"],
  role: string,
): PodArgs["env"] {
  const { administrator } = server;
  return [
    ...placeOf(server, database),
    { name: "OWNER", value: database.owner },
    { name: "ROLE", value: role },
    ...(administrator.kind === "secretsManager"
      ? [{ name: "ADMIN_SECRET_ARN", value: administrator.secretArn }]
      : [
          { name: "PGUSER", value: administrator.user },
          fromSecret("PGPASSWORD", administrator.secretName, "password"),
        ]),
  ];
}
