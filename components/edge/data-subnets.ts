import { ec2 } from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";

import type { Stamp } from "../shared/stamp";
import { subnetCidr, type Tier } from "./network";

/** The addresses of databases that are restored as a drill; applications have the lower numbers. */
export const DRILL_BLOCK = 31;

export interface DataSubnetsArgs {
  readonly vpcId: pulumi.Input<string>;
  /** Of the whole network: 10.x.0.0/16. */
  readonly cidr: string;
  readonly zones: readonly string[];
  /** Number of the application's addresses in the network, 0-30; no two share one. */
  readonly block: number;
  readonly stamp: Stamp;
}

/**
 * The subnets of one application's data: one in each zone, without any way out.
 *
 * Of their own, because a network policy knows a database by its addresses alone: in shared subnets
 * every application could reach the databases of all others.
 */
export class DataSubnets extends pulumi.ComponentResource implements Tier {
  readonly subnetIds: pulumi.Output<string>[];
  readonly cidrs: readonly string[];

  constructor(name: string, args: DataSubnetsArgs, opts?: pulumi.ComponentResourceOptions) {
    super("platform:edge:DataSubnets", name, {}, opts);
    const { vpcId, zones, stamp } = args;
    const child = { parent: this };
    const tags = (role: string) => ({ ...stamp, Name: role });
    const table = new ec2.RouteTable(name, { vpcId, tags: tags(name) }, child);

    this.cidrs = zones.map((_zone, index) => subnetCidr(args.cidr, "data", args.block * 4 + index));
    this.subnetIds = zones.map((zone, index) => {
      const role = `${name}-${zone}`;
      const subnet = new ec2.Subnet(
        role,
        {
          vpcId,
          availabilityZoneId: zone,
          cidrBlock: this.cidrs[index] ?? "",
          mapPublicIpOnLaunch: false,
          tags: { ...tags(role), tier: "data" },
        },
        child,
      );
      new ec2.RouteTableAssociation(role, { subnetId: subnet.id, routeTableId: table.id }, child);
      return subnet.id;
    });
    this.registerOutputs({ subnetIds: this.subnetIds });
  }
}
