import { iam } from "@pulumi/aws";
import type * as pulumi from "@pulumi/pulumi";

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
      assumeRolePolicy: JSON.stringify({
        Version: "2012-10-17",
        Statement: [
          {
            Effect: "Allow",
            Principal: { Service: "monitoring.rds.amazonaws.com" },
            Action: "sts:AssumeRole",
            Condition: {
              StringEquals: { "aws:SourceAccount": accountId },
              ArnLike: { "aws:SourceArn": `arn:aws:rds:${region}:${accountId}:db:${name}` },
            },
          },
        ],
      }),
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
