import {
  ApiException,
  CoreV1Api,
  type V1Pod,
  V1Eviction,
  type V1ResourceQuota,
} from "@kubernetes/client-node";

import type { Cluster } from "./harness/cluster";
import { eventually } from "./harness/eventually";

const GONE_SECONDS = 60;
const TOO_MANY = 429;

/** Empties all nodes of these pods at once, as `kubectl drain` does; how often the budget refused. */
export async function drain(here: Cluster, pods: () => Promise<readonly V1Pod[]>): Promise<number> {
  const core = here.kubeConfig.makeApiClient(CoreV1Api);
  const leaving = await pods();
  const nodes = [...new Set(leaving.map(({ spec }) => spec?.nodeName ?? ""))];
  let refused = 0;
  await closed(core, nodes, true);
  await Promise.all(
    leaving.map(({ metadata }) =>
      eventually(`${metadata?.name ?? ""} is evicted`, GONE_SECONDS, async () => {
        const [name = "", namespace = ""] = [metadata?.name, metadata?.namespace];
        const body = new V1Eviction();
        if (metadata !== undefined) body.metadata = metadata;
        const status = await core.createNamespacedPodEviction({ name, namespace, body }).then(
          () => 201,
          (error: unknown) => (error instanceof ApiException ? error.code : 500),
        );
        if (status === TOO_MANY) refused += 1;
        return [201, 404].includes(status) ? true : undefined;
      }),
    ),
  );
  await eventually("others stand in for them", GONE_SECONDS, async () => {
    const now = (await pods()).filter(({ spec }) => !nodes.includes(spec?.nodeName ?? ""));
    const isReady = ({ status }: V1Pod) =>
      status?.conditions?.some(({ type, status: is }) => type === "Ready" && is === "True") ===
      true;
    return now.filter(isReady).length >= leaving.length ? true : undefined;
  });
  await closed(core, nodes, false);
  return refused;
}

/** Leaves room for so many more pods in a namespace, until the returned function is called. */
export async function hold(here: Cluster, namespace: string, more: number) {
  const core = here.kubeConfig.makeApiClient(CoreV1Api);
  const { items } = await core.listNamespacedResourceQuota({ namespace });
  const [quota] = items;
  const name = quota?.metadata?.name ?? "";
  const pods = quota?.spec?.hard?.["pods"] ?? "";
  const set = async (value: string): Promise<V1ResourceQuota> => {
    const body = [{ op: "replace", path: "/spec/hard/pods", value }];
    await core.patchNamespacedResourceQuota({ name, namespace, body });
    return eventually(`the quota of ${namespace} is ${value}`, GONE_SECONDS, async () => {
      const now = await core.readNamespacedResourceQuota({ name, namespace });
      return now.status?.hard?.["pods"] === value ? now : undefined;
    });
  };
  await set(String(Number(quota?.status?.used?.["pods"] ?? 0) + more));
  return () => set(pods);
}

async function closed(core: CoreV1Api, nodes: readonly string[], unschedulable: boolean) {
  const body = [{ op: "add", path: "/spec/unschedulable", value: unschedulable }];
  await Promise.all(nodes.map((name) => core.patchNode({ name, body })));
}
