import { s3 } from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";

import type { Uploads } from "../../config/uploads";
import type { Guard } from "../shared/guard";
import { loggedBucket } from "../shared/logged-bucket";
import type { Stamp } from "../shared/stamp";
import type { Grant } from "../workload/identity";

export interface UploadsBucketArgs {
  /** Name in S3, where nobody else in the world may have it; it ends with the account's id. */
  readonly bucket: string;
  readonly settings: Uploads;
  readonly accountId: string;
  readonly region: string;
  readonly kmsKeyArn: pulumi.Input<string>;
  /** Days for which the log of every request is kept. */
  readonly logDays: number;
  readonly guard: Guard;
  readonly stamp: Stamp;
}

/** Versions of a file that stay, however old they are. */
const VERSIONS = 3;

/** A private bucket where what was overwritten or deleted comes back, and every request is remembered. */
export class UploadsBucket extends pulumi.ComponentResource {
  readonly arn: pulumi.Output<string>;
  /** What a process may do that keeps files in it, and nothing else. */
  readonly grants: readonly Grant[];

  constructor(name: string, args: UploadsBucketArgs, opts?: pulumi.ComponentResourceOptions) {
    super("platform:data:UploadsBucket", name, {}, opts);
    const { settings, accountId, region, kmsKeyArn, logDays, guard, stamp } = args;
    const child = { parent: this };
    const bucket = loggedBucket(
      name,
      {
        ...{ accountId, keyArn: kmsKeyArn, logDays, guard, stamp },
        ...{ bucket: args.bucket, lifecycle: settings.lifecycle },
        earlier: { noncurrentDays: settings.noncurrentDays, newerNoncurrentVersions: VERSIONS },
      },
      child,
    );
    // One resource owns all notifications of a bucket; whoever wants one makes a rule of EventBridge.
    new s3.BucketNotification(`${name}-events`, { bucket, eventbridge: true }, child);

    this.arn = pulumi.interpolate`arn:aws:s3:::${bucket}`;
    this.grants = [
      { actions: ["s3:ListBucket"], resource: this.arn },
      {
        actions: ["s3:GetObject", "s3:PutObject", "s3:DeleteObject"],
        resource: pulumi.interpolate`${this.arn}/*`,
      },
      {
        actions: ["kms:Decrypt", "kms:GenerateDataKey"],
        resource: kmsKeyArn,
        // Other data lies under the same key.
        condition: { StringEquals: { "kms:ViaService": `s3.${region}.amazonaws.com` } },
      },
    ];
    this.registerOutputs({ arn: this.arn });
  }
}
