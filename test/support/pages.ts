import type { Recording } from "./recorder";
import { metadata } from "./workloads";

interface Behavior {
  readonly functionAssociations?: unknown;
}

interface Cdn {
  readonly aliases: unknown;
  readonly origins: readonly { readonly customHeaders?: unknown }[];
  readonly defaultCacheBehavior: Behavior;
  readonly orderedCacheBehaviors: readonly Behavior[];
  readonly customErrorResponses?: unknown;
  readonly viewerCertificate: unknown;
}

interface JobInputs {
  readonly spec: {
    readonly template: {
      readonly spec: {
        readonly initContainers: readonly object[];
        readonly containers: readonly { readonly env: readonly object[] }[];
      };
    };
  };
}

/** The one distribution. */
export function cdn(recording: Recording): Cdn {
  return recording.one("Distribution").inputs as unknown as Cdn;
}

/** The one Job of SaliteMihret with this component label. */
export function podOfJob(recording: Recording, component: string) {
  const job = recording.find(
    (r) => r.type.endsWith(":Job") && metadata(r).labels["component"] === component,
  );
  return (job.inputs as unknown as JobInputs).spec.template.spec;
}
