import type { KubernetesObjectApi, V1Node } from "@kubernetes/client-node";

import { eventually } from "./eventually";
import { all, type Manifest, OURS_SELECTOR, provide } from "./provide";

export const REGION = "eu-central-1";
export const ZONES = [`${REGION}a`, `${REGION}b`, `${REGION}c`] as const;
export const NODE = { apiVersion: "v1", kind: "Node" } as const;

const PER_ZONE = 2;
const READY_SECONDS = 30;
/** Room for all three stacks at once. */
const RESOURCES = { cpu: "16", memory: "64Gi", "ephemeral-storage": "200Gi", pods: "110" };

/** Registers the nodes on which pods are played; `kwok` has to run for them to become ready. */
export async function provideNodes(api: KubernetesObjectApi): Promise<void> {
  const nodes = ZONES.flatMap((zone, z) =>
    Array.from({ length: PER_ZONE }, (_, n) => node(zone, `10.0.${z}.${n + 10}`, n + 1)),
  );
  await Promise.all(nodes.map((each) => provide(api, each)));
}

/** Waits until the scheduler takes the nodes. */
export async function nodesAreReady(api: KubernetesObjectApi): Promise<void> {
  await eventually("every node is ready", READY_SECONDS, async () => {
    const nodes = await all<V1Node>(api, NODE, { labels: OURS_SELECTOR });
    return nodes.length > 0 && nodes.every(isReady) ? true : undefined;
  });
}

function isReady({ spec, status }: V1Node): boolean {
  const ready = status?.conditions?.find(({ type }) => type === "Ready");
  return ready?.status === "True" && (spec?.taints ?? []).length === 0;
}

function node(zone: string, address: string, number: number): Manifest {
  const name = `${zone}-${number}`;
  return {
    ...NODE,
    metadata: {
      name,
      labels: {
        "kubernetes.io/hostname": name,
        "kubernetes.io/arch": "amd64",
        "kubernetes.io/os": "linux",
        "topology.kubernetes.io/region": REGION,
        "topology.kubernetes.io/zone": zone,
      },
    },
    status: {
      capacity: RESOURCES,
      allocatable: RESOURCES,
      addresses: [
        { type: "InternalIP", address },
        { type: "Hostname", address: name },
      ],
    },
  };
}
