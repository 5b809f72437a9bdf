import { ec2, lb, vpc } from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";

import type { Guard } from "../shared/guard";
import type { Stamp } from "../shared/stamp";
import { accessLog } from "./access-log";
import { certificates } from "./certificates";
import { Firewall } from "./firewall";
import type { Host } from "./host";
import { listeners } from "./listeners";
import { type DnsRecord, hostRecords } from "./records";

export type { Host } from "./host";

export interface LoadBalancerArgs {
  /** Name in AWS, at most 32 characters. */
  readonly name: string;
  readonly hosts: readonly Host[];
  /** Addresses from which pods reach the hosts from outside, to try a rollout. */
  readonly exits: readonly pulumi.Input<string>[];
  readonly vpcId: pulumi.Input<string>;
  /** Public subnets, in two zones at least. */
  readonly subnetIds: pulumi.Input<pulumi.Input<string>[]>;
  readonly targets: {
    /** Of the cluster whose pods answer. */
    readonly securityGroupId: pulumi.Input<string>;
    readonly ports: readonly number[];
  };
  readonly accountId: string;
  readonly region: string;
  readonly accessLogDays: number;
  /** Days for which the firewall's log is kept. */
  readonly logDays: number;
  readonly logKeyArn: pulumi.Input<string>;
  readonly lifecycle: "durable" | "disposable";
  readonly guard: Guard;
  readonly stamp: Stamp;
}

/** The one way into an environment: encrypted, filtered, and logged request by request. */
export class LoadBalancer extends pulumi.ComponentResource {
  /** What answers on HTTPS, by host with a release; resolves once it presents the host's certificate. */
  readonly listenerArns: ReadonlyMap<string, pulumi.Output<string>>;
  /** What people create by hand, because no zone was given. */
  readonly records: pulumi.Output<readonly DnsRecord[]>;
  readonly securityGroupId: pulumi.Output<string>;
  /** Its own name in DNS, whatever the hosts' records say. */
  readonly address: pulumi.Output<string>;

  constructor(name: string, args: LoadBalancerArgs, opts?: pulumi.ComponentResourceOptions) {
    super("platform:edge:LoadBalancer", name, {}, opts);
    const { hosts, stamp } = args;
    const keep = args.guard.keep(`${name}-balancer`, args.lifecycle);
    const child = { parent: this };

    const group = securityGroup(name, args, child);
    const logs = accessLog(`${name}-access-log`, { ...args, days: args.accessLogDays }, child);
    const balancer = new lb.LoadBalancer(
      `${name}-balancer`,
      {
        name: args.name,
        loadBalancerType: "application",
        internal: false,
        ipAddressType: "ipv4",
        subnets: args.subnetIds,
        securityGroups: [group.id],
        enableDeletionProtection: keep.protected,
        dropInvalidHeaderFields: true,
        desyncMitigationMode: "defensive",
        enableHttp2: true,
        enableWafFailOpen: false,
        xffHeaderProcessingMode: "append",
        idleTimeout: 60,
        accessLogs: { enabled: true, bucket: logs },
        tags: stamp,
      },
      { ...child, ...keep.options },
    );
    const firewall = new Firewall(
      `${name}-firewall`,
      { ...args, before: { kind: "loadBalancer", arn: balancer.arn } },
      child,
    );
    const proven = certificates(name, { hosts, stamp }, child);
    const { dnsName, zoneId } = balancer;
    const own = hosts.filter(({ cdnKeys }) => cdnKeys === undefined);
    const target = { dnsName, zoneId, evaluateTargetHealth: true };
    const byHand = hostRecords(name, own, target, child);

    this.listenerArns = listeners(
      name,
      {
        loadBalancerArn: balancer.arn,
        certificates: proven.issued,
        after: firewall,
        stamp,
      },
      child,
    );
    this.records = pulumi.all([...proven.records, ...byHand]);
    this.securityGroupId = group.id;
    this.address = balancer.dnsName;
    this.registerOutputs({
      records: this.records,
      securityGroupId: this.securityGroupId,
    });
  }
}

/** The internet reaches two ports; from there nothing leads anywhere but to the pods' own. */
function securityGroup(
  name: string,
  { vpcId, targets, stamp, ...args }: LoadBalancerArgs,
  opts: pulumi.CustomResourceOptions,
): ec2.SecurityGroup {
  const tags = { ...stamp, Name: args.name };
  const group = new ec2.SecurityGroup(
    `${name}-group`,
    { vpcId, description: `Load balancer ${args.name}`, tags },
    opts,
  );
  const port = (number: number) => ({ ipProtocol: "tcp", fromPort: number, toPort: number, tags });
  for (const [number, description] of PUBLIC_PORTS) {
    new vpc.SecurityGroupIngressRule(
      `${name}-in-${number}`,
      { securityGroupId: group.id, cidrIpv4: "0.0.0.0/0", description, ...port(number) },
      opts,
    );
  }
  for (const number of targets.ports) {
    const both = port(number);
    new vpc.SecurityGroupEgressRule(
      `${name}-out-${number}`,
      {
        securityGroupId: group.id,
        referencedSecurityGroupId: targets.securityGroupId,
        description: `Pods of the cluster on port ${number}`,
        ...both,
      },
      opts,
    );
    new vpc.SecurityGroupIngressRule(
      `${name}-pods-${number}`,
      {
        securityGroupId: targets.securityGroupId,
        referencedSecurityGroupId: group.id,
        description: `Load balancer ${args.name} on port ${number}`,
        ...both,
      },
      opts,
    );
  }
  return group;
}

const PUBLIC_PORTS = [
  [443, "HTTPS from everywhere"],
  [80, "HTTP from everywhere: only to be sent to HTTPS"],
] as const;
