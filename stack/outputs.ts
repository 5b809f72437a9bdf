import type * as pulumi from "@pulumi/pulumi";

import type { DnsRecord } from "../components/edge/records";
import type { LastDatabase } from "../config/instances";
import type { LastRehearsal } from "../config/rehearsal";
import type { Rotation } from "../config/rotation";
import type { Decision, Verified } from "../config/verified";
import type { SecretVersions } from "./secret-versions";

/** What a stack tells about one application. No value is a secret; a release is named only once it runs. */
export interface ApplicationOutputs {
  readonly namespace: pulumi.Output<string>;
  /** Where people reach it; absent where nobody does. */
  readonly url: string | undefined;
  /** Repositories of its images, the same in every environment. */
  readonly images: readonly string[];
  /** Repositories that this stack owns. */
  readonly registries: readonly pulumi.Output<string>[];
  /** How long the registry keeps its images, in words. */
  readonly retention: string;
  readonly databaseHost: pulumi.Output<string>;
  readonly cacheHost: pulumi.Output<string>;
  readonly githubEnvironments: readonly pulumi.Output<string>[];
  /** Address of the backend's live Service inside the cluster. */
  readonly address: pulumi.Output<string> | undefined;
  readonly artifact: pulumi.Output<string> | undefined;
  /** The artifact that served before: its pages stay. */
  readonly previousArtifact: pulumi.Output<string> | undefined;
  readonly rollout: pulumi.Output<string> | undefined;
  /** Whether that rollout migrated the database. */
  readonly migrated: pulumi.Output<boolean> | undefined;
  /** What its objects are: only a rollout of the same shape can stay up beside the next. */
  readonly shape: pulumi.Output<string> | undefined;
  /** The rollout that served before and stays up. */
  readonly kept: pulumi.Output<string> | undefined;
  /** What it served, newest first: evidence for the stack that follows, and the ways back. */
  readonly verified: pulumi.Output<readonly Verified[]>;
  /** Why what serves was allowed to; absent where nothing precedes. */
  readonly promotion: pulumi.Output<Decision | undefined> | undefined;
  /** Dates of the credentials that the rollout uses. */
  readonly rotation: pulumi.Output<Rotation> | undefined;
  /** Which version of each secret is in use. */
  readonly secretVersions: SecretVersions;
  /** Instances of the database that can be used, and the one that serves. */
  readonly database: pulumi.Output<LastDatabase> | undefined;
  /** What the last rehearsal of a restore showed. */
  readonly rehearsal: pulumi.Output<LastRehearsal> | LastRehearsal | undefined;
}

/** Everything `pulumi stack output` prints. */
export interface StackOutputs {
  readonly environment: string;
  /** DNS records that people create, because the settings name no zone for the host. */
  readonly dnsRecords: pulumi.Output<readonly DnsRecord[]>;
  readonly applications: Readonly<Record<string, ApplicationOutputs>>;
}
