import { core } from "@pulumi/kubernetes";
import * as pulumi from "@pulumi/pulumi";
import { RandomPassword } from "@pulumi/random";

import { liveSlot, type Rotation } from "../../config/rotation";
import type { Stamp } from "../shared/stamp";
import { fromSecret, type PodArgs } from "../workload/pod";
import { serviceAccount } from "../workload/service-account";
import { bootstrap, bootstrapJob, type DatabaseServer, placeOf } from "./database-server";

export interface DatabaseLoginArgs {
  readonly database: { readonly name: string; readonly owner: string };
  /** Every instance of the database, by name: each learns both roles. */
  readonly servers: Readonly<Record<string, DatabaseServer>>;
  readonly rotation: Rotation;
  readonly namespace: pulumi.Input<string>;
  readonly toolboxImage: string;
  /** What the Jobs need beforehand: leave to connect, and their AWS role. */
  readonly after: readonly pulumi.Resource[];
  readonly stamp: Stamp;
}

/**
 * Two login roles of one owner, the same on every instance; the later date is live, the other waits
 * for the next rotation.
 */
export class DatabaseLogin extends pulumi.ComponentResource {
  readonly user: string;
  /** By instance; known only when the role can log in there with it. */
  readonly passwords: Readonly<Record<string, pulumi.Output<string>>>;
  /** By instance, the same for programs that use libpq, `psql` for example. */
  readonly libpq: Readonly<Record<string, PodArgs["env"]>>;

  constructor(name: string, args: DatabaseLoginArgs, opts?: pulumi.ComponentResourceOptions) {
    super("platform:data:DatabaseLogin", name, {}, opts);
    const { rotation, namespace, stamp } = args;
    const child = { parent: this };
    const labels = { ...stamp, component: bootstrap(name) };
    const account = serviceAccount(bootstrap(name), { namespace, labels }, child);

    const role = (slot: "a" | "b") => {
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
      const prepare = (instance: string, server: DatabaseServer, after: pulumi.Resource[]) =>
        bootstrapJob(
          name,
          {
            ...{ instance, server, slot, date, namespace, labels, user },
            ...{ database: args.database, image: args.toolboxImage },
            serviceAccountName: account,
            passwordSecret: secret.metadata.name,
          },
          { ...child, dependsOn: [...args.after, ...after] },
        );
      return { user, prepare, password: password.result, secretName: secret.metadata.name };
    };
    const roles = { a: role("a"), b: role("b") };
    const live = roles[liveSlot(rotation)];

    this.user = live.user;
    const works = mapValues(args.servers, (server, instance) => {
      // One after the other: both would create the owner role.
      const a = roles.a.prepare(instance, server, []);
      const b = roles.b.prepare(instance, server, [a]);
      return pulumi.all([a.id, b.id]);
    });
    this.passwords = mapValues(works, (done) => done.apply(() => live.password));
    this.libpq = mapValues(args.servers, (server, instance) => [
      ...placeOf(server, args.database),
      { name: "PGUSER", value: live.user },
      fromSecret(
        "PGPASSWORD",
        pulumi.output(works[instance]).apply(() => live.secretName),
        "password",
      ),
    ]);
    this.registerOutputs({ user: this.user });
  }
}

/** The same keys with other values. */
function mapValues<T, U>(
  of: Readonly<Record<string, T>>,
  change: (value: T, key: string) => U,
): Readonly<Record<string, U>> {
  return Object.fromEntries(Object.entries(of).map(([key, value]) => [key, change(value, key)]));
}
