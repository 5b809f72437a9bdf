import { type Comparison, gone, less, more, off, on, type Row, row } from "../config/comparisons";
import { WEAKENINGS, weakenings } from "../config/weakening";
import type { State } from "./digest";
import { entry } from "./paths";
import { isUnknown } from "./unknown";

const everybody: Comparison = (before, after) =>
  before !== after && (after === "0.0.0.0/0" || after === "::/0");
/** No number of days means for ever. */
const shorter: Comparison = (before, after) =>
  Number(after ?? 0) > 0 && less(before ?? Infinity, after);
/** What the program itself does not refuse, and an auditor still asks about. */
export const ASKED: Readonly<Record<string, readonly Row[]>> = {
  "aws:cloudwatch/logGroup:LogGroup": [row("retentionInDays", shorter, "keep logs for fewer days")],
  "aws:cloudwatch/metricAlarm:MetricAlarm": [
    row("actionsEnabled", (before, after) => before !== false && after === false, "tell nobody"),
    row("alarmActions.*", gone, "tell fewer people"),
    row("evaluationPeriods", more, "wait longer before it tells"),
    row("datapointsToAlarm", more, "wait longer before it tells"),
    row("period", more, "look less often"),
  ],
  "aws:rds/instance:Instance": [
    row("multiAz", off, "not survive the loss of a zone"),
    row("enabledCloudwatchLogsExports.*", gone, "log less"),
    row("monitoringInterval", less, "be watched less closely"),
  ],
  "aws:ec2/securityGroup:SecurityGroup": [
    row("ingress.*.cidrBlocks.*", everybody, "let the whole internet in"),
    row("ingress.*.ipv6CidrBlocks.*", everybody, "let the whole internet in"),
  ],
  "aws:vpc/securityGroupIngressRule:SecurityGroupIngressRule": [
    row("cidrIpv4", everybody, "let the whole internet in"),
    row("cidrIpv6", everybody, "let the whole internet in"),
  ],
  "aws:elasticache/replicationGroup:ReplicationGroup": [
    row("multiAzEnabled", off, "not survive the loss of a zone"),
    row("automaticFailoverEnabled", off, "not survive the loss of a node"),
  ],
  "aws:sns/topic:Topic": [row("kmsMasterKeyId", gone, "no longer be encrypted")],
  "aws:sqs/queue:Queue": [row("messageRetentionSeconds", less, "keep messages for less time")],
  "github:index/repositoryEnvironment:RepositoryEnvironment": [
    row("canAdminsBypass", on, "let administrators go round it"),
    row("preventSelfReview", off, "let people approve what they ask for"),
    row("reviewers.*.teams.*", gone, "ask fewer teams"),
    row("reviewers.*.users.*", gone, "ask fewer people"),
    row("reviewers.*", gone, "ask nobody"),
    row("waitTimer", less, "wait less"),
  ],
  "github:index/branchProtection:BranchProtection": [
    row("enforceAdmins", off, "let administrators go round it"),
    row("requiredPullRequestReviews.*.requiredApprovingReviewCount", less, "ask fewer people"),
    row("requiredStatusChecks.*.contexts.*", gone, "ask for fewer checks"),
  ],
  "kubernetes:policy/v1:PodDisruptionBudget": [
    row("spec.minAvailable", less, "keep fewer pods while nodes go"),
  ],
};

/** Thresholds count in the direction in which the alarm compares. */
function threshold({ inputs: before }: State, { inputs: after }: State): readonly string[] {
  const [old, now] = [before["threshold"], after["threshold"]];
  if (typeof old !== "number" || typeof now !== "number" || old === now) return [];
  const below = String(after["comparisonOperator"]).startsWith("LessThan");
  return (below ? now < old : now > old) ? [`tell later (threshold ${old} → ${now})`] : [];
}

/** What a step would keep or watch less safely, in words after "it would". */
export function weakened(type: string, before: State, after: State): readonly string[] {
  const rows = [...(entry(WEAKENINGS, type) ?? []), ...(entry(ASKED, type) ?? [])];
  return [
    ...(before.protect && !after.protect ? ["no longer be protected by the engine"] : []),
    ...(before.retainOnDelete && !after.retainOnDelete
      ? ["be deleted in the cloud once it leaves the stack"]
      : []),
    ...weakenings(rows, before.inputs, after.inputs, isUnknown),
    ...(type === "aws:cloudwatch/metricAlarm:MetricAlarm" ? threshold(before, after) : []),
  ];
}
