import { record, type Recording } from "../../support/recorder";
import { valuesOf } from "./declared-stores";
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
      values(
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
    () => values("BucketPolicy", "policy").map(([policy]) => conditions(policy, "OnlyTls")),
    [
      [{ Bool: { "aws:SecureTransport": "false" } }],
      [{ Bool: { "aws:SecureTransport": "false" } }],
    ],
  ],
  [
    "S3.7 CKV_AWS_144, waived: AWS Backup copies it to another region where production asks for one",
    () => values("BucketReplicationConfig", "bucket"),
    [],
  ],
  [
    "S3.9 CKV_AWS_18 AwsSolutions-S1: every request is logged; waived for the log, which would never end",
    () => values("BucketLogging", "bucket", "targetBucket"),
    [[FILES, LOG]],
  ],
  [
    "S3.10 S3.13 CKV2_AWS_61 CKV_AWS_300: earlier versions and halves of uploads end",
    () =>
      values(
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
    () => values("BucketNotification", "bucket", "eventbridge"),
    [[FILES, true]],
  ],
  [
    "S3.12 CKV2_AWS_65: nobody gives access by ACL",
    () => values("BucketOwnershipControls", "bucket", "rule.objectOwnership"),
    [
      [FILES, "BucketOwnerEnforced"],
      [LOG, "BucketOwnerEnforced"],
    ],
  ],
  [
    "S3.14 CKV_AWS_21: what is deleted can be brought back",
    () => values("BucketVersioning", "bucket", "versioningConfiguration.status"),
    [
      [FILES, "Enabled"],
      [LOG, "Enabled"],
    ],
  ],
  [
    "S3.15 CKV_AWS_143, waived: people delete what they uploaded",
    () => [...values("BucketObjectLockConfiguration", "bucket"), ...values("Bucket", LOCKED)],
    [[undefined], [undefined]],
  ],
  [
    "S3.17 CKV_AWS_19 CKV_AWS_145: it is encrypted under a key of ours; waived for the log, because S3 logs under none",
    () =>
      values(
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
    () => values("BucketVersioning", "mfa", "versioningConfiguration.mfaDelete"),
    [
      [undefined, undefined],
      [undefined, undefined],
    ],
  ],
  [
    "CKV_AWS_70 CKV_AWS_93: nobody is let in without a name, and nobody is locked out",
    () => values("BucketPolicy", "policy").flatMap(([policy]) => careless(policy)),
    [],
  ],
])("%s", (_rule, found, right) => {
  expect(found()).toEqual(right);
});

const LOCKED = "objectLockEnabled";

function values(type: string, ...paths: readonly string[]) {
  return valuesOf(recording, type, ...paths);
}

interface Statement {
  readonly Sid: string;
  readonly Effect: string;
  readonly Principal: unknown;
  readonly Condition?: object;
}

function statements(policy: unknown): readonly Statement[] {
  return (JSON.parse(String(policy)) as { readonly Statement: readonly Statement[] }).Statement;
}

function conditions(policy: unknown, sid: string): unknown[] {
  return statements(policy).flatMap(({ Sid, Condition }) => (Sid === sid ? [Condition] : []));
}

/** Lets everybody in, or keeps everybody out whatever they do. */
function careless(policy: unknown): readonly Statement[] {
  return statements(policy).filter(
    ({ Effect, Principal, Condition }) =>
      Principal === "*" && (Effect === "Allow" || Condition === undefined),
  );
}
