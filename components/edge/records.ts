import { type lb, route53 } from "@pulumi/aws";
import type * as pulumi from "@pulumi/pulumi";

import type { Host } from "./host";

/** A record that people create, because DNS of the domain is run elsewhere. */
export interface DnsRecord {
  readonly name: string;
  readonly type: string;
  readonly value: string;
  readonly why: string;
}

/** Points every host of our zones at the load balancer, and lists the records of all others. */
export function hostRecords(
  name: string,
  hosts: readonly Host[],
  balancer: lb.LoadBalancer,
  opts: pulumi.CustomResourceOptions,
): readonly pulumi.Output<DnsRecord>[] {
  return hosts.flatMap(({ app, host, zoneId }) => {
    if (zoneId === undefined) {
      const why = `leads ${host} to ${app}`;
      return [balancer.dnsName.apply((value) => ({ name: host, type: "CNAME", value, why }))];
    }
    const target = { name: balancer.dnsName, zoneId: balancer.zoneId, evaluateTargetHealth: true };
    new route53.Record(
      `${name}-${host}`,
      { zoneId, name: host, type: "A", aliases: [target], allowOverwrite: false },
      opts,
    );
    return [];
  });
}
