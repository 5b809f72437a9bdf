import { resolve } from "node:path";

import { readDigest, type State } from "../../audit/digest";
import { ASKED, weakened } from "../../audit/weakening";
import type { Props } from "../../sandbox/provider/values";
import { loadSchema } from "../../sandbox/schema/build";
import { checkInputs } from "../../sandbox/schema/check";
import { WEAKER } from "../config/weaker";

const ALARM = "aws:cloudwatch/metricAlarm:MetricAlarm";
const GROUP = "aws:ec2/securityGroup:SecurityGroup";
const RULE = "aws:vpc/securityGroupIngressRule:SecurityGroupIngressRule";
const INSTANCE = "aws:rds/instance:Instance";
const CACHE = "aws:elasticache/replicationGroup:ReplicationGroup";
const ENVIRONMENT = "github:index/repositoryEnvironment:RepositoryEnvironment";
const BRANCH = "github:index/branchProtection:BranchProtection";
const BUDGET = "kubernetes:policy/v1:PodDisruptionBudget";

const from = (...cidrBlocks: string[]) => ({
  ingress: [{ protocol: "tcp", fromPort: 443, toPort: 443, cidrBlocks }],
});
const from6 = (...ipv6CidrBlocks: string[]) => ({
  ingress: [{ protocol: "tcp", fromPort: 443, toPort: 443, ipv6CidrBlocks }],
});
const reviews = (requiredApprovingReviewCount: number) => ({
  requiredPullRequestReviews: [{ requiredApprovingReviewCount }],
});

/** One change per row that an auditor asks about: type, before, after, words. */
const ROWS: readonly (readonly [string, Props, Props, string])[] = [
  [
    "aws:cloudwatch/logGroup:LogGroup",
    { retentionInDays: 30 },
    { retentionInDays: 7 },
    "keep logs for fewer days",
  ],
  [ALARM, { actionsEnabled: true }, { actionsEnabled: false }, "tell nobody"],
  [ALARM, { alarmActions: ["a", "b"] }, { alarmActions: ["a"] }, "tell fewer people"],
  [ALARM, { evaluationPeriods: 2 }, { evaluationPeriods: 5 }, "wait longer"],
  [ALARM, { datapointsToAlarm: 2 }, { datapointsToAlarm: 5 }, "wait longer"],
  [ALARM, { period: 60 }, { period: 300 }, "look less often"],
  [GROUP, from("10.0.0.0/8"), from("10.0.0.0/8", "0.0.0.0/0"), "let the whole internet in"],
  [GROUP, from6("fd00::/8"), from6("::/0"), "let the whole internet in"],
  [RULE, { cidrIpv4: "10.0.0.0/8" }, { cidrIpv4: "0.0.0.0/0" }, "let the whole internet in"],
  [RULE, { cidrIpv6: "fd00::/8" }, { cidrIpv6: "::/0" }, "let the whole internet in"],
  [INSTANCE, { multiAz: true }, { multiAz: false }, "not survive the loss of a zone"],
  [
    INSTANCE,
    { enabledCloudwatchLogsExports: ["postgresql"] },
    { enabledCloudwatchLogsExports: [] },
    "log less",
  ],
  [INSTANCE, { monitoringInterval: 60 }, { monitoringInterval: 0 }, "be watched less closely"],
  [CACHE, { multiAzEnabled: true }, { multiAzEnabled: false }, "not survive the loss of a zone"],
  [
    CACHE,
    { automaticFailoverEnabled: true },
    { automaticFailoverEnabled: false },
    "not survive the loss of a node",
  ],
  ["aws:sns/topic:Topic", { kmsMasterKeyId: "key" }, {}, "no longer be encrypted"],
  [
    "aws:sqs/queue:Queue",
    { messageRetentionSeconds: 600 },
    { messageRetentionSeconds: 60 },
    "keep messages",
  ],
  [
    ENVIRONMENT,
    { canAdminsBypass: false },
    { canAdminsBypass: true },
    "let administrators go round it",
  ],
  [ENVIRONMENT, { preventSelfReview: true }, { preventSelfReview: false }, "let people approve"],
  [
    ENVIRONMENT,
    { reviewers: [{ teams: [1, 2] }] },
    { reviewers: [{ teams: [1] }] },
    "ask fewer teams",
  ],
  [
    ENVIRONMENT,
    { reviewers: [{ users: [1, 2] }] },
    { reviewers: [{ users: [1] }] },
    "ask fewer people",
  ],
  [ENVIRONMENT, { reviewers: [{}] }, {}, "ask nobody"],
  [ENVIRONMENT, { waitTimer: 30 }, { waitTimer: 0 }, "wait less"],
  [BRANCH, { enforceAdmins: true }, { enforceAdmins: false }, "let administrators go round it"],
  [BRANCH, reviews(2), reviews(1), "ask fewer people"],
  [
    BRANCH,
    { requiredStatusChecks: [{ contexts: ["test"] }] },
    { requiredStatusChecks: [{}] },
    "ask for fewer checks",
  ],
  [BUDGET, { spec: { minAvailable: 2 } }, { spec: { minAvailable: 1 } }, "keep fewer pods"],
];

describe("what an auditor asks about", () => {
  it.each(ROWS)("is seen of %s: %j → %j", (type, before, after, words) => {
    expect(weakened(type, state(before), state(after)).join()).toContain(words);
    expect(weakened(type, state(after), state(before))).toEqual([]);
    expect(weakened(type, state(after), state(after))).toEqual([]);
  });

  it("is all that there is a row for, of properties that the providers have", async () => {
    const rows = Object.entries(ASKED).flatMap(([type, each]) =>
      each.map(({ property }) => `${type} ${property}`),
    );
    const seen = ROWS.flatMap(([type, before, after]) =>
      weakened(type, state(before), state(after)).map(
        (said) => `${type} ${/\((\S+)/.exec(said)?.[1] ?? ""}`,
      ),
    );
    expect([...new Set(seen)].sort()).toEqual(rows.sort());

    const cache = resolve(__dirname, "../../.cache");
    for (const name of ["aws", "github", "kubernetes"] as const) {
      const schema = await loadSchema(name, cache);
      const wrong = ROWS.filter(([type]) => type.startsWith(`${name}:`)).flatMap(
        ([type, ...sides]) =>
          sides.slice(0, 2).flatMap((side) => checkInputs(schema, type, side as Props)),
      );
      expect(wrong.filter(({ reason }) => reason !== "is required")).toEqual([]);
    }
  });

  it("is what the program refuses, too", () => {
    const unseen = WEAKER.filter(
      ([type, before, after]) => weakened(type, state(before), state(after)).length === 0,
    );

    expect(unseen).toEqual([]);
  });

  it.each([
    ["GreaterThanThreshold", 80, 90, true],
    ["GreaterThanThreshold", 90, 80, false],
    ["LessThanOrEqualToThreshold", 90, 80, true],
    ["LessThanThreshold", 80, 90, false],
  ])("is a threshold that is passed later: %s %i → %i", (comparisonOperator, old, now, weaker) => {
    const alarm = (threshold: number) => state({ comparisonOperator, threshold });

    expect(weakened(ALARM, alarm(old), alarm(now))).toEqual(
      weaker ? [`tell later (threshold ${old} → ${now})`] : [],
    );
  });

  it("is protection that is lifted", () => {
    const kept = { ...state({}), protect: true, retainOnDelete: true };

    expect(weakened("a:b:C", kept, state({}))).toEqual([
      "no longer be protected by the engine",
      "be deleted in the cloud once it leaves the stack",
    ]);
    expect(weakened("a:b:C", state({}), kept)).toEqual([]);
  });

  it("is not judged before it is known", () => {
    const unknown = "3eeb2bf0-c639-47a8-9e75-3b44932eb421";

    expect(
      weakened(
        INSTANCE,
        state({ multiAz: true }),
        state({ multiAz: "1c4a061d-8072-4f0a-a4cb-0ff528b18fe7" }),
      ),
    ).toEqual([]);
    expect(weakened(ALARM, state({ period: 60 }), state({ period: unknown }))).toEqual([]);
  });
});

function state(inputs: Props): State {
  const step = { op: "create", urn: "u", newState: { inputs }, detailedDiff: null };
  const [read] = readDigest(JSON.stringify({ steps: [step] }), (value) => value).steps;
  if (read?.newState === undefined) throw new Error("no state");
  return read.newState;
}
