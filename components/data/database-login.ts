import { core } from "@pulumi/kubernetes";
import * as pulumi from "@pulumi/pulumi";
import { RandomPassword } from "@pulumi/random";

import { liveSlot, type Rotation } from "../../config/rotation";
import type { Stamp } from "../shared/stamp";
import { gate } from "../workload/gate";
import type { Client } from "./clients";
import { fromSecret, type PodArgs } from "../workload/pod";
import { serviceAccount } from "../workload/service-account";
import { BOOTSTRAP_SCRIPT } from "./bootstrap-script";

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

export interface DatabaseLoginArgs {
  readonly database: { readonly name: string; readonly owner: string };
  readonly server: DatabaseServer;
  readonly rotation: Rotation;
  readonly namespace: pulumi.Input<string>;
  readonly toolboxImage: string;
  /** What the Jobs need beforehand: leave to connect, and their AWS role. */
  readonly after: readonly pulumi.Resource[];
  readonly stamp: Stamp;
}

/** Long enough for a new node and its first image. */
const DEADLINE_SECONDS = 600;

/** Two login roles of one owner; the later date is live, the other waits for the next rotation. */
export class DatabaseLogin extends pulumi.ComponentResource {
  readonly user: string;
  /** Known only when the role can log in with it. */
  readonly password: pulumi.Output<string>;

  constructor(name: string, args: DatabaseLoginArgs, opts?: pulumi.ComponentResourceOptions) {
    super("platform:data:DatabaseLogin", name, {}, opts);
    const { rotation, namespace, stamp } = args;
    const child = { parent: this };
    const labels = { ...stamp, component: bootstrap(name) };
    const account = serviceAccount(bootstrap(name), { namespace, labels }, child);

    const role = (slot: "a" | "b", after: pulumi.Resource[]) => {
      const date = rotation[slot];
      const user = `${args.database.owner}_${slot}`;
      // URL-safe: it stands in connection URLs.
      const password = new RandomPassword(
        `${name}-${slot}`,
        { length: 40, special: false, keepers: { date } },
        child,
      );
      const secret = new core.v1.Secret(
        `${name}-${slot}-${date}`,
        {
          metadata: { name: `${name}-${slot}-${date}`, namespace, labels: { ...stamp } },
          immutable: true,
          stringData: { password: password.result },
        },
        child,
      );
      const job = gate(
        `${name}-bootstrap-${slot}-${date}`,
        {
          name: "bootstrap",
          namespace,
          image: args.toolboxImage,
          command: ["sh", "-c", BOOTSTRAP_SCRIPT],
          env: [
            ...environment(args, user),
            fromSecret("ROLE_PASSWORD", secret.metadata.name, "password"),
          ],
          labels,
          serviceAccountName: account,
          size: "small",
          deadlineSeconds: DEADLINE_SECONDS,
          // A new Pod Identity reaches pods some seconds late; running the script twice is harmless.
          retries: 3,
        },
        { ...child, dependsOn: [...args.after, ...after] },
      );
      return { user, job, password: password.result };
    };
    // One after the other: both would create the owner role.
    const a = role("a", []);
    const b = role("b", [a.job]);
    const live = { a, b }[liveSlot(rotation)];

    this.user = live.user;
    this.password = pulumi.all([live.password, a.job.id, b.job.id]).apply(([password]) => password);
    this.registerOutputs({ user: this.user });
  }
}

/** The Jobs of a login, as their server sees them: they alone may read the administrator's secret. */
export function bootstrapClient(name: string, app: string, administrator: Administrator): Client {
  const client = {
    name: bootstrap(name),
    pods: { kind: "pods", app, components: [bootstrap(name)] },
  } as const;
  if (administrator.kind === "kubernetesSecret") return client;
  const { secretArn, kmsKeyArn } = administrator;
  return {
    ...client,
    identity: {
      description: `Reads the master secret of ${app}'s database to create its login roles`,
      serviceAccount: bootstrap(name),
      grants: [
        { actions: ["secretsmanager:GetSecretValue"], resource: secretArn },
        { actions: ["kms:Decrypt"], resource: kmsKeyArn },
      ],
    },
  };
}

/** Name of the Jobs' ServiceAccount, AWS role and pods. */
function bootstrap(name: string): string {
  return `${name}-bootstrap`;
}

function environment({ server, database }: DatabaseLoginArgs, role: string): PodArgs["env"] {
  const { administrator } = server;
  return [
    { name: "PGHOST", value: server.host },
    { name: "PGPORT", value: String(server.port) },
    { name: "PGDATABASE", value: database.name },
    { name: "PGSSLMODE", value: server.sslMode },
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
