import { atLeast, declared, given, is } from "./check";
import { nobodyUnknown, onlyTls } from "./policy";
import type { Rule } from "./rule";

/** What another resource says of a bucket. */
const bucket = (ids: string, promise: string, type: string, wants: Rule["wants"]): Rule => ({
  ...{ ids, promise, type: "s3/bucket:Bucket", wants },
  at: { type, path: "bucket", to: ({ inputs }) => inputs["bucket"] },
});

const CLOSED = {
  blockPublicAcls: is(true),
  blockPublicPolicy: is(true),
  ignorePublicAcls: is(true),
  restrictPublicBuckets: is(true),
};
const ENCRYPTION = "rules.0.applyServerSideEncryptionByDefault";

/** What security scanners ask of buckets. */
export const S3: readonly Rule[] = [
  {
    ids: "S3.1",
    promise: "nothing in its account can be made public",
    type: "s3/bucket:Bucket",
    at: {
      type: "AccountPublicAccessBlock",
      path: "accountId",
      to: ({ inputs }) => String(inputs["bucket"]).slice(-12),
    },
    wants: CLOSED,
  },
  bucket(
    "S3.8 CKV_AWS_53 CKV_AWS_54 CKV_AWS_55 CKV_AWS_56 CKV2_AWS_6 AwsSolutions-S2",
    "nothing in it can be made public",
    "BucketPublicAccessBlock",
    CLOSED,
  ),
  bucket(
    "S3.5 CKV_AWS_379 AwsSolutions-S10",
    "it is reached over TLS alone",
    "s3/bucketPolicy:BucketPolicy",
    { policy: onlyTls },
  ),
  bucket(
    "S3.7 CKV_AWS_144",
    "another region has what it has",
    "s3/bucketReplicationConfig:BucketReplicationConfig",
    { "rules.0.status": is("Enabled") },
  ),
  bucket("S3.9 CKV_AWS_18 AwsSolutions-S1", "every request is logged", "BucketLogging", {
    targetBucket: given,
  }),
  bucket(
    "S3.10 S3.13 CKV2_AWS_61 CKV_AWS_300",
    "earlier versions and halves of uploads end",
    "BucketLifecycleConfiguration",
    {
      "rules.0.status": is("Enabled"),
      "rules.0.noncurrentVersionExpiration.noncurrentDays": atLeast(1),
      "rules.0.abortIncompleteMultipartUpload.daysAfterInitiation": is(7),
    },
  ),
  bucket(
    "S3.11 CKV2_AWS_62",
    "whoever wants to hear what happens in it can",
    "BucketNotification",
    { eventbridge: is(true) },
  ),
  bucket("S3.12 CKV2_AWS_65", "nobody gives access by ACL", "BucketOwnershipControls", {
    "rule.objectOwnership": is("BucketOwnerEnforced"),
  }),
  bucket("S3.14 CKV_AWS_21", "what is deleted can be brought back", "BucketVersioning", {
    "versioningConfiguration.status": is("Enabled"),
  }),
  bucket(
    "S3.15 CKV_AWS_143",
    "nobody deletes anything before its time",
    "BucketObjectLockConfiguration",
    { "rule.defaultRetention.mode": is("COMPLIANCE") },
  ),
  bucket(
    "S3.17 CKV_AWS_19 CKV_AWS_145",
    "it is encrypted under a key of ours",
    "BucketServerSideEncryptionConfiguration",
    {
      [`${ENCRYPTION}.sseAlgorithm`]: is("aws:kms"),
      [`${ENCRYPTION}.kmsMasterKeyId`]: declared("kms/key:Key"),
      "rules.0.bucketKeyEnabled": is(true),
    },
  ),
  bucket("S3.20", "versions are deleted with a second factor", "BucketVersioning", {
    "versioningConfiguration.mfaDelete": is("Enabled"),
  }),
  bucket(
    "CKV_AWS_70 CKV_AWS_93",
    "nobody is let in without a name, and nobody is locked out",
    "s3/bucketPolicy:BucketPolicy",
    { policy: nobodyUnknown },
  ),
];
