import { gone, leaves, less, more, off, on, reaches, type Row, row, sooner } from "./comparisons";
import { expiresMore } from "./expiry";

type Inputs = Readonly<Record<string, unknown>>;
type Judge = (value: unknown) => boolean;

/** From the best to the worst; anything else is worse still. */
const falls =
  (...order: readonly unknown[]) =>
  (before: unknown, after: unknown) => {
    const rank = (value: unknown) => (order.includes(value) ? order.indexOf(value) : order.length);
    return rank(after) > rank(before);
  };
/** Lists whose every item lets something more happen. */
const gains = (before: unknown, after: unknown) => {
  const had = new Set(Object.values(children(before)).map((item) => JSON.stringify(item)));
  return Object.values(children(after)).some((item) => !had.has(JSON.stringify(item)));
};

/** By type of what is kept; a property that forces replacement is refused as one, before it gets here. */
export const WEAKENINGS: Readonly<Record<string, readonly Row[]>> = {
  "aws:rds/instance:Instance": [
    row("backupRetentionPeriod", less, "go back fewer days"),
    row("deleteAutomatedBackups", on, "take its backups along when it goes"),
    row("deletionProtection", off, "no longer refuse its deletion"),
    row("publiclyAccessible", on, "answer the internet"),
    row("skipFinalSnapshot", on, "leave no final snapshot"),
    row("storageEncrypted", off, "no longer be encrypted"),
  ],
  "aws:elasticache/replicationGroup:ReplicationGroup": [
    row("atRestEncryptionEnabled", off, "no longer be encrypted"),
    row("snapshotRetentionLimit", less, "keep its snapshots for fewer days"),
    row("transitEncryptionEnabled", off, "answer without TLS"),
    row("transitEncryptionMode", leaves("required"), "answer without TLS"),
    row("userGroupIds.*", gone, "let others log in"),
  ],
  "aws:kms/key:Key": [
    row("deletionWindowInDays", less, "be gone sooner after its deletion"),
    row("enableKeyRotation", off, "no longer rotate"),
    row("isEnabled", reaches(false), "decrypt nothing"),
    row("rotationPeriodInDays", more, "rotate less often"),
  ],
  "aws:s3/bucket:Bucket": [row("forceDestroy", on, "take its content along when it goes")],
  "aws:s3/bucketVersioning:BucketVersioning": [
    row("versioningConfiguration.status", leaves("Enabled"), "forget what is overwritten"),
  ],
  "aws:s3/bucketPublicAccessBlock:BucketPublicAccessBlock": [
    row("blockPublicAcls", off, "let objects be made public"),
    row("blockPublicPolicy", off, "let the bucket be made public"),
    row("ignorePublicAcls", off, "serve public objects"),
    row("restrictPublicBuckets", off, "serve everybody"),
  ],
  "aws:s3/bucketLifecycleConfiguration:BucketLifecycleConfiguration": [
    row("rules.*.expiration.days", sooner, "delete objects sooner"),
    row("rules.*.noncurrentVersionExpiration.noncurrentDays", sooner, "forget versions sooner"),
    row("rules.*.noncurrentVersionExpiration.newerNoncurrentVersions", less, "keep fewer versions"),
  ],
  "aws:s3/bucketServerSideEncryptionConfiguration:BucketServerSideEncryptionConfiguration": [
    row(
      "rules.*.applyServerSideEncryptionByDefault.kmsMasterKeyId",
      gone,
      "encrypt without a key of ours",
    ),
    row(
      "rules.*.applyServerSideEncryptionByDefault.sseAlgorithm",
      leaves("aws:kms"),
      "encrypt without KMS",
    ),
  ],
  "aws:backup/vault:Vault": [row("forceDestroy", on, "take its content along when it goes")],
  "aws:backup/vaultLockConfiguration:VaultLockConfiguration": [
    row("changeableForDays", gone, "never lock for good"),
    row("minRetentionDays", less, "let recovery points go sooner"),
  ],
  "aws:backup/plan:Plan": [
    row("rules.*.copyActions.*", gone, "copy recovery points to fewer places"),
    row("rules.*.copyActions.*.lifecycle.deleteAfter", sooner, "delete copies sooner"),
    row("rules.*.lifecycle.deleteAfter", sooner, "delete recovery points sooner"),
    row("rules.*.ruleName", gone, "back up less often"),
  ],
  "aws:ecr/repository:Repository": [
    row("forceDelete", on, "take its images along when it goes"),
    row("imageScanningConfiguration.scanOnPush", off, "take images that nobody looked into"),
    row(
      "imageTagMutability",
      falls("IMMUTABLE", "IMMUTABLE_WITH_EXCLUSION"),
      "let tags change their meaning",
    ),
    row("imageTagMutabilityExclusionFilters", gains, "let more tags change their meaning"),
  ],
  "aws:ecr/lifecyclePolicy:LifecyclePolicy": [
    row("policy", expiresMore, "let images go that it keeps, or sooner"),
  ],
  "aws:ecr/registryScanningConfiguration:RegistryScanningConfiguration": [
    row("rules.*.repositoryFilters.*.filter", leaves("*"), "look into fewer images"),
    row("rules.*.scanFrequency", falls("CONTINUOUS_SCAN", "SCAN_ON_PUSH"), "look less often"),
    row("scanType", leaves("ENHANCED"), "know fewer holes"),
  ],
  "aws:eks/cluster:Cluster": [row("deletionProtection", off, "no longer refuse its deletion")],
  "aws:lb/loadBalancer:LoadBalancer": [
    row("enableDeletionProtection", off, "no longer refuse its deletion"),
  ],
};

/**
 * What an update would weaken, in words. What is unknown before an update is written in one way by the
 * program and in another by the engine's reports; the update itself judges it.
 */
export function weakenings(
  rows: readonly Row[],
  before: Inputs,
  after: Inputs,
  isUnknown: Judge,
): readonly string[] {
  return rows.flatMap(({ property, weaker, words }) =>
    pairs(property.split("."), before, after, isUnknown)
      .filter(([old, now]) => !isUnknown(now) && weaker(old, now))
      .map(([old, now]) => `${words} (${property} ${shown(old)} → ${shown(now)})`),
  );
}

/** The values at a path, old beside new. */
function pairs(
  [key, ...rest]: readonly string[],
  before: unknown,
  after: unknown,
  isUnknown: Judge,
): readonly (readonly [unknown, unknown])[] {
  if (key === undefined) return [[before, after]];
  const [old, now] = [children(before), children(after)];
  const keys = key === "*" ? Object.keys({ ...old, ...now }) : [key];
  return keys.flatMap((each) =>
    pairs(rest, old[each], isUnknown(after) ? after : now[each], isUnknown),
  );
}

function children(value: unknown): Inputs {
  return typeof value === "object" && value !== null ? (value as Inputs) : {};
}

function shown(value: unknown): string {
  return value === undefined ? "none" : JSON.stringify(value);
}
