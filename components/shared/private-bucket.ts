import { s3 } from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";

import type { Guard } from "./guard";
import type { Stamp } from "./stamp";

/** How a bucket is kept, and what it is marked with. */
export interface BucketKeeping {
  readonly lifecycle: "durable" | "disposable";
  readonly guard: Guard;
  readonly stamp: Stamp;
}

export interface PrivateBucketArgs extends BucketKeeping {
  /** Name in S3, where nobody else in the world may have it. */
  readonly bucket: string;
  /** Days for which an object is kept; absent: until somebody deletes it. */
  readonly days?: number;
  /** How long, and how many of them, what was overwritten or deleted comes back; absent: a week. */
  readonly earlier?: { readonly noncurrentDays: number; readonly newerNoncurrentVersions: number };
  /** Days for which nobody deletes or overwrites a version, not even whoever owns the account. */
  readonly lockedDays?: number;
  /** Absent where who writes takes no key of KMS: then S3 encrypts with one of its own. */
  readonly keyArn?: pulumi.Input<string>;
  /** What others may do, and what nobody may. */
  readonly statements: (bucketArn: pulumi.Output<string>) => readonly object[];
}

/** Days after which halves of uploads, and what was deleted, are gone for good. */
const LEFTOVER_DAYS = 7;

/** A bucket that nobody sees from outside, and whose objects end; its name resolves once its policy stands. */
export function privateBucket(
  name: string,
  args: PrivateBucketArgs,
  opts: pulumi.CustomResourceOptions,
): pulumi.Output<string> {
  const { lifecycle } = args;
  const kept = (logical: string) => ({ ...opts, ...args.guard.keep(logical, lifecycle).options });
  const { bucket, arn } = new s3.Bucket(
    name,
    {
      ...{ bucket: args.bucket, forceDestroy: lifecycle === "disposable", tags: args.stamp },
      ...(args.lockedDays !== undefined && { objectLockEnabled: true }),
    },
    kept(name),
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
    kept(`${name}-private`),
  );
  new s3.BucketOwnershipControls(
    `${name}-owner`,
    { bucket, rule: { objectOwnership: "BucketOwnerEnforced" } },
    opts,
  );
  new s3.BucketServerSideEncryptionConfiguration(
    `${name}-encryption`,
    { bucket, rules: [encryption(args.keyArn)] },
    kept(`${name}-encryption`),
  );
  const versioned = new s3.BucketVersioning(
    `${name}-versions`,
    { bucket, versioningConfiguration: { status: "Enabled" } },
    kept(`${name}-versions`),
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
          expiration:
            args.days === undefined ? { expiredObjectDeleteMarker: true } : { days: args.days },
          noncurrentVersionExpiration: args.earlier ?? { noncurrentDays: LEFTOVER_DAYS },
          abortIncompleteMultipartUpload: { daysAfterInitiation: LEFTOVER_DAYS },
        },
      ],
    },
    kept(`${name}-expiry`),
  );
  if (args.lockedDays !== undefined) {
    new s3.BucketObjectLockConfiguration(
      `${name}-lock`,
      {
        bucket: versioned.bucket,
        rule: { defaultRetention: { mode: "COMPLIANCE", days: args.lockedDays } },
      },
      kept(`${name}-lock`),
    );
  }
  const policy = { Version: "2012-10-17", Statement: [...args.statements(arn), onlyTls(arn)] };
  // S3 refuses two changes of one bucket's access at the same time.
  return new s3.BucketPolicy(
    `${name}-policy`,
    { bucket: closed.bucket, policy: pulumi.jsonStringify(policy) },
    opts,
  ).bucket;
}

function encryption(keyArn: pulumi.Input<string> | undefined) {
  return keyArn === undefined
    ? { applyServerSideEncryptionByDefault: { sseAlgorithm: "AES256" } }
    : {
        applyServerSideEncryptionByDefault: { sseAlgorithm: "aws:kms", kmsMasterKeyId: keyArn },
        bucketKeyEnabled: true,
      };
}

function onlyTls(bucketArn: pulumi.Output<string>) {
  return {
    Sid: "OnlyTls",
    Effect: "Deny",
    Principal: "*",
    Action: "s3:*",
    Resource: [bucketArn, pulumi.interpolate`${bucketArn}/*`],
    Condition: { Bool: { "aws:SecureTransport": "false" } },
  };
}
