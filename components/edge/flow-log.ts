import { ec2, iam } from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";

import { logGroup } from "../shared/log-group";
import { onlyFor, serviceTrust } from "../shared/service-trust";
import type { Stamp } from "../shared/stamp";

export interface FlowLogArgs {
  readonly vpcId: pulumi.Input<string>;
  readonly accountId: string;
  readonly region: string;
  readonly days: number;
  readonly keyArn: pulumi.Input<string>;
  readonly stamp: Stamp;
}

/** Records who talked to whom in a network, minute by minute, what was refused included. */
export function flowLog(
  name: string,
  args: FlowLogArgs,
  opts: pulumi.CustomResourceOptions,
): ec2.FlowLog {
  const { accountId, region, days, keyArn, stamp } = args;
  const logs = logGroup(name, { name: `/platform/${name}`, days, keyArn, stamp }, opts);
  const role = new iam.Role(
    name,
    {
      description: `Writes ${name} to its log group`,
      assumeRolePolicy: JSON.stringify(
        // Flow logs of other accounts may not have this role used for them.
        serviceTrust("vpc-flow-logs.amazonaws.com", {
          condition: onlyFor(accountId, `arn:aws:ec2:${region}:${accountId}:vpc-flow-log/*`),
        }),
      ),
      tags: stamp,
    },
    opts,
  );
  const policy = new iam.RolePolicy(
    `${name}-policy`,
    { role: role.name, policy: pulumi.jsonStringify(writesTo(logs.arn, accountId, region)) },
    opts,
  );
  return new ec2.FlowLog(
    name,
    {
      vpcId: args.vpcId,
      trafficType: "ALL",
      maxAggregationInterval: 60,
      logDestinationType: "cloud-watch-logs",
      logDestination: logs.arn,
      iamRoleArn: role.arn,
      tags: { ...stamp, Name: name },
    },
    // EC2 refuses a second flow log of the same network to the same destination.
    { ...opts, dependsOn: [policy], deleteBeforeReplace: true },
  );
}

/** Without CreateLogGroup, with which the last entries would bring a deleted group back, unencrypted. */
function writesTo(logGroupArn: pulumi.Output<string>, accountId: string, region: string) {
  return {
    Version: "2012-10-17",
    Statement: [
      {
        Effect: "Allow",
        Action: ["logs:CreateLogStream", "logs:PutLogEvents", "logs:DescribeLogStreams"],
        Resource: pulumi.interpolate`${logGroupArn}:*`,
      },
      {
        Effect: "Allow",
        // Finding one group means looking through the names of all.
        Action: "logs:DescribeLogGroups",
        Resource: `arn:aws:logs:${region}:${accountId}:log-group:*`,
      },
    ],
  };
}
