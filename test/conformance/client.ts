import { createRequire } from "node:module";

import type * as client from "@kubernetes/client-node";

declare global {
  /** Where a test finds what jest cannot load. */
  var kubernetesClient: typeof client | undefined;
}

/** The client of Kubernetes; outside tests Node loads it. */
export const {
  ApiException,
  Health,
  KubeConfig,
  KubernetesObjectApi,
  loadYaml,
  VersionApi,
  Watch,
} =
  globalThis.kubernetesClient ??
  (createRequire(__filename)("@kubernetes/client-node") as typeof client);

export type KubeConfig = client.KubeConfig;
export type KubernetesObjectApi = client.KubernetesObjectApi;
