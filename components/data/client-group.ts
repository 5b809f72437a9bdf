import { ec2 } from "@pulumi/aws";
import type * as pulumi from "@pulumi/pulumi";

import type { Stamp } from "../shared/stamp";

/** The security group of a data store: nothing leaves, and nobody enters before `allow` says who. */
export function clientGroup(
  name: string,
  args: { readonly vpcId: pulumi.Input<string>; readonly stamp: Stamp },
  opts: pulumi.CustomResourceOptions,
): ec2.SecurityGroup {
  return new ec2.SecurityGroup(
    `${name}-clients`,
    { vpcId: args.vpcId, description: `Who may reach ${name}`, tags: args.stamp },
    opts,
  );
}
