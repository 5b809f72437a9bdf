import { distinct, look } from "../support/look";
import type { Recording } from "../support/recorder";
import { recordAll } from "../support/three-stacks";

const of = recordAll();
let prod: Recording;
beforeAll(() => {
  prod = of("prod");
});

const BALANCER = "aws:lb/loadBalancer:LoadBalancer";
const GROUP = "ec2/securityGroup:SecurityGroup";
const RULES = ["SecurityGroupIngressRule", "SecurityGroupEgressRule"];

const GROUPS = [
  ...["appos-postgres-clients-id", "appos-redis-clients-id", "edge-group-id"],
  ...["life-os-postgres-clients-id", "life-os-redis-clients-id"],
  ...["lifeos-postgres-clients-id", "lifeos-redis-clients-id", "network-endpoint-clients-id"],
  "restore-drill-clients-id",
  ...["salitemihret-postgres-clients-id", "salitemihret-redis-clients-id"],
];

/**
 * What security scanners ask of all of prod: what is looked at, and the only right answers. A rule that
 * is waived says why, and looks at what breaks it, so that a waiver without a need is a failure too.
 */
it.each<[string, () => readonly unknown[], readonly unknown[]]>([
  [
    "EC2.2 CKV2_AWS_12: the default group admits nothing and lets nothing out",
    () => look(prod, "DefaultSecurityGroup", "vpcId", "ingress", "egress"),
    [["network-vpc-id", [], []]],
  ],
  [
    "EC2.6 CKV2_AWS_11: all traffic of every network is recorded",
    () => [
      prod.of("Vpc").map(({ name }) => `${name}-id`),
      ...look(prod, "FlowLog", "vpcId", "trafficType"),
    ],
    [["network-vpc-id"], ["network-vpc-id", "ALL"]],
  ],
  [
    "EC2.13 EC2.14 EC2.18 EC2.19: the internet reaches 443 and 80 of the load balancer, nothing else",
    () =>
      look(prod, "SecurityGroupIngressRule", "cidrIpv4", "securityGroupId", "fromPort", "toPort")
        .filter(([cidr]) => String(cidr).endsWith("/0"))
        .map(([, ...rule]) => rule),
    [
      ["edge-group-id", 443, 443],
      ["edge-group-id", 80, 80],
    ],
  ],
  [
    "EC2.13 EC2.14 EC2.18 EC2.19: rules have no other kind of source, and stand in no group",
    () => [
      ...distinct(look(prod, "SecurityGroupIngressRule", "cidrIpv6", "prefixListId")),
      ...distinct(look(prod, GROUP, "ingress", "egress")),
    ],
    [
      [undefined, undefined],
      [undefined, undefined],
    ],
  ],
  [
    "EC2.15 CKV_AWS_130: no subnet hands out public addresses",
    () => [...distinct(look(prod, "Subnet", "mapPublicIpOnLaunch")), prod.of("Subnet").length],
    [[false], 21],
  ],
  [
    "CKV_AWS_23: every group and every rule says what it is for",
    () => distinct([GROUP, ...RULES].flatMap((type) => look(prod, type, "description")).map(says)),
    [true],
  ],
  [
    "CKV2_AWS_5: every group is attached to something, that of the drill to what it restores",
    () => [
      prod.of(GROUP).map(({ name }) => `${name}-id`),
      distinct(
        [
          look(prod, "Instance", "vpcSecurityGroupIds"),
          look(prod, "ReplicationGroup", "securityGroupIds"),
          look(prod, BALANCER, "securityGroups"),
          look(prod, "VpcEndpoint", "securityGroupIds"),
          // What a drill restores, it restores into a group that nobody enters.
          look(prod, "RestoreTestingSelection", "restoreMetadataOverrides.vpcSecurityGroupIds").map(
            ([ids]) => JSON.parse(String(ids)) as unknown,
          ),
        ]
          .flat(3)
          .filter((id) => id !== undefined),
      )
        .map(String)
        .sort(),
    ],
    [GROUPS, GROUPS],
  ],
  [
    "CKV_AWS_66 CKV_AWS_158 CKV_AWS_338: every log is kept for a year, encrypted",
    () => [
      ...distinct(look(prod, "LogGroup", "retentionInDays", "kmsKeyId")),
      prod.of("LogGroup").length,
    ],
    // Cluster, firewall and network, two logs of each of eight stores, and the CDN with its firewall.
    [[365, "arn:logs-key"], [365, "arn:cdn-logs-key"], 21],
  ],
  [
    "ELB.1 CKV_AWS_2: requests without TLS are sent to HTTPS",
    () => look(prod, "Listener", "port", "protocol", "defaultActions.0.redirect.protocol"),
    [
      [80, "HTTP", "HTTPS"],
      [443, "HTTPS", undefined],
    ],
  ],
  [
    "ELB.4 ELB.12 CKV_AWS_131 CKV_AWS_328: headers and requests that could mean two things are refused",
    () => look(prod, BALANCER, "dropInvalidHeaderFields", "desyncMitigationMode"),
    [[true, "defensive"]],
  ],
  [
    "ELB.5 CKV_AWS_91: every request is logged",
    () => look(prod, BALANCER, "accessLogs.enabled", "accessLogs.bucket"),
    [[true, "platform-prod-access-logs-333333333333"]],
  ],
  [
    "ELB.6 CKV_AWS_150: the load balancer is protected from deletion",
    () => look(prod, BALANCER, "enableDeletionProtection"),
    [[true]],
  ],
  [
    "ELB.13: the load balancer stands in every zone",
    () => look(prod, BALANCER, "subnets"),
    [[["1", "2", "3"].map((zone) => `network-public-euc1-az${zone}-id`)]],
  ],
  [
    "ELB.16 CKV2_AWS_28: a web ACL stands before the load balancer",
    () => look(prod, "WebAclAssociation", "resourceArn", "webAclArn"),
    [["arn:edge-balancer", "arn:edge-firewall-acl"]],
  ],
  [
    "ELB.17 CKV_AWS_103: it speaks TLS 1.2 at least, with forward secrecy",
    () => look(prod, "Listener", "port", "sslPolicy"),
    [
      [80, undefined],
      [443, "ELBSecurityPolicy-TLS13-1-2-Res-2021-06"],
    ],
  ],
  [
    "ELB.18, waived: port 80 answers, but only to send people to HTTPS (ELB.1)",
    () => look(prod, "Listener", "protocol", "defaultActions.0.type").filter(isPlain),
    [["HTTP", "redirect"]],
  ],
  [
    "ELB.21 ELB.22 CKV_AWS_378, waived: TLS ends at the load balancer; behind it are private subnets and policies",
    () => distinct(look(prod, "TargetGroup", "protocol", "healthCheck.protocol")),
    [["HTTP", "HTTP"]],
  ],
  [
    "EKS.1 CKV_AWS_39, waived: whoever deploys comes from outside of the network",
    () => look(prod, "Cluster", "vpcConfig.endpointPublicAccess"),
    [[true]],
  ],
  [
    "CKV_AWS_38: the API of the cluster answers listed ranges, never everybody",
    () => look(prod, "Cluster", "vpcConfig.publicAccessCidrs", "vpcConfig.endpointPrivateAccess"),
    [[["203.0.113.0/24"], true]],
  ],
  [
    "EKS.3 CKV_AWS_58: secrets of the cluster are encrypted with a key of ours",
    () => look(prod, "Cluster", "encryptionConfig.resources", "encryptionConfig.provider.keyArn"),
    [[["secrets"], "arn:cluster-key"]],
  ],
  [
    "EKS.8 CKV_AWS_37: the cluster logs who did what, and all else that it can",
    () => look(prod, "Cluster", "enabledClusterLogTypes"),
    [[["api", "audit", "authenticator", "controllerManager", "scheduler"]]],
  ],
])("%s", (_rule, found, right) => {
  expect(found()).toEqual(right);
});

function says([description]: readonly unknown[]): boolean {
  return typeof description === "string" && description !== "";
}

function isPlain([protocol]: readonly unknown[]): boolean {
  return protocol !== "HTTPS";
}
