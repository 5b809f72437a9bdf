import * as pulumi from "@pulumi/pulumi";

import { loggedBucket } from "../shared/logged-bucket";
import type { BucketKeeping } from "../shared/private-bucket";
import type { Grant } from "../workload/identity";

export interface DumpsBucketArgs extends BucketKeeping {
  /** Begins the bucket's name. */
  readonly bucketPrefix: string;
  /** Days for which a dump is kept. */
  readonly days: number;
  readonly accountId: string;
  readonly region: string;
  readonly kmsKeyArn: pulumi.Input<string>;
  /** Days for which the log of every request is kept. */
  readonly logDays: number;
}

/** A private bucket for the dumps that come before releases, with a folder for each application. */
export class DumpsBucket extends pulumi.ComponentResource {
  /** Resolves once its policy stands. */
  readonly bucket: pulumi.Output<string>;

  constructor(
    name: string,
    private readonly args: DumpsBucketArgs,
    opts?: pulumi.ComponentResourceOptions,
  ) {
    super("platform:data:DumpsBucket", name, {}, opts);
    const { bucketPrefix, accountId, kmsKeyArn: keyArn } = args;
    const bucket = `${bucketPrefix}-dumps-${accountId}`;
    this.bucket = loggedBucket(name, { ...args, bucket, keyArn }, { parent: this });
    this.registerOutputs({ bucket: this.bucket });
  }

  /** What a Job may do that dumps into a folder: add to it and see its list, read nothing. */
  adding(folder: string): readonly Grant[] {
    const { kmsKeyArn, region } = this.args;
    return [
      {
        actions: ["s3:PutObject"],
        resource: pulumi.interpolate`arn:aws:s3:::${this.bucket}/${folder}/*`,
      },
      {
        actions: ["s3:ListBucket"],
        resource: pulumi.interpolate`arn:aws:s3:::${this.bucket}`,
        condition: { StringLike: { "s3:prefix": `${folder}/*` } },
      },
      {
        // S3 puts the parts of an upload together, for which it decrypts them.
        actions: ["kms:GenerateDataKey", "kms:Decrypt"],
        resource: kmsKeyArn,
        // Other data lies under the same key.
        condition: { StringEquals: { "kms:ViaService": `s3.${region}.amazonaws.com` } },
      },
    ];
  }
}
