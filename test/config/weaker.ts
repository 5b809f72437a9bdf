import { lifecyclePolicy } from "../../components/delivery/lifecycle";
import type { Props } from "../../sandbox/provider/values";

export const INSTANCE = "aws:rds/instance:Instance";
const GROUP = "aws:elasticache/replicationGroup:ReplicationGroup";
const KEY = "aws:kms/key:Key";
export const VERSIONING = "aws:s3/bucketVersioning:BucketVersioning";
const PRIVATE = "aws:s3/bucketPublicAccessBlock:BucketPublicAccessBlock";
const EXPIRY = "aws:s3/bucketLifecycleConfiguration:BucketLifecycleConfiguration";
const ENCRYPTION =
  "aws:s3/bucketServerSideEncryptionConfiguration:BucketServerSideEncryptionConfiguration";
const LOCK = "aws:backup/vaultLockConfiguration:VaultLockConfiguration";
const PLAN = "aws:backup/plan:Plan";

const nightly = (rule: Props) => ({ ruleName: "nightly", targetVaultName: "vault", ...rule });
const expiry = (rule: Props) => ({ rules: [{ id: "old", status: "Enabled", ...rule }] });
const encrypted = (applyServerSideEncryptionByDefault: Props) => ({
  rules: [{ applyServerSideEncryptionByDefault }],
});
const SCANNING = "aws:ecr/registryScanningConfiguration:RegistryScanningConfiguration";
const EXPIRING = "aws:ecr/lifecyclePolicy:LifecyclePolicy";

const scanned = (scanFrequency: string, filter = "*") => ({
  scanType: "BASIC",
  rules: [{ scanFrequency, repositoryFilters: [{ filter, filterType: "WILDCARD" }] }],
});
const moving = (...tags: string[]) => ({
  imageTagMutability: "IMMUTABLE_WITH_EXCLUSION",
  imageTagMutabilityExclusionFilters: tags.map((filter) => ({ filter, filterType: "WILDCARD" })),
});
const expiring = (keep: readonly string[], expireDays: Readonly<Record<string, number>>) => ({
  repository: "r",
  policy: lifecyclePolicy({ keep, expireDays, untaggedDays: 14 }),
});
const copy = { destinationVaultArn: "arn:elsewhere" };

/** Changes, and what is said about each. */
/** Each row of the table, broken: a resource before, after, and what the refusal says. */
export const WEAKER: readonly (readonly [
  type: string,
  before: Props,
  after: Props,
  words: string,
])[] = [
  [INSTANCE, { backupRetentionPeriod: 30 }, { backupRetentionPeriod: 29 }, "go back fewer days"],
  [INSTANCE, { backupRetentionPeriod: 30 }, {}, "(backupRetentionPeriod 30 → none)"],
  [INSTANCE, { deleteAutomatedBackups: false }, { deleteAutomatedBackups: true }, "take its"],
  [INSTANCE, { deletionProtection: true }, { deletionProtection: false }, "no longer refuse"],
  [INSTANCE, {}, { publiclyAccessible: true }, "(publiclyAccessible none → true)"],
  [INSTANCE, { skipFinalSnapshot: false }, { skipFinalSnapshot: true }, "no final snapshot"],
  [INSTANCE, { storageEncrypted: true }, { storageEncrypted: false }, "no longer be encrypted"],
  [GROUP, { atRestEncryptionEnabled: true }, {}, "no longer be encrypted"],
  [GROUP, { snapshotRetentionLimit: 15 }, { snapshotRetentionLimit: 0 }, "its snapshots for fewer"],
  [GROUP, { transitEncryptionEnabled: true }, { transitEncryptionEnabled: false }, "without TLS"],
  [GROUP, { transitEncryptionMode: "required" }, { transitEncryptionMode: "preferred" }, "TLS"],
  [GROUP, { userGroupIds: ["users"] }, { userGroupIds: [] }, '(userGroupIds.* "users" → none)'],
  [KEY, { deletionWindowInDays: 30 }, { deletionWindowInDays: 7 }, "be gone sooner"],
  [KEY, { enableKeyRotation: true }, { enableKeyRotation: false }, "no longer rotate"],
  [KEY, {}, { isEnabled: false }, "decrypt nothing"],
  [KEY, { rotationPeriodInDays: 365 }, { rotationPeriodInDays: 730 }, "rotate less often"],
  ["aws:s3/bucket:Bucket", { forceDestroy: false }, { forceDestroy: true }, "take its content"],
  [
    VERSIONING,
    { bucket: "b", versioningConfiguration: { status: "Enabled" } },
    { bucket: "b", versioningConfiguration: { status: "Suspended" } },
    '(versioningConfiguration.status "Enabled" → "Suspended")',
  ],
  [PRIVATE, { bucket: "b", blockPublicAcls: true }, { bucket: "b" }, "let objects be made public"],
  [PRIVATE, { bucket: "b", blockPublicPolicy: true }, { bucket: "b" }, "let the bucket be made"],
  [PRIVATE, { bucket: "b", ignorePublicAcls: true }, { bucket: "b" }, "serve public objects"],
  [PRIVATE, { bucket: "b", restrictPublicBuckets: true }, { bucket: "b" }, "serve everybody"],
  [
    EXPIRY,
    { bucket: "b", ...expiry({ expiration: { days: 365 } }) },
    { bucket: "b", ...expiry({ expiration: { days: 30 } }) },
    "(rules.*.expiration.days 365 → 30)",
  ],
  [EXPIRY, { bucket: "b" }, { bucket: "b", ...expiry({ expiration: { days: 30 } }) }, "none → 30"],
  [
    EXPIRY,
    { bucket: "b", ...expiry({ noncurrentVersionExpiration: { noncurrentDays: 30 } }) },
    { bucket: "b", ...expiry({ noncurrentVersionExpiration: { noncurrentDays: 1 } }) },
    "forget versions sooner",
  ],
  [
    EXPIRY,
    { bucket: "b", ...expiry({ noncurrentVersionExpiration: { newerNoncurrentVersions: 9 } }) },
    { bucket: "b", ...expiry({ noncurrentVersionExpiration: {} }) },
    "keep fewer versions",
  ],
  [
    ENCRYPTION,
    { bucket: "b", ...encrypted({ sseAlgorithm: "aws:kms", kmsMasterKeyId: "arn:key" }) },
    { bucket: "b", ...encrypted({ sseAlgorithm: "aws:kms" }) },
    "encrypt without a key of ours",
  ],
  [
    ENCRYPTION,
    { bucket: "b", ...encrypted({ sseAlgorithm: "aws:kms" }) },
    { bucket: "b", ...encrypted({ sseAlgorithm: "AES256" }) },
    "encrypt without KMS",
  ],
  ["aws:backup/vault:Vault", {}, { forceDestroy: true }, "take its content"],
  [
    LOCK,
    { backupVaultName: "vault", changeableForDays: 3 },
    { backupVaultName: "vault" },
    "never lock for good",
  ],
  [
    LOCK,
    { backupVaultName: "vault", minRetentionDays: 30 },
    { backupVaultName: "vault", minRetentionDays: 7 },
    "let recovery points go sooner",
  ],
  [
    PLAN,
    { rules: [nightly({ copyActions: [copy] })] },
    { rules: [nightly({ copyActions: [] })] },
    "fewer places",
  ],
  [
    PLAN,
    { rules: [nightly({ copyActions: [{ ...copy, lifecycle: { deleteAfter: 35 } }] })] },
    { rules: [nightly({ copyActions: [{ ...copy, lifecycle: { deleteAfter: 30 } }] })] },
    "delete copies sooner",
  ],
  [
    PLAN,
    { rules: [nightly({}), nightly({ lifecycle: { deleteAfter: 35 } })] },
    { rules: [nightly({}), nightly({ lifecycle: { deleteAfter: 30 } })] },
    "(rules.*.lifecycle.deleteAfter 35 → 30)",
  ],
  [PLAN, { rules: [nightly({})] }, { rules: [] }, "back up less often"],
  ["aws:ecr/repository:Repository", {}, { forceDelete: true }, "take its images"],
  [
    "aws:ecr/repository:Repository",
    { imageTagMutability: "IMMUTABLE" },
    { imageTagMutability: "MUTABLE" },
    "let tags change",
  ],
  [
    "aws:ecr/repository:Repository",
    moving("main"),
    { ...moving("main"), imageTagMutability: "MUTABLE_WITH_EXCLUSION" },
    '(imageTagMutability "IMMUTABLE_WITH_EXCLUSION" → "MUTABLE_WITH_EXCLUSION")',
  ],
  [
    "aws:ecr/repository:Repository",
    moving("latest"),
    moving("develop", "latest"),
    "let more tags change their meaning (imageTagMutabilityExclusionFilters",
  ],
  [
    "aws:ecr/repository:Repository",
    { imageScanningConfiguration: { scanOnPush: true } },
    { imageScanningConfiguration: { scanOnPush: false } },
    "(imageScanningConfiguration.scanOnPush true → false)",
  ],
  [EXPIRING, expiring([], { "*": 90 }), expiring([], { "*": 89 }), "(policy "],
  [EXPIRING, expiring([], {}), expiring([], { "*": 90 }), "let images go that it keeps"],
  [EXPIRING, expiring(["prod-*"], { "*": 90 }), expiring([], { "*": 90 }), "or sooner"],
  [
    SCANNING,
    scanned("CONTINUOUS_SCAN"),
    scanned("SCAN_ON_PUSH"),
    '(rules.*.scanFrequency "CONTINUOUS_SCAN" → "SCAN_ON_PUSH")',
  ],
  [SCANNING, scanned("SCAN_ON_PUSH"), scanned("MANUAL"), "look less often"],
  [SCANNING, scanned("SCAN_ON_PUSH"), scanned("SCAN_ON_PUSH", "a*"), "look into fewer images"],
  [SCANNING, { scanType: "ENHANCED" }, { scanType: "BASIC" }, "know fewer holes"],
  ["aws:eks/cluster:Cluster", { deletionProtection: true }, {}, "no longer refuse its deletion"],
  ["aws:lb/loadBalancer:LoadBalancer", { enableDeletionProtection: true }, {}, "no longer refuse"],
];
