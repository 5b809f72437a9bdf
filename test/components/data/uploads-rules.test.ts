import { look, written, type WrittenStatement } from "../../support/look";
import { record, type Recording } from "../../support/recorder";
import { declareUploads } from "./declared-uploads";

const [FILES, LOG] = ["shop-uploads-333333333333", "shop-uploads-log-333333333333"];

let recording: Recording;
beforeAll(async () => {
  recording = await record(declareUploads);
});

/** What security scanners ask of a bucket: what is looked at, and the only right answers. */
it.each<[string, () => readonly unknown[], readonly unknown[]]>([
  [
    "S3.1 S3.8 CKV_AWS_53-56 CKV2_AWS_6 AwsSolutions-S2: nothing in it can be made public",
    () =>
      look(
        recording,
        "BucketPublicAccessBlock",
        "bucket",
        "blockPublicAcls",
        "blockPublicPolicy",
        "ignorePublicAcls",
        "restrictPublicBuckets",
      ),
    [
      [FILES, true, true, true, true],
      [LOG, true, true, true, true],
    ],
  ],
  [
    "S3.5 CKV_AWS_379 AwsSolutions-S10: it is reached over TLS alone",
    () =>
      look(recording, "BucketPolicy", "policy").map(([policy]) => conditions(policy, "OnlyTls")),
    [
      [{ Bool: { "aws:SecureTransport": "false" } }],
      [{ Bool: { "aws:SecureTransport": "false" } }],
    ],
  ],
  [
    "S3.7 CKV_AWS_144, waived: AWS Backup copies it to another region where production asks for one",
    () => look(recording, "BucketReplicationConfig", "bucket"),
    [],
  ],
  [
    "S3.9 CKV_AWS_18 AwsSolutions-S1: every request is logged; waived for the log, which would never end",
    () => look(recording, "BucketLogging", "bucket", "targetBucket"),
    [[FILES, LOG]],
  ],
  [
    "S3.10 S3.13 CKV2_AWS_61 CKV_AWS_300: earlier versions and halves of uploads end",
    () =>
      look(
        recording,
        "BucketLifecycleConfiguration",
        "bucket",
        "rules.0.status",
        "rules.0.noncurrentVersionExpiration.noncurrentDays",
        "rules.0.abortIncompleteMultipartUpload.daysAfterInitiation",
      ),
    [
      [FILES, "Enabled", 90, 7],
      [LOG, "Enabled", 7, 7],
    ],
  ],
  [
    "S3.11 CKV2_AWS_62: whoever wants to hear of an upload can; waived for the log",
    () => look(recording, "BucketNotification", "bucket", "eventbridge"),
    [[FILES, true]],
  ],
  [
    "S3.12 CKV2_AWS_65: nobody gives access by ACL",
    () => look(recording, "BucketOwnershipControls", "bucket", "rule.objectOwnership"),
    [
      [FILES, "BucketOwnerEnforced"],
      [LOG, "BucketOwnerEnforced"],
    ],
  ],
  [
    "S3.14 CKV_AWS_21: what is deleted can be brought back",
    () => look(recording, "BucketVersioning", "bucket", "versioningConfiguration.status"),
    [
      [FILES, "Enabled"],
      [LOG, "Enabled"],
    ],
  ],
  [
    "S3.15 CKV_AWS_143, waived: people delete what they uploaded",
    () => [
      ...look(recording, "BucketObjectLockConfiguration", "bucket"),
      ...look(recording, "Bucket", LOCKED),
    ],
    [[undefined], [undefined]],
  ],
  [
    "S3.17 CKV_AWS_19 CKV_AWS_145: it is encrypted under a key of ours; waived for the log, because S3 logs under none",
    () =>
      look(
        recording,
        "BucketServerSideEncryptionConfiguration",
        "bucket",
        "rules.0.applyServerSideEncryptionByDefault.sseAlgorithm",
        "rules.0.applyServerSideEncryptionByDefault.kmsMasterKeyId",
        "rules.0.bucketKeyEnabled",
      ),
    [
      [FILES, "aws:kms", "arn:data-key", true],
      [LOG, "AES256", undefined, undefined],
    ],
  ],
  [
    "S3.20, waived: only root could delete versions with a second factor, and nothing would ever expire",
    () => look(recording, "BucketVersioning", "mfa", "versioningConfiguration.mfaDelete"),
    [
      [undefined, undefined],
      [undefined, undefined],
    ],
  ],
  [
    "CKV_AWS_70 CKV_AWS_93: nobody is let in without a name, and nobody is locked out",
    () => look(recording, "BucketPolicy", "policy").flatMap(([policy]) => careless(policy)),
    [],
  ],
])("%s", (_rule, found, right) => {
  expect(found()).toEqual(right);
});

const LOCKED = "objectLockEnabled";

function conditions(policy: unknown, sid: string): unknown[] {
  return written(policy).flatMap(({ Sid, Condition }) => (Sid === sid ? [Condition] : []));
}

/** Lets everybody in, or keeps everybody out whatever they do. */
function careless(policy: unknown): readonly WrittenStatement[] {
  return written(policy).filter(
    ({ Effect, Principal, Condition }) =>
      Principal === "*" && (Effect === "Allow" || Condition === undefined),
  );
}
