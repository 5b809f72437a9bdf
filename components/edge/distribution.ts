import { cloudfront, type types } from "@pulumi/aws";
import type * as pulumi from "@pulumi/pulumi";

import type { Stamp } from "../shared/stamp";
import { CDN_HEADER } from "./host";

export interface DistributionArgs {
  readonly host: string;
  readonly certificateArn: pulumi.Input<string>;
  readonly webAclArn: pulumi.Input<string>;
  readonly headersPolicyId: pulumi.Input<string>;
  /** Where the pages are, and what finds them there. */
  readonly pages: {
    readonly domainName: pulumi.Input<string>;
    readonly accessControlId: pulumi.Input<string>;
    readonly functionArn: pulumi.Input<string>;
  };
  /** Who answers everything else. */
  readonly backend: {
    /** A load balancer's own name in DNS; it presents the host's certificate. */
    readonly address: pulumi.Input<string>;
    /** Secret. */
    readonly key: pulumi.Input<string>;
    /** Prefixes that end in `/*`, or exact paths. */
    readonly paths: readonly string[];
  };
  readonly stamp: Stamp;
}

/** Policies that AWS keeps under these ids: cache what may be cached, cache nothing, hand on everything. */
const CACHING_OPTIMIZED = "658327ea-f89d-4fab-a63d-7e88639e58f6";
const CACHING_DISABLED = "4135ea2d-6df8-44a3-9df3-4b5a84be39ad";
const ALL_VIEWER = "216adef6-5c7f-47e4-b989-5492eafa07d3";

const READING = ["GET", "HEAD", "OPTIONS"];
const EVERY = [...READING, "PUT", "POST", "PATCH", "DELETE"];

/** One host whose pages come from a bucket, and whose API from a load balancer, over TLS 1.2 or newer. */
export function distribution(
  name: string,
  args: DistributionArgs,
  opts: pulumi.CustomResourceOptions,
): cloudfront.Distribution {
  const { host, pages, backend, stamp } = args;
  const common = {
    viewerProtocolPolicy: "redirect-to-https",
    cachedMethods: ["GET", "HEAD"],
    responseHeadersPolicyId: args.headersPolicyId,
    compress: true,
  };
  return new cloudfront.Distribution(
    name,
    {
      enabled: true,
      comment: host,
      aliases: [host],
      httpVersion: "http2and3",
      // The load balancer and allow-lists know IPv4 alone.
      isIpv6Enabled: false,
      priceClass: "PriceClass_100",
      defaultRootObject: "index.html",
      webAclId: args.webAclArn,
      origins: origins(pages, backend),
      defaultCacheBehavior: {
        ...common,
        targetOriginId: PAGES,
        allowedMethods: READING,
        cachePolicyId: CACHING_OPTIMIZED,
        functionAssociations: [{ eventType: "viewer-request", functionArn: pages.functionArn }],
      },
      orderedCacheBehaviors: backend.paths.map((pathPattern) => ({
        ...common,
        pathPattern,
        targetOriginId: BACKEND,
        allowedMethods: EVERY,
        cachePolicyId: CACHING_DISABLED,
        // With the Host header, by which the load balancer tells applications apart.
        originRequestPolicyId: ALL_VIEWER,
      })),
      restrictions: { geoRestriction: { restrictionType: "none" } },
      viewerCertificate: {
        acmCertificateArn: args.certificateArn,
        minimumProtocolVersion: "TLSv1.2_2021",
        sslSupportMethod: "sni-only",
      },
      tags: stamp,
    },
    // A refresh reads the key back in another order, where nothing would mark it.
    { ...opts, additionalSecretOutputs: ["origins"] },
  );
}

const [PAGES, BACKEND] = ["pages", "backend"];

function origins(
  pages: DistributionArgs["pages"],
  { address, key }: DistributionArgs["backend"],
): types.input.cloudfront.DistributionOrigin[] {
  return [
    {
      originId: PAGES,
      domainName: pages.domainName,
      originAccessControlId: pages.accessControlId,
    },
    {
      originId: BACKEND,
      domainName: address,
      customHeaders: [{ name: CDN_HEADER, value: key }],
      customOriginConfig: {
        httpPort: 80,
        httpsPort: 443,
        originProtocolPolicy: "https-only",
        originSslProtocols: ["TLSv1.2"],
        // As long as the load balancer waits for an application.
        originReadTimeout: 60,
      },
    },
  ];
}
