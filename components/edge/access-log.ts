import { s3 } from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";

import type { Guard } from "../shared/guard";
import type { Stamp } from "../shared/stamp";

export interface AccessLogArgs {
  /** Name of the load balancer, which begins the bucket's. */
  readonly name: string;
  readonly accountId: string;
  readonly region: string;
  /** Days for which the log of a request is kept. */
  readonly days: number;
  readonly lifecycle: "durable" | "disposable";
  readonly guard: Guard;
  readonly stamp: Stamp;
}

/** Days after which halves of uploads, and what was deleted, are gone for good. */
const LEFTOVER_DAYS = 7;

/** A private bucket for the log of every request; its name resolves once load balancers may write there. */
export function accessLog(
  name: string,
  args: AccessLogArgs,
  opts: pulumi.CustomResourceOptions,
): pulumi.Output<string> {
  const { accountId, lifecycle } = args;
  const keep = args.guard.keep(name, lifecycle);
  const { bucket, arn } = new s3.Bucket(
    name,
    {
      bucket: `${args.name}-access-logs-${accountId}`,
      forceDestroy: lifecycle === "disposable",
      tags: args.stamp,
    },
    { ...opts, ...keep.options },
  );
  const closed = new s3.BucketPublicAccessBlock(
    `${name}-private`,
    {
      bucket,
      blockPublicAcls: true,
      blockPublicPolicy: true,
      ignorePublicAcls: true,
      restrictPublicBuckets: true,
    },
    opts,
  );
  new s3.BucketOwnershipControls(
    `${name}-owner`,
    { bucket, rule: { objectOwnership: "BucketOwnerEnforced" } },
    opts,
  );
  // Load balancers write to no bucket that is encrypted with a key of KMS.
  new s3.BucketServerSideEncryptionConfiguration(
    `${name}-encryption`,
    { bucket, rules: [{ applyServerSideEncryptionByDefault: { sseAlgorithm: "AES256" } }] },
    opts,
  );
  const versioned = new s3.BucketVersioning(
    `${name}-versions`,
    { bucket, versioningConfiguration: { status: "Enabled" } },
    opts,
  );
  new s3.BucketLifecycleConfiguration(
    `${name}-expiry`,
    {
      bucket: versioned.bucket,
      rules: [
        {
          id: "expire",
          status: "Enabled",
          filter: { prefix: "" },
          expiration: { days: args.days },
          noncurrentVersionExpiration: { noncurrentDays: LEFTOVER_DAYS },
          abortIncompleteMultipartUpload: { daysAfterInitiation: LEFTOVER_DAYS },
        },
      ],
    },
    opts,
  );
  // S3 refuses two changes of one bucket's access at the same time.
  return new s3.BucketPolicy(
    `${name}-policy`,
    { bucket: closed.bucket, policy: pulumi.jsonStringify(policy(arn, args)) },
    opts,
  ).bucket;
}

/** The load balancers of this account and region add log files; nobody comes without TLS. */
function policy(
  bucketArn: pulumi.Output<string>,
  { accountId, region }: Pick<AccessLogArgs, "accountId" | "region">,
) {
  return {
    Version: "2012-10-17",
    Statement: [
      {
        Sid: "DeliverLogs",
        Effect: "Allow",
        Principal: { Service: "logdelivery.elasticloadbalancing.amazonaws.com" },
        Action: "s3:PutObject",
        Resource: pulumi.interpolate`${bucketArn}/AWSLogs/${accountId}/*`,
        Condition: {
          ArnLike: {
            "aws:SourceArn": `arn:aws:elasticloadbalancing:${region}:${accountId}:loadbalancer/*`,
          },
        },
      },
      {
        Sid: "OnlyTls",
        Effect: "Deny",
        Principal: "*",
        Action: "s3:*",
        Resource: [bucketArn, pulumi.interpolate`${bucketArn}/*`],
        Condition: { Bool: { "aws:SecureTransport": "false" } },
      },
    ],
  };
}
