import * as pulumi from "@pulumi/pulumi";

import { assume } from "../components/data/clients";
import type { DnsRecord } from "../components/edge/records";
import { StaticSite } from "../components/edge/static-site";
import { RELEASES } from "../components/edge/viewer-function";
import type { LoadBalancerEntry } from "../components/workload/entry";
import type { Grant } from "../components/workload/identity";
import type { PagesArgs } from "../components/workload/pages";
import { INTERNET } from "./clients";
import type { Foundation } from "./foundation";
import { hostsOf } from "./hosts";
import { servedBefore } from "./kept";
import type { Plan, PlannedApplication } from "./plan";
import type { Past } from "./promotion";

/** Where the pages of an application are, and how a release brings and shows them. */
export interface Site {
  readonly pages: Omit<PagesArgs, "image" | "directory">;
  readonly cdn: NonNullable<LoadBalancerEntry["cdn"]>;
  readonly records: readonly pulumi.Output<DnsRecord>[];
  /** Leave to bring pages there, which Jobs wait for. */
  readonly ready: readonly pulumi.Resource[];
}

/** Declares the CDN of an application whose pages are files, from its first release on. */
export function declareSite(
  plan: Plan,
  app: PlannedApplication,
  foundation: Foundation,
  namespace: pulumi.Output<string>,
  past: Past,
): Site | undefined {
  const { name, spec, where, artifact } = app;
  const { environment, logDays } = plan.settings;
  const { cdn, loadBalancer, network, cluster, region, providers } = foundation;
  const keys = cdn?.keys.get(name);
  const host = hostsOf(plan).find((one) => one.app === name);
  if (artifact === undefined || cdn === undefined || keys === undefined) return undefined;
  if (host === undefined || loadBalancer === undefined || network === undefined) return undefined;
  const listenerArn = loadBalancer.listenerArns.get(host.host);
  if (listenerArn === undefined) return undefined;
  const { accountId, lifecycle, guard } = foundation;
  const site = new StaticSite(
    `${name}-site`,
    {
      ...{ accountId, region, lifecycle, guard, stamp: foundation.stamp(name) },
      name: `${environment}-${name}`,
      ...{ host, exits: network.exits, logDays, logKeyArn: cdn.logKeyArn },
      backend: {
        ...{ address: loadBalancer.address, listenerArn },
        ...{ paths: spec.backend.paths, key: keys.live },
      },
    },
    providers,
  );
  const { active, artifacts } = where.settings;
  const kept = new Set([...Object.keys(artifacts), servedBefore(app, past) ?? active]);
  const { address, bucket, storeArn } = site;
  const { eks } = cluster;
  if (eks === undefined) return undefined;
  // One Job adds to the folder of one release, another one deletes folders; neither does both.
  for (const [component, grants] of Object.entries(grantsOf(bucket, active))) {
    assume(
      `${name}-${component}`,
      {
        ...{ namespace, stamp: foundation.stamp(name) },
        pods: { kind: "pods", app: name, components: [component] },
        identity: {
          description: `Keeps pages of ${name} in their bucket (${component})`,
          serviceAccount: `${name}-${component}`,
          grants,
        },
        // The gateway endpoint of S3 stands behind its public addresses.
        eks: { name: eks.name, aws: INTERNET },
      },
      { parent: site },
    );
  }
  return {
    pages: { artifactId: active, bucket, region, storeArn, keep: [...kept].sort() },
    cdn: { address, key: keys.live },
    records: site.records,
    ready: [site],
  };
}

/** What the Job of each component may do: read nothing but what it brought itself. */
function grantsOf(bucket: pulumi.Output<string>, artifactId: string) {
  const arn = pulumi.interpolate`arn:aws:s3:::${bucket}`;
  return {
    pages: [
      {
        actions: ["s3:PutObject", "s3:GetObject"],
        resource: pulumi.interpolate`${arn}/${RELEASES}/${artifactId}/*`,
      },
    ],
    "expire-pages": [
      {
        actions: ["s3:ListBucket"],
        resource: arn,
        condition: { StringLike: { "s3:prefix": `${RELEASES}/*` } },
      },
      { actions: ["s3:DeleteObject"], resource: pulumi.interpolate`${arn}/${RELEASES}/*` },
    ],
  } satisfies Record<string, readonly Grant[]>;
}
