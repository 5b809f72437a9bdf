import { route53 } from "@pulumi/aws";
import type * as pulumi from "@pulumi/pulumi";

import type { Host } from "./host";

/** A record that people create, because DNS of the domain is run elsewhere. */
export interface DnsRecord {
  readonly name: string;
  readonly type: string;
  readonly value: string;
  readonly why: string;
}

/** Where a name leads. */
export interface Destination {
  readonly dnsName: pulumi.Output<string>;
  readonly zoneId: pulumi.Output<string>;
  /** Whether Route 53 asks there before it sends anybody. */
  readonly evaluateTargetHealth: boolean;
}

/** Points every host of our zones at what answers for it, and lists the records of all others. */
export function hostRecords(
  name: string,
  hosts: readonly Host[],
  { dnsName, ...alias }: Destination,
  opts: pulumi.CustomResourceOptions,
): readonly pulumi.Output<DnsRecord>[] {
  return hosts.flatMap(({ app, host, zoneId }) => {
    if (zoneId === undefined) {
      const why = `leads ${host} to ${app}`;
      return [dnsName.apply((value) => ({ name: host, type: "CNAME", value, why }))];
    }
    const target = { name: dnsName, ...alias };
    new route53.Record(
      `${name}-${host}`,
      { zoneId, name: host, type: "A", aliases: [target], allowOverwrite: false },
      opts,
    );
    return [];
  });
}
