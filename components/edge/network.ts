import { ec2 } from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";

import type { Network as NetworkSettings } from "../../config/ground";
import type { Stamp } from "../shared/stamp";
import { endpoints } from "./endpoints";
import { flowLog } from "./flow-log";

export interface NetworkArgs {
  readonly settings: NetworkSettings;
  readonly accountId: string;
  readonly region: string;
  /** Days for which the record of all traffic is kept. */
  readonly logDays: number;
  /** A key that serves `logs`. */
  readonly logKeyArn: pulumi.Input<string>;
  readonly stamp: Stamp;
}

/** The subnets of one purpose, one per zone. */
export interface Tier {
  readonly subnetIds: pulumi.Output<string>[];
  readonly cidrs: readonly string[];
}

const EVERYWHERE = "0.0.0.0/0";

/** A network of which only the public tier faces the internet; data gets subnets of its own in it. */
export class Network extends pulumi.ComponentResource {
  readonly vpcId: pulumi.Output<string>;
  /** Load balancers and NAT. */
  readonly public: Tier;
  /** Nodes and pods. */
  readonly private: Tier;
  /** Addresses with which private subnets reach the internet. */
  readonly exits: readonly pulumi.Output<string>[];

  constructor(name: string, args: NetworkArgs, opts?: pulumi.ComponentResourceOptions) {
    super("platform:edge:Network", name, {}, opts);
    const { settings, accountId, region, stamp } = args;
    const tags = (role: string) => ({ ...stamp, Name: `${name}-${role}` });
    const child = { parent: this };

    const vpc = new ec2.Vpc(
      `${name}-vpc`,
      {
        cidrBlock: settings.cidr,
        enableDnsHostnames: true,
        enableDnsSupport: true,
        tags: tags("vpc"),
      },
      child,
    );
    const inVpc = { vpcId: vpc.id };
    // Resources that name no security group land in this one: it admits nothing.
    new ec2.DefaultSecurityGroup(
      `${name}-default`,
      { ...inVpc, ingress: [], egress: [], tags: tags("default") },
      child,
    );
    const gateway = new ec2.InternetGateway(
      `${name}-internet`,
      { ...inVpc, tags: tags("internet") },
      child,
    );

    const tier = (kind: "public" | "private") =>
      settings.zones.map((zone, index): Segment => {
        const role = `${kind}-${zone}`;
        const cidr = subnetCidr(settings.cidr, kind, index);
        const subnet = new ec2.Subnet(
          `${name}-${role}`,
          {
            ...inVpc,
            availabilityZoneId: zone,
            cidrBlock: cidr,
            mapPublicIpOnLaunch: false,
            tags: { ...tags(role), tier: kind },
          },
          child,
        );
        const table = new ec2.RouteTable(`${name}-${role}`, { ...inVpc, tags: tags(role) }, child);
        const ids = { subnetId: subnet.id, routeTableId: table.id };
        new ec2.RouteTableAssociation(`${name}-${role}`, ids, child);
        return { role, zone, cidr, ...ids };
      });
    const wayOut = ({ role, routeTableId }: Segment, through: Partial<ec2.RouteArgs>) =>
      new ec2.Route(
        `${name}-${role}`,
        { routeTableId, destinationCidrBlock: EVERYWHERE, ...through },
        child,
      );
    const natGateway = ({ zone, subnetId }: Segment) => {
      const role = `nat-${zone}`;
      // EC2 refuses both in a network that is not connected to the internet yet.
      const connected = { ...child, dependsOn: [gateway] };
      const address = new ec2.Eip(
        `${name}-${role}`,
        { domain: "vpc", tags: tags(role) },
        connected,
      );
      const nat = new ec2.NatGateway(
        `${name}-${role}`,
        { subnetId, allocationId: address.id, tags: tags(role) },
        connected,
      );
      return { id: nat.id, address: address.publicIp };
    };

    const open = tier("public");
    for (const segment of open) wayOut(segment, { gatewayId: gateway.id });
    const exits = open.slice(0, EXITS[settings.nat]).map(natGateway);
    const inner = tier("private");
    for (const [index, segment] of inner.entries()) {
      const exit = exits[index] ?? exits[0];
      if (exit !== undefined) wayOut(segment, { natGatewayId: exit.id });
    }

    endpoints(
      `${name}-endpoint`,
      { ...inVpc, region, kind: settings.endpoints, clients: inner, stamp },
      child,
    );
    flowLog(
      `${name}-flow-log`,
      { ...inVpc, accountId, region, days: args.logDays, keyArn: args.logKeyArn, stamp },
      child,
    );

    this.vpcId = vpc.id;
    this.public = asTier(open);
    this.private = asTier(inner);
    this.exits = exits.map(({ address }) => address);
    this.registerOutputs({ vpcId: this.vpcId });
  }
}

type TierName = "public" | "private" | "data";

/** What one tier has in one zone. */
interface Segment {
  readonly role: string;
  readonly zone: string;
  readonly cidr: string;
  readonly subnetId: pulumi.Output<string>;
  readonly routeTableId: pulumi.Output<string>;
}

/** In how many zones there is a way from the private tier to the internet. */
const EXITS: Readonly<Record<NetworkSettings["nat"], number>> = {
  none: 0,
  single: 1,
  perZone: Infinity,
};

function asTier(segments: readonly Segment[]): Tier {
  return {
    subnetIds: segments.map(({ subnetId }) => subnetId),
    cidrs: segments.map(({ cidr }) => cidr),
  };
}

/** Third octet of a tier's first subnet and the prefix length of all of them, inside 10.x.0.0/16. */
const TIERS: Readonly<Record<TierName, { readonly first: number; readonly prefix: 20 | 24 }>> = {
  private: { first: 0, prefix: 20 },
  public: { first: 64, prefix: 20 },
  data: { first: 128, prefix: 24 },
};

/** The `index`-th subnet of a tier; four of public and private, 128 of data, never overlap. */
export function subnetCidr(network: string, tier: TierName, index: number): string {
  const { first, prefix } = TIERS[tier];
  const step = prefix === 20 ? 16 : 1;
  const [a, b] = network.split(".");
  return `${a ?? ""}.${b ?? ""}.${first + index * step}.0/${prefix}`;
}
