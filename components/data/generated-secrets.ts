import * as pulumi from "@pulumi/pulumi";
import { RandomPassword } from "@pulumi/random";

import { liveSlot, type Rotation } from "../../config/rotation";

/** Secrets that nobody types: one value per name and environment, renewed when a rotation date moves. */
export class GeneratedSecrets extends pulumi.ComponentResource {
  /** Value by name. */
  readonly values: Readonly<Record<string, pulumi.Output<string>>>;

  constructor(
    name: string,
    args: { readonly names: readonly string[]; readonly rotation: Rotation },
    opts?: pulumi.ComponentResourceOptions,
  ) {
    super("platform:data:GeneratedSecrets", name, {}, opts);
    const keepers = { date: args.rotation[liveSlot(args.rotation)] };
    this.values = Object.fromEntries(
      args.names.map((secret) => [
        secret,
        new RandomPassword(
          `${name}-${secret}`,
          { length: 64, special: false, keepers },
          { parent: this },
        ).result,
      ]),
    );
    this.registerOutputs({});
  }
}
