import { absent, atLeast, declared, given, is, not } from "./check";
import { namesItsKeys, nobodyUnknown, onlyTls } from "./policy";
import type { Rule } from "./rule";

const KEY = "kms/key:Key";
const INSTANCE = "rds/instance:Instance";
const TOPIC = "sns/topic:Topic";
const ROTATION_FAILED = JSON.stringify({
  source: ["aws.secretsmanager"],
  detail: { eventName: ["RotationFailed"] },
});

const rule = (
  ids: string,
  promise: string,
  type: string,
  wants: Rule["wants"],
  rest: Partial<Rule> = {},
): Rule => ({ ids, promise, type, wants, ...rest });

/** What security scanners ask of keys, and of who decrypts with them. */
export const KMS: readonly Rule[] = [
  rule("KMS.1", "a policy that roles share decrypts with keys that it names", "iam/policy:Policy", {
    policy: namesItsKeys,
  }),
  rule("KMS.2", "a role decrypts with keys that its policy names", "iam/rolePolicy:RolePolicy", {
    policy: namesItsKeys,
  }),
  rule("KMS.3", "a month passes before it ends", KEY, { deletionWindowInDays: atLeast(30) }),
  rule("KMS.4 CKV_AWS_7 AwsSolutions-KMS5", "it rotates every year", KEY, {
    enableKeyRotation: is(true),
    rotationPeriodInDays: is(365),
  }),
  rule("KMS.5 CKV_AWS_33 CKV2_AWS_64", "it says who may use it, and does not let everybody", KEY, {
    policy: nobodyUnknown,
    bypassPolicyLockoutSafetyCheck: not(true),
  }),
  rule("CKV_AWS_227", "it is enabled", KEY, { isEnabled: not(false) }),
];

/** What they ask of secrets: those of databases, which RDS makes, keeps and rotates every week. */
export const SECRETS: readonly Rule[] = [
  rule(
    "SecretsManager.1 SecretsManager.4 CKV2_AWS_57 CKV_AWS_304 AwsSolutions-SMG4",
    "its password rotates within 90 days",
    INSTANCE,
    { manageMasterUserPassword: is(true), password: absent("hunter2") },
    { none: ["secretsmanager/secret:Secret"] },
  ),
  rule(
    "SecretsManager.2",
    "somebody hears when its password does not rotate",
    INSTANCE,
    { name: given },
    { at: { type: "EventRule", path: "eventPattern", to: () => ROTATION_FAILED } },
  ),
  rule("CKV_AWS_149 SecretsManagerUsingKMSKey", "its password is under a key of ours", INSTANCE, {
    masterUserSecretKmsKeyId: declared(KEY),
  }),
  rule(
    "secretsmanager_has_restrictive_resource_policy",
    "its password says itself who may read it",
    INSTANCE,
    { blockPublicPolicy: is(true) },
    { at: { type: "SecretPolicy", path: "secretArn", to: ({ name }) => `arn:secret:${name}` } },
  ),
];

/** What they ask of backups. */
export const BACKUP: readonly Rule[] = [
  rule(
    "Backup.1 CKV_AWS_166 backup_vaults_encrypted",
    "it has a key of ours",
    "backup/vault:Vault",
    {
      kmsKeyArn: declared(KEY),
    },
  ),
  rule("backup_vaults_exist", "there is a vault", "backup/vault:Vault", { name: given }),
  rule("backup_plans_exist", "there is a plan, which fills a vault", "backup/plan:Plan", {
    "rules.0.targetVaultName": given,
  }),
  rule("backup_reportplans_exist", "there are reports", "ReportPlan", {
    "reportDeliveryChannel.s3BucketName": given,
  }),
];

/** What they ask of topics, which tell of all these. */
export const SNS: readonly Rule[] = [
  rule("SNS.1 CKV_AWS_26", "it is encrypted under a key of ours", TOPIC, {
    kmsMasterKeyId: declared(KEY),
  }),
  rule(
    "SNS.4 CKV_AWS_169 CKV_AWS_385",
    "nobody publishes without a name or a condition",
    TOPIC,
    { policy: nobodyUnknown },
    { at: { type: "TopicPolicy", path: "arn", to: ({ name }) => `arn:${name}` } },
  ),
  rule(
    "AwsSolutions-SNS3",
    "it is reached over TLS alone",
    TOPIC,
    { policy: onlyTls },
    { at: { type: "TopicPolicy", path: "arn", to: ({ name }) => `arn:${name}` } },
  ),
];
