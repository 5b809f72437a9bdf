import * as pulumi from "@pulumi/pulumi";
import { RandomPassword } from "@pulumi/random";

import { liveSlot, type Rotation } from "../../config/rotation";

/**
 * Two secrets by which a load balancer knows the CDN of one host; it takes both, so that the one that
 * is sent can change while no request is refused.
 */
export class CdnKeys extends pulumi.ComponentResource {
  readonly all: readonly pulumi.Output<string>[];
  /** What the CDN sends. */
  readonly live: pulumi.Output<string>;

  constructor(
    name: string,
    { rotation }: { readonly rotation: Rotation },
    opts?: pulumi.ComponentResourceOptions,
  ) {
    super("platform:edge:CdnKeys", name, {}, opts);
    const key = (slot: keyof Rotation) =>
      new RandomPassword(
        `${name}-${slot}`,
        { length: 64, special: false, keepers: { date: rotation[slot] } },
        { parent: this },
      ).result;
    const keys = { a: key("a"), b: key("b") };
    this.all = [keys.a, keys.b];
    this.live = keys[liveSlot(rotation)];
    this.registerOutputs({});
  }
}
