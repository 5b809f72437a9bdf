import { look } from "../../support/look";
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
