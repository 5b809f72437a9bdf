import { core, storage } from "@pulumi/kubernetes";
import type * as pulumi from "@pulumi/pulumi";

import type { Stamp } from "../shared/stamp";

/** What EKS Auto Mode leaves to its users: where volumes come from, and that network policies count. */
export function autoMode(
  name: string,
  stamp: Stamp,
  opts: pulumi.CustomResourceOptions,
): readonly pulumi.Resource[] {
  const volumes = new storage.v1.StorageClass(
    `${name}-volumes`,
    {
      metadata: {
        name: "gp3",
        labels: { ...stamp },
        annotations: { "storageclass.kubernetes.io/is-default-class": "true" },
      },
      provisioner: "ebs.csi.eks.amazonaws.com",
      parameters: { type: "gp3", encrypted: "true" },
      // A volume lies in one zone: that of the pod which needs it.
      volumeBindingMode: "WaitForFirstConsumer",
      allowVolumeExpansion: true,
      reclaimPolicy: "Retain",
    },
    opts,
  );
  const policies = new core.v1.ConfigMap(
    `${name}-network-policies`,
    {
      metadata: { name: "amazon-vpc-cni", namespace: "kube-system", labels: { ...stamp } },
      data: { "enable-network-policy-controller": "true" },
    },
    opts,
  );
  return [volumes, policies];
}
