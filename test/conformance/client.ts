import type * as client from "@kubernetes/client-node";

const { createRequire } = process.getBuiltinModule("node:module");

/** The client of Kubernetes is an ES module, which jest's own `require` refuses and that of Node loads. */
export const { ApiException, Health, KubeConfig, KubernetesObjectApi, loadYaml, Watch } =
  createRequire(__filename)("@kubernetes/client-node") as typeof client;

export type KubeConfig = client.KubeConfig;
export type KubernetesObjectApi = client.KubernetesObjectApi;
