import { Provider } from "@pulumi/kubernetes";
import type * as pulumi from "@pulumi/pulumi";

export interface ClusterProviderArgs {
  /** Its content, or a path. */
  readonly kubeconfig: pulumi.Input<string>;
  /** Absent: the current one. */
  readonly context?: string;
  /** Which cluster this is: an edited kubeconfig alone then replaces nothing. */
  readonly identifier: string;
  /**
   * Whether objects that exist are taken over instead of refused, for one run. Safe as long as none that
   * keeps its logical name gets another name: that one would be deleted right afterwards.
   */
  readonly recovers: boolean;
}

/** Says how to reach a cluster, and that what it holds is not forgotten, nor taken over unasked. */
export function clusterProvider(
  name: string,
  { kubeconfig, context, identifier, recovers }: ClusterProviderArgs,
  opts: pulumi.ResourceOptions,
): Provider {
  return new Provider(
    name,
    {
      kubeconfig,
      ...(context !== undefined && { context }),
      clusterIdentifier: identifier,
      // All of them stated: what is not would be read from the environment.
      enableServerSideApply: true,
      enablePatchForce: false,
      enableConfigMapMutable: false,
      enableSecretMutable: false,
      upsertExistingObjects: recovers,
      deleteUnreachable: false,
      skipUpdateUnreachable: false,
    },
    opts,
  );
}
