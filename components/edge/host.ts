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
}
