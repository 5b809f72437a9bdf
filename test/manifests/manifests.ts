import type { Registration } from "../support/recorder";

export interface Manifest {
  readonly apiVersion: string;
  readonly kind: string;
  readonly [field: string]: unknown;
}

/** What the API server would be sent: every Kubernetes object that was registered, whole. */
export function manifestsOf(registrations: readonly Registration[]): Manifest[] {
  return registrations
    .filter(({ type }) => type.startsWith("kubernetes:"))
    .map(({ type, inputs }) => {
      const [, api = "", kind = ""] = type.split(":");
      return { apiVersion: api.replace("core/", ""), kind, ...inputs };
    });
}

/** The manifests as one stream of documents; JSON is YAML. */
export function streamOf(manifests: readonly Manifest[]): string {
  return manifests.map((manifest) => JSON.stringify(manifest)).join("\n---\n");
}
