import { distinct, look } from "../../support/look";
import type { Recording } from "../../support/recorder";
import { network } from "./declared-network";

let recording: Recording;
beforeAll(async () => {
  recording = await network({ nat: "perZone", endpoints: "private" });
});

/** What security scanners ask of a network: what is looked at, and the only answers that are right. */
it.each<[string, () => readonly unknown[], readonly unknown[]]>([
  [
    "EC2.2 CKV2_AWS_12: the default group admits nothing and lets nothing out",
    () => look(recording, "DefaultSecurityGroup", "vpcId", "ingress", "egress"),
    [["net-vpc-id", [], []]],
  ],
  [
    "EC2.6 CKV2_AWS_11: all traffic is recorded",
    () => look(recording, "FlowLog", "vpcId", "trafficType"),
    [["net-vpc-id", "ALL"]],
  ],
  [
    "EC2.10: the EC2 API is reached without the internet",
    () =>
      look(recording, "VpcEndpoint", "serviceName").filter(([name]) =>
        String(name).endsWith(".ec2"),
      ),
    [["com.amazonaws.eu-central-1.ec2"]],
  ],
  [
    "EC2.13 EC2.14 EC2.18 EC2.19: no rule admits the internet",
    () => distinct(look(recording, "SecurityGroupIngressRule", "cidrIpv4", "cidrIpv6")),
    [
      ["10.9.0.0/20", undefined],
      ["10.9.16.0/20", undefined],
      ["10.9.32.0/20", undefined],
    ],
  ],
  [
    "EC2.15 CKV_AWS_130: no subnet hands out public addresses",
    () => distinct(look(recording, "Subnet", "mapPublicIpOnLaunch")),
    [[false]],
  ],
  [
    "EC2.21 CKV_AWS_352: there are no network ACLs",
    () => recording.names().filter((name) => /Acl/.test(name)),
    [],
  ],
  [
    "CKV_AWS_23: every group and every rule says what it is for",
    () => [
      ...look(recording, "ec2/securityGroup:SecurityGroup", "description"),
      ...look(recording, "SecurityGroupIngressRule", "description"),
    ],
    [
      ["Who may call AWS APIs"],
      ["HTTPS from the private tier in euc1-az1"],
      ["HTTPS from the private tier in euc1-az2"],
      ["HTTPS from the private tier in euc1-az3"],
    ],
  ],
  [
    "CKV_AWS_66 CKV_AWS_158 CKV_AWS_338: logs are kept for a year, encrypted",
    () => look(recording, "LogGroup", "retentionInDays", "kmsKeyId"),
    [[365, "arn:key"]],
  ],
])("%s", (_rule, found, right) => {
  expect(found()).toEqual(right);
});
