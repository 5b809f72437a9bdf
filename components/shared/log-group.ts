import { cloudwatch } from "@pulumi/aws";
import type * as pulumi from "@pulumi/pulumi";

import type { Stamp } from "./stamp";

export interface LogGroupArgs {
  /** Name in CloudWatch Logs, which some services prescribe. */
  readonly name: string;
  /** Days for which entries are kept. */
  readonly days: number;
  /** A key that serves `logs`. */
  readonly keyArn: pulumi.Input<string>;
  /** Absent: the environment's own. */
  readonly region?: string | undefined;
  readonly stamp: Stamp;
}

/** A log group whose entries are encrypted, and end. */
export function logGroup(
  name: string,
  args: LogGroupArgs,
  opts: pulumi.CustomResourceOptions,
): cloudwatch.LogGroup {
  return new cloudwatch.LogGroup(
    name,
    {
      ...{ name: args.name, retentionInDays: args.days, kmsKeyId: args.keyArn },
      ...{ region: args.region, tags: args.stamp },
    },
    opts,
  );
}
