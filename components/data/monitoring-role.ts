import { iam } from "@pulumi/aws";
import type * as pulumi from "@pulumi/pulumi";

import { onlyFor, serviceTrust } from "../shared/service-trust";
import type { Stamp } from "../shared/stamp";

export interface MonitoringRoleArgs {
  readonly accountId: string;
  readonly region: string;
  readonly stamp: Stamp;
}

/** A role that can do its work once its policy is attached. */
export interface MonitoringRole {
  readonly arn: pulumi.Output<string>;
  readonly policy: iam.RolePolicyAttachment;
}

/** Lets RDS write what it measures on the host of the database `name`, and of no other, to CloudWatch. */
export function monitoringRole(
  name: string,
  { accountId, region, stamp }: MonitoringRoleArgs,
  opts: pulumi.CustomResourceOptions,
): MonitoringRole {
  const role = new iam.Role(
    `${name}-monitoring`,
    {
      description: `Writes measurements of ${name} to CloudWatch`,
      assumeRolePolicy: JSON.stringify(
        serviceTrust("monitoring.rds.amazonaws.com", {
          condition: onlyFor(accountId, `arn:aws:rds:${region}:${accountId}:db:${name}`),
        }),
      ),
      tags: stamp,
    },
    opts,
  );
  const policy = new iam.RolePolicyAttachment(
    `${name}-monitoring-policy`,
    {
      role: role.name,
      policyArn: "arn:aws:iam::aws:policy/service-role/AmazonRDSEnhancedMonitoringRole",
    },
    opts,
  );
  return { arn: role.arn, policy };
}
