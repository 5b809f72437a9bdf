import { cloudfront } from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";

import { type BucketKeeping, privateBucket } from "../shared/private-bucket";
import { cdnCertificate } from "./certificates";
import { cdnLog } from "./cdn-log";
import { distribution } from "./distribution";
import { Firewall } from "./firewall";
import type { Host } from "./host";
import { type DnsRecord, hostRecords } from "./records";
import { securityHeaders } from "./security-headers";
import { RELEASES, VIEWER_FUNCTION } from "./viewer-function";

export interface StaticSiteArgs extends BucketKeeping {
  /** Name in AWS, which begins the bucket's; at most 40 characters. */
  readonly name: string;
  /** Of an application with a release; without keys, as it is asked here who may come. */
  readonly host: Host;
  readonly backend: {
    /** The load balancer's own name in DNS, and what answers there once it presents the certificate. */
    readonly address: pulumi.Input<string>;
    readonly listenerArn: pulumi.Input<string>;
    /** Paths that the load balancer answers: prefixes that end in `/*`, or exact ones. */
    readonly paths: readonly string[];
    /** Secret that the load balancer asks for. */
    readonly key: pulumi.Input<string>;
  };
  /** Addresses of the environment itself, which may reach the host. */
  readonly exits: readonly pulumi.Input<string>[];
  readonly accountId: string;
  readonly region: string;
  readonly logDays: number;
  /** In the region of the CDN. */
  readonly logKeyArn: pulumi.Input<string>;
}

/**
 * Pages that are files, release by release, and one pointer to the release that everybody sees; the
 * API answers under the same host.
 */
export class StaticSite extends pulumi.ComponentResource {
  /** Resolves once its policy stands. */
  readonly bucket: pulumi.Output<string>;
  /** Where the pointer is kept. */
  readonly storeArn: pulumi.Output<string>;
  /** Its own name in DNS, whatever the host's record says; resolves once the CDN answers there. */
  readonly address: pulumi.Output<string>;
  /** What people create by hand, because no zone was given. */
  readonly records: readonly pulumi.Output<DnsRecord>[];

  constructor(name: string, args: StaticSiteArgs, opts?: pulumi.ComponentResourceOptions) {
    super("platform:edge:StaticSite", name, {}, opts);
    const { host, backend, accountId, stamp } = args;
    const { lifecycle, guard, logDays, logKeyArn } = args;
    const child = { parent: this };
    const logs = { name: args.name, logDays, logKeyArn, stamp };

    const firewall = new Firewall(
      `${name}-firewall`,
      { ...logs, hosts: [host], exits: args.exits, before: { kind: "cdn" } },
      child,
    );
    const access = new cloudfront.OriginAccessControl(
      `${name}-access`,
      {
        name: args.name,
        originAccessControlOriginType: "s3",
        signingBehavior: "always",
        signingProtocol: "sigv4",
      },
      child,
    );
    const store = new cloudfront.KeyValueStore(
      `${name}-store`,
      { name: args.name, comment: `The release of ${host.host} that everybody sees` },
      child,
    );
    const finder = new cloudfront.Function(
      `${name}-finder`,
      {
        name: args.name,
        runtime: "cloudfront-js-2.0",
        code: VIEWER_FUNCTION,
        keyValueStoreAssociations: [store.arn],
        publish: true,
      },
      child,
    );
    const headers = securityHeaders(`${name}-headers`, { name: args.name, host: host.host }, child);
    const bucketName = `${args.name}-pages-${accountId}`;
    const cdn = distribution(
      `${name}-cdn`,
      {
        host: host.host,
        certificateArn: cdnCertificate(
          name,
          { host, presented: backend.listenerArn, stamp },
          child,
        ),
        webAclArn: firewall.arn,
        headersPolicyId: headers.id,
        pages: {
          // Known beforehand, as its policy names the distribution.
          domainName: `${bucketName}.s3.${args.region}.amazonaws.com`,
          accessControlId: access.id,
          functionArn: finder.arn,
        },
        backend,
        stamp,
      },
      child,
    );
    cdnLog(name, { ...logs, distribution: cdn }, child);
    this.bucket = privateBucket(
      `${name}-bucket`,
      {
        // Pages are for everybody: encrypted with a key of S3, CloudFront needs leave of no other.
        ...{ lifecycle, guard, stamp, bucket: bucketName },
        statements: (bucketArn) => [
          {
            Sid: "CdnReads",
            Effect: "Allow",
            Principal: { Service: "cloudfront.amazonaws.com" },
            Action: "s3:GetObject",
            Resource: pulumi.interpolate`${bucketArn}/${RELEASES}/*`,
            Condition: { StringEquals: { "aws:SourceArn": cdn.arn } },
          },
        ],
      },
      child,
    );
    const target = {
      ...{ dnsName: cdn.domainName, zoneId: cdn.hostedZoneId },
      evaluateTargetHealth: false,
    };
    this.records = hostRecords(name, [host], target, child);
    this.storeArn = store.arn;
    this.address = cdn.domainName;
    this.registerOutputs({ bucket: this.bucket, address: this.address });
  }
}
