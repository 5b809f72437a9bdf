import * as pulumi from "@pulumi/pulumi";

import { type BucketKeeping, privateBucket } from "../shared/private-bucket";

export interface AccessLogArgs extends BucketKeeping {
  /** Name of the load balancer, which begins the bucket's. */
  readonly name: string;
  readonly accountId: string;
  readonly region: string;
  /** Days for which the log of a request is kept. */
  readonly days: number;
}

/**
 * A private bucket for the log of every request; its name resolves once load balancers may write there.
 *
 * They write to no bucket that is encrypted with a key of KMS.
 */
export function accessLog(
  name: string,
  args: AccessLogArgs,
  opts: pulumi.CustomResourceOptions,
): pulumi.Output<string> {
  const { accountId, region, days, lifecycle, guard, stamp } = args;
  return privateBucket(
    name,
    {
      ...{ days, lifecycle, guard, stamp },
      bucket: `${args.name}-access-logs-${accountId}`,
      statements: (bucketArn) => [
        {
          Sid: "DeliverLogs",
          Effect: "Allow",
          Principal: { Service: "logdelivery.elasticloadbalancing.amazonaws.com" },
          Action: "s3:PutObject",
          Resource: pulumi.interpolate`${bucketArn}/AWSLogs/${accountId}/*`,
          // The load balancers of this account and region, and no others.
          Condition: {
            ArnLike: {
              "aws:SourceArn": `arn:aws:elasticloadbalancing:${region}:${accountId}:loadbalancer/*`,
            },
          },
        },
      ],
    },
    opts,
  );
}
