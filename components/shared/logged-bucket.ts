import { s3 } from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";

import { privateBucket, type PrivateBucketArgs } from "./private-bucket";

export interface LoggedBucketArgs extends Omit<PrivateBucketArgs, "keyArn" | "statements"> {
  /** Name in S3, where nobody else in the world may have it; it ends with the account's id. */
  readonly bucket: string;
  readonly accountId: string;
  readonly keyArn: pulumi.Input<string>;
  /** Days for which the log of every request is kept. */
  readonly logDays: number;
}

/**
 * A private bucket that is written under one key alone and remembers every request.
 *
 * Its name resolves once its policy stands.
 */
export function loggedBucket(
  name: string,
  args: LoggedBucketArgs,
  opts: pulumi.CustomResourceOptions,
): pulumi.Output<string> {
  const { keyArn, lifecycle, guard, stamp } = args;
  const bucket = privateBucket(
    `${name}-bucket`,
    { ...args, statements: (arn) => refusals(arn, keyArn) },
    opts,
  );
  const log = privateBucket(
    `${name}-log`,
    {
      ...{ lifecycle, guard, stamp },
      bucket: args.bucket.replace(/(-\d+)$/, "-log$1"),
      days: args.logDays,
      statements: (logArn) => [delivery(logArn, args)],
    },
    opts,
  );
  new s3.BucketLogging(`${name}-logging`, { bucket, targetBucket: log, targetPrefix: "" }, opts);
  return bucket;
}

/** S3 writes what it has logged of the bucket, and of no other. */
function delivery(logArn: pulumi.Output<string>, { bucket, accountId }: LoggedBucketArgs) {
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
function refusals(arn: pulumi.Output<string>, keyArn: pulumi.Input<string>) {
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
    refuse("NoOtherKey", "s3:PutObject", header(KEY, { StringNotEquals: { [KEY]: keyArn } })),
    refuse("NoKeyOfTheirOwn", "s3:PutObject", header(OWN_KEY)),
  ];
}

const SSE = "s3:x-amz-server-side-encryption";
const KEY = `${SSE}-aws-kms-key-id`;
const OWN_KEY = `${SSE}-customer-algorithm`;
