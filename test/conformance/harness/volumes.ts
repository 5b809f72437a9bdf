import type { KubernetesObjectApi, V1PersistentVolume } from "@kubernetes/client-node";

import { ZONES } from "./nodes";
import { all, type Manifest, OURS_SELECTOR, provide, remove } from "./provide";

const VOLUME = { apiVersion: "v1", kind: "PersistentVolume" } as const;
const CLASS = "conformance";
const PER_ZONE = 4;

/**
 * Provides a default class and volumes of it, each in one zone as in a cloud. A claim binds when its first
 * pod is scheduled. Nothing is ever mounted, so paths need not exist.
 */
export async function provideVolumes(api: KubernetesObjectApi): Promise<void> {
  await provide(api, {
    apiVersion: "storage.k8s.io/v1",
    kind: "StorageClass",
    metadata: {
      name: CLASS,
      annotations: { "storageclass.kubernetes.io/is-default-class": "true" },
    },
    provisioner: "kubernetes.io/no-provisioner",
    volumeBindingMode: "WaitForFirstConsumer",
  });
  const volumes = ZONES.flatMap((zone) =>
    Array.from({ length: PER_ZONE }, (_, number) => volume(zone, number + 1)),
  );
  await Promise.all(volumes.map((each) => provide(api, each)));
}

/** A volume whose claim is gone takes no other: it is replaced by an empty one. */
export async function renewVolumes(api: KubernetesObjectApi): Promise<void> {
  const volumes = await all<V1PersistentVolume>(api, VOLUME, { labels: OURS_SELECTOR });
  const used = volumes.filter(({ spec }) => spec?.claimRef !== undefined);
  await Promise.all(used.map((each) => remove(api, each)));
  await provideVolumes(api);
}

function volume(zone: string, number: number): Manifest {
  return {
    ...VOLUME,
    metadata: { name: `${zone}-${number}` },
    spec: {
      storageClassName: CLASS,
      capacity: { storage: "100Gi" },
      accessModes: ["ReadWriteOnce"],
      persistentVolumeReclaimPolicy: "Retain",
      local: { path: "/nowhere" },
      nodeAffinity: {
        required: {
          nodeSelectorTerms: [
            {
              matchExpressions: [
                { key: "topology.kubernetes.io/zone", operator: "In", values: [zone] },
              ],
            },
          ],
        },
      },
    },
  };
}
