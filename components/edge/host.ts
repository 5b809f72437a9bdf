import type * as pulumi from "@pulumi/pulumi";

import type { Application } from "../../config/application";

/** A name under which one application is reached. */
export interface Host {
  readonly app: string;
  readonly host: string;
  /** The domain of the settings that it lies in. */
  readonly domain: string;
  /** Hosted zone of the domain; absent where people create the records. */
  readonly zoneId?: string;
  readonly certificate: "perHost" | "wildcard";
  /** Whether the application has a release: only then somebody waits for the certificate. */
  readonly live: boolean;
  readonly access: Application["access"];
  /** Secret; only when `access.password` is `secret`. */
  readonly password?: pulumi.Output<string>;
  /** Secrets; only where requests come through a CDN, which sends one of them and asks the rest itself. */
  readonly cdnKeys?: readonly pulumi.Output<string>[];
}

/** Header with which a CDN shows to a load balancer who it is; it overwrites what anybody else sends. */
export const CDN_HEADER = "x-cdn-key";

/** Where CloudFront looks for web ACLs and certificates, and writes its logs. */
export const CDN_REGION = "us-east-1";
