import { kms } from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";

import type { Guard } from "../shared/guard";
import type { Stamp } from "../shared/stamp";

export interface DataKeyArgs {
  /** What the key encrypts, in words. */
  readonly purpose: string;
  readonly lifecycle: "durable" | "disposable";
  readonly guard: Guard;
  readonly stamp: Stamp;
}

/** KMS waits 7-30 days before it deletes a key; data without its key is lost. */
const DELETION_WINDOW_DAYS = { durable: 30, disposable: 7 } as const;

/** One customer-managed key that rotates every year and outlives the stack that used it. */
export class DataKey extends pulumi.ComponentResource {
  readonly arn: pulumi.Output<string>;

  constructor(name: string, args: DataKeyArgs, opts?: pulumi.ComponentResourceOptions) {
    super("platform:data:DataKey", name, {}, opts);
    const keep = args.guard.keep(`${name}-key`, args.lifecycle);
    const key = new kms.Key(
      `${name}-key`,
      {
        description: args.purpose,
        enableKeyRotation: true,
        deletionWindowInDays: DELETION_WINDOW_DAYS[args.lifecycle],
        tags: args.stamp,
      },
      { parent: this, ...keep.options, retainOnDelete: args.lifecycle === "durable" },
    );
    new kms.Alias(
      `${name}-alias`,
      { name: `alias/platform/${name}`, targetKeyId: key.keyId },
      { parent: this },
    );
    this.arn = key.arn;
    this.registerOutputs({ arn: this.arn });
  }
}
