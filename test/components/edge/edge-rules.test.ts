import { look, written } from "../../support/look";
import type { Recording } from "../../support/recorder";
import { BALANCER, edge } from "./declared-edge";

let recording: Recording;
beforeAll(async () => {
  recording = await edge();
});

/** What security scanners ask of a public load balancer: what is looked at, and the only right answers. */
it.each<[string, () => readonly unknown[], readonly unknown[]]>([
  [
    "ELB.1 CKV_AWS_2: requests without TLS are sent to HTTPS",
    () => look(recording, "Listener", "port", "protocol", "defaultActions.0.redirect.protocol"),
    [
      [80, "HTTP", "HTTPS"],
      [443, "HTTPS", undefined],
    ],
  ],
  [
    "ELB.4 CKV_AWS_131: invalid headers are dropped",
    () => look(recording, BALANCER, "dropInvalidHeaderFields"),
    [[true]],
  ],
  [
    "ELB.5 CKV_AWS_91: every request is logged",
    () => look(recording, BALANCER, "accessLogs.enabled", "accessLogs.bucket"),
    [[true, "platform-prod-access-logs-333333333333"]],
  ],
  [
    "ELB.6 CKV_AWS_150: it is protected from deletion",
    () => look(recording, BALANCER, "enableDeletionProtection"),
    [[true]],
  ],
  [
    "ELB.12 CKV_AWS_328: requests that servers could read differently are refused",
    () => look(recording, BALANCER, "desyncMitigationMode"),
    [["defensive"]],
  ],
  [
    "ELB.13: it stands in several zones",
    () => look(recording, BALANCER, "subnets"),
    [[["subnet-1", "subnet-2", "subnet-3"]]],
  ],
  [
    "ELB.16 CKV2_AWS_28: a web ACL stands before it",
    () => look(recording, "WebAclAssociation", "resourceArn", "webAclArn"),
    [["arn:edge-balancer", "arn:edge-firewall-acl"]],
  ],
  [
    "ELB.17 CKV_AWS_103: it speaks TLS 1.2 at least",
    () => look(recording, "Listener", "sslPolicy"),
    [[undefined], ["ELBSecurityPolicy-TLS13-1-2-Res-2021-06"]],
  ],
  [
    "EC2.13 EC2.18 EC2.19: the internet reaches 443, and 80 only to be sent there",
    () =>
      look(recording, "SecurityGroupIngressRule", "cidrIpv4", "fromPort", "toPort").filter(
        ([cidr]) => cidr !== undefined,
      ),
    [
      ["0.0.0.0/0", 443, 443],
      ["0.0.0.0/0", 80, 80],
    ],
  ],
  [
    "CKV_AWS_23: every group and every rule says what it is for",
    () =>
      ["SecurityGroup", "SecurityGroupIngressRule", "SecurityGroupEgressRule"]
        .flatMap((type) => look(recording, type, "description"))
        .filter(([description]) => typeof description !== "string" || description === ""),
    [],
  ],
  [
    "CKV_AWS_234: certificates are logged in public",
    () => look(recording, "Certificate", "options.certificateTransparencyLoggingPreference"),
    [["ENABLED"]],
  ],
  [
    "S3.1 S3.8 CKV_AWS_53-56 CKV2_AWS_6: the log is private",
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
    [["platform-prod-access-logs-333333333333", true, true, true, true]],
  ],
  [
    "S3.5 CKV_AWS_379: the log is read and written over TLS alone",
    () => look(recording, "BucketPolicy", "policy").map(([policy]) => denied(policy)),
    [[{ Bool: { "aws:SecureTransport": "false" } }]],
  ],
  [
    "S3.9 CKV_AWS_18, waived: a log of who reads the log would never end",
    () => look(recording, "BucketLogging", "bucket"),
    [],
  ],
  [
    "S3.10 S3.13 CKV2_AWS_61 CKV_AWS_300: the log ends, and so do halves of uploads",
    () =>
      look(
        recording,
        "BucketLifecycleConfiguration",
        "bucket",
        "rules.0.status",
        "rules.0.expiration.days",
        "rules.0.abortIncompleteMultipartUpload.daysAfterInitiation",
      ),
    [["platform-prod-access-logs-333333333333", "Enabled", 400, 7]],
  ],
  [
    "S3.12 CKV2_AWS_65: nobody gives access by ACL",
    () => look(recording, "BucketOwnershipControls", "bucket", "rule.objectOwnership"),
    [["platform-prod-access-logs-333333333333", "BucketOwnerEnforced"]],
  ],
  [
    "S3.14 CKV_AWS_21: what is deleted can be brought back",
    () => look(recording, "BucketVersioning", "bucket", "versioningConfiguration.status"),
    [["platform-prod-access-logs-333333333333", "Enabled"]],
  ],
  [
    "S3.17 CKV_AWS_145, waived: load balancers write to no bucket under a key of KMS",
    () =>
      look(
        recording,
        "BucketServerSideEncryptionConfiguration",
        "bucket",
        "rules.0.applyServerSideEncryptionByDefault.sseAlgorithm",
      ),
    [["platform-prod-access-logs-333333333333", "AES256"]],
  ],
  [
    "WAF.10 CKV_AWS_192: the web ACL has rules, Log4j among them",
    () => look(recording, "WebAcl", "rules.0.statement.managedRuleGroupStatement.name"),
    [["AWSManagedRulesKnownBadInputsRuleSet"]],
  ],
  [
    "WAF.11 CKV2_AWS_31: the web ACL is logged",
    () => look(recording, "WebAclLoggingConfiguration", "resourceArn", "logDestinationConfigs"),
    [["arn:edge-firewall-acl", ["arn:edge-firewall-log"]]],
  ],
  [
    "WAF.12: the web ACL and its rules are measured",
    () =>
      look(
        recording,
        "WebAcl",
        "visibilityConfig.cloudwatchMetricsEnabled",
        "rules.0.visibilityConfig.cloudwatchMetricsEnabled",
      ),
    [[true, true]],
  ],
  [
    "CKV_AWS_66 CKV_AWS_158 CKV_AWS_338: the firewall's log is kept for a year, encrypted",
    () => look(recording, "LogGroup", "retentionInDays", "kmsKeyId"),
    [[365, "arn:key"]],
  ],
])("%s", (_rule, found, right) => {
  expect(found()).toEqual(right);
});

function denied(policy: unknown): unknown[] {
  return written(policy)
    .filter(({ Effect }) => Effect === "Deny")
    .map(({ Condition }) => Condition);
}
