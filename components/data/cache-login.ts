import * as pulumi from "@pulumi/pulumi";
import { RandomPassword } from "@pulumi/random";

import { liveSlot, type Rotation } from "../../config/rotation";

/** Two cache users with a password each; the one with the later date is live. */
export class CacheLogin extends pulumi.ComponentResource {
  /** Password by user name. */
  readonly users: Readonly<Record<string, pulumi.Output<string>>>;
  readonly user: string;
  readonly password: pulumi.Output<string>;

  constructor(
    name: string,
    args: { readonly owner: string; readonly rotation: Rotation },
    opts?: pulumi.ComponentResourceOptions,
  ) {
    super("platform:data:CacheLogin", name, {}, opts);
    const { rotation, owner } = args;
    // URL-safe: it stands in connection URLs.
    const password = (slot: "a" | "b") =>
      new RandomPassword(
        `${name}-${slot}`,
        { length: 40, special: false, keepers: { date: rotation[slot] } },
        { parent: this },
      ).result;
    const passwords = { a: password("a"), b: password("b") };
    const live = liveSlot(rotation);
    this.users = { [`${owner}_a`]: passwords.a, [`${owner}_b`]: passwords.b };
    this.user = `${owner}_${live}`;
    this.password = passwords[live];
    this.registerOutputs({ user: this.user });
  }
}
