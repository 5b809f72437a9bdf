import { s3 } from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";

import type { Uploads } from "../../config/uploads";
import type { Guard } from "../shared/guard";
import { privateBucket } from "../shared/private-bucket";
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
    const { settings, region, kmsKeyArn, guard, stamp } = args;
    const child = { parent: this };
    const common = { lifecycle: settings.lifecycle, guard, stamp };

    const bucket = privateBucket(
      `${name}-bucket`,
      {
        ...common,
        bucket: args.bucket,
        earlier: {
          noncurrentDays: settings.noncurrentDays,
          newerNoncurrentVersions: VERSIONS,
        },
        keyArn: kmsKeyArn,
        statements: (arn) => refusals(arn, kmsKeyArn),
      },
      child,
    );
    const log = privateBucket(
      `${name}-log`,
      {
        ...common,
        bucket: args.bucket.replace(/(-\d+)$/, "-log$1"),
        days: args.logDays,
        statements: (logArn) => [delivery(logArn, args)],
      },
      child,
    );
    new s3.BucketLogging(`${name}-logging`, { bucket, targetBucket: log, targetPrefix: "" }, child);
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

/** S3 writes what it has logged of the bucket, and of no other. */
function delivery(logArn: pulumi.Output<string>, { bucket, accountId }: UploadsBucketArgs) {
  return {
    Sid: "DeliverLogs",
    Effect: "Allow",
    Principal: { Service: "logging.s3.amazonaws.com" },
    Action: "s3:PutObject",
    Resource: pulumi.interpolate`${logArn}/*`,
    Condition: {
      ArnEquals: { "aws:SourceArn": `arn:aws:s3:::${bucket}` },
      StringEquals: { "aws:SourceAccount": accountId },
    },
  };
}

/**
 * Old TLS, and every encryption but that of the bucket.
 *
 * Whoever names no encryption gets the bucket's, so that only a header that is there can be wrong.
 */
function refusals(arn: pulumi.Output<string>, kmsKeyArn: pulumi.Input<string>) {
  const refuse = (Sid: string, Action: string, Condition: object) => ({
    ...{ Sid, Effect: "Deny", Principal: "*", Action },
    Resource: [arn, pulumi.interpolate`${arn}/*`],
    Condition,
  });
  const header = (name: string, rest: object = {}) => ({ Null: { [name]: "false" }, ...rest });
  return [
    refuse("NoOldTls", "s3:*", { NumericLessThan: { "s3:TlsVersion": "1.2" } }),
    refuse(
      "NoOtherEncryption",
      "s3:PutObject",
      header(SSE, { StringNotEquals: { [SSE]: "aws:kms" } }),
    ),
    refuse("NoOtherKey", "s3:PutObject", header(KEY, { StringNotEquals: { [KEY]: kmsKeyArn } })),
    refuse("NoKeyOfTheirOwn", "s3:PutObject", header(OWN_KEY)),
  ];
}

const SSE = "s3:x-amz-server-side-encryption";
const KEY = `${SSE}-aws-kms-key-id`;
const OWN_KEY = `${SSE}-customer-algorithm`;
