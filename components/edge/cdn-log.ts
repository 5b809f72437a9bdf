import { type cloudfront, cloudwatch } from "@pulumi/aws";
import type * as pulumi from "@pulumi/pulumi";

import { logGroup } from "../shared/log-group";
import type { Stamp } from "../shared/stamp";
import { CDN_REGION } from "./host";

export interface CdnLogArgs {
  /** Name in AWS of what is logged. */
  readonly name: string;
  readonly distribution: cloudfront.Distribution;
  readonly logDays: number;
  /** In the region of the CDN. */
  readonly logKeyArn: pulumi.Input<string>;
  readonly stamp: Stamp;
}

/** What of a request is kept: who asked for what and got what, neither cookies nor what follows a `?`. */
const FIELDS = [
  ...["timestamp", "c-ip", "cs-method", "x-host-header", "cs-uri-stem", "sc-status"],
  ...["sc-bytes", "time-taken", "cs(User-Agent)", "x-edge-location", "x-edge-result-type"],
  ...["x-edge-request-id", "ssl-protocol", "ssl-cipher"],
];

/** Logs every request that a distribution answers. */
export function cdnLog(
  name: string,
  { distribution, logDays, logKeyArn, stamp, ...args }: CdnLogArgs,
  opts: pulumi.CustomResourceOptions,
): void {
  const common = { region: CDN_REGION, tags: stamp };
  const group = logGroup(
    `${name}-log`,
    {
      // Logs of this prefix are delivered under a policy that AWS writes itself.
      name: `/aws/vendedlogs/${args.name}`,
      ...{ days: logDays, keyArn: logKeyArn, region: CDN_REGION, stamp },
    },
    opts,
  );
  const source = new cloudwatch.LogDeliverySource(
    `${name}-log-source`,
    { ...common, name: args.name, logType: "ACCESS_LOGS", resourceArn: distribution.arn },
    opts,
  );
  const destination = new cloudwatch.LogDeliveryDestination(
    `${name}-log-destination`,
    {
      ...common,
      name: args.name,
      outputFormat: "json",
      deliveryDestinationConfiguration: { destinationResourceArn: group.arn },
    },
    opts,
  );
  new cloudwatch.LogDelivery(
    `${name}-log-delivery`,
    {
      ...common,
      deliverySourceName: source.name,
      deliveryDestinationArn: destination.arn,
      recordFields: FIELDS,
    },
    opts,
  );
}
