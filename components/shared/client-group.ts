import { ec2, vpc } from "@pulumi/aws";
import type * as pulumi from "@pulumi/pulumi";

import type { Stamp } from "./stamp";

export interface ClientGroupArgs {
  readonly vpcId: pulumi.Input<string>;
  /** Address ranges from which clients connect. */
  readonly cidrs: readonly string[];
  readonly port: number;
  readonly stamp: Stamp;
}

/** The security group of a data store: its clients reach one port, nothing leaves. */
export function clientGroup(
  name: string,
  args: ClientGroupArgs,
  opts: pulumi.CustomResourceOptions,
): ec2.SecurityGroup {
  const group = new ec2.SecurityGroup(
    `${name}-clients`,
    { vpcId: args.vpcId, description: `Who may reach ${name}`, tags: args.stamp },
    opts,
  );
  for (const [index, cidr] of args.cidrs.entries()) {
    new vpc.SecurityGroupIngressRule(
      `${name}-clients-${index}`,
      {
        securityGroupId: group.id,
        description: `Port ${args.port} from the private tier`,
        cidrIpv4: cidr,
        ipProtocol: "tcp",
        fromPort: args.port,
        toPort: args.port,
        tags: args.stamp,
      },
      opts,
    );
  }
  return group;
}
