import type * as client from "@kubernetes/client-node";

const { createRequire } = process.getBuiltinModule("node:module");

/**
 * The client of Kubernetes is an ES module, which jest's own `require` refuses; that of Node loads it.
 * Types come from the package itself, by `import type`.
 */
export const { Health, KubeConfig, KubernetesObjectApi, PatchStrategy, Watch } = createRequire(
  __filename,
)("@kubernetes/client-node") as typeof client;
