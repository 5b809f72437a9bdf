import type * as pulumi from "@pulumi/pulumi";

import type { Cluster as ClusterSettings } from "../../config/ground";
import type { Cluster } from "./cluster";
import { clusterProvider } from "./provider";

export interface ExistingClusterArgs {
  readonly settings: Extract<ClusterSettings, { kind: "existing" }>;
  readonly accountId: string;
  /** Whether objects that a killed run left behind are taken over. */
  readonly recovers: boolean;
  /** Content of the kubeconfig, where the settings call it a secret. */
  readonly kubeconfigSecret?: pulumi.Output<string>;
}

/** A cluster that somebody else made and looks after. */
export function existingCluster(
  name: string,
  { settings, accountId, recovers, kubeconfigSecret }: ExistingClusterArgs,
): Cluster {
  const { context, eks } = settings;
  const provider = clusterProvider(
    name,
    {
      kubeconfig: kubeconfigSecret ?? settings.kubeconfig,
      ...{ context, recovers },
      identifier: `${accountId}/${context}`,
    },
    {},
  );
  if (eks === undefined) return { provider, ready: [] };
  return {
    provider,
    ready: [],
    eks: {
      name: eks.name,
      securityGroupId: eks.securityGroupId,
      targetGroupBinding: "elbv2.k8s.aws/v1beta1",
      readinessGateLabel: "elbv2.k8s.aws/pod-readiness-gate-inject",
    },
  };
}
