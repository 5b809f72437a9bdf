import { ec2 } from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";

import type { Network as NetworkSettings } from "../../config/schema";
import type { Stamp } from "../shared/stamp";

export interface NetworkArgs {
  readonly settings: NetworkSettings;
  readonly stamp: Stamp;
}

const EVERYWHERE = "0.0.0.0/0";

/** A network in which only the public tier faces the internet and the data tier has no way out. */
export class Network extends pulumi.ComponentResource {
  readonly vpcId: pulumi.Output<string>;
  /** Load balancers and NAT. */
  readonly publicSubnetIds: pulumi.Output<string>[];
  /** Nodes and pods. */
  readonly privateSubnetIds: pulumi.Output<string>[];
  /** Databases and caches. */
  readonly dataSubnetIds: pulumi.Output<string>[];
  /** Address ranges of the private tier, from which data may be reached. */
  readonly privateCidrs: readonly string[];

  constructor(name: string, args: NetworkArgs, opts?: pulumi.ComponentResourceOptions) {
    super("platform:edge:Network", name, {}, opts);
    const { zones, cidr, nat } = args.settings;
    const tags = (role: string) => ({ ...args.stamp, Name: `${name}-${role}` });
    const child = { parent: this };

    const vpc = new ec2.Vpc(
      `${name}-vpc`,
      { cidrBlock: cidr, enableDnsHostnames: true, enableDnsSupport: true, tags: tags("vpc") },
      child,
    );
    // Resources that name no security group land in this one: it admits nothing.
    new ec2.DefaultSecurityGroup(
      `${name}-default`,
      { vpcId: vpc.id, ingress: [], egress: [], tags: tags("default") },
      child,
    );
    const gateway = new ec2.InternetGateway(
      `${name}-internet`,
      { vpcId: vpc.id, tags: tags("internet") },
      child,
    );

    const subnets = (tier: Tier) =>
      zones.map(
        (zone, index) =>
          new ec2.Subnet(
            `${name}-${tier}-${zone}`,
            {
              vpcId: vpc.id,
              availabilityZoneId: zone,
              cidrBlock: subnetCidr(cidr, tier, index),
              tags: { ...tags(`${tier}-${zone}`), tier },
            },
            child,
          ),
      );
    const route = (suffix: string, subnet: ec2.Subnet, out?: Partial<ec2.RouteArgs>) => {
      const table = new ec2.RouteTable(
        `${name}-${suffix}`,
        { vpcId: vpc.id, tags: tags(suffix) },
        child,
      );
      new ec2.RouteTableAssociation(
        `${name}-${suffix}`,
        { routeTableId: table.id, subnetId: subnet.id },
        child,
      );
      if (out === undefined) return;
      new ec2.Route(
        `${name}-${suffix}`,
        { routeTableId: table.id, destinationCidrBlock: EVERYWHERE, ...out },
        child,
      );
    };

    const open = subnets("public");
    open.forEach((subnet, i) => {
      route(`public-${zones[i] ?? ""}`, subnet, { gatewayId: gateway.id });
    });
    const exits = open
      .slice(0, { none: 0, single: 1, perZone: zones.length }[nat])
      .map((subnet, i) => {
        const suffix = `nat-${zones[i] ?? ""}`;
        const address = new ec2.Eip(
          `${name}-${suffix}`,
          { domain: "vpc", tags: tags(suffix) },
          child,
        );
        return new ec2.NatGateway(
          `${name}-${suffix}`,
          { subnetId: subnet.id, allocationId: address.id, tags: tags(suffix) },
          child,
        );
      });
    const inner = subnets("private");
    inner.forEach((subnet, i) => {
      const exit = exits[i] ?? exits[0];
      route(`private-${zones[i] ?? ""}`, subnet, exit && { natGatewayId: exit.id });
    });
    const data = subnets("data");
    data.forEach((subnet, i) => {
      route(`data-${zones[i] ?? ""}`, subnet);
    });

    this.vpcId = vpc.id;
    this.publicSubnetIds = open.map(({ id }) => id);
    this.privateSubnetIds = inner.map(({ id }) => id);
    this.dataSubnetIds = data.map(({ id }) => id);
    this.privateCidrs = zones.map((_zone, index) => subnetCidr(cidr, "private", index));
    this.registerOutputs({ vpcId: this.vpcId });
  }
}

type Tier = "public" | "private" | "data";

/** Third octet of a tier's first subnet and the prefix length of all of them, inside 10.x.0.0/16. */
const TIERS: Readonly<Record<Tier, { readonly first: number; readonly prefix: 20 | 24 }>> = {
  private: { first: 0, prefix: 20 },
  public: { first: 64, prefix: 20 },
  data: { first: 128, prefix: 24 },
};

/** The `index`-th subnet of a tier; tiers never overlap for up to four zones. */
export function subnetCidr(network: string, tier: Tier, index: number): string {
  const { first, prefix } = TIERS[tier];
  const step = prefix === 20 ? 16 : 1;
  const [a, b] = network.split(".");
  return `${a ?? ""}.${b ?? ""}.${first + index * step}.0/${prefix}`;
}
