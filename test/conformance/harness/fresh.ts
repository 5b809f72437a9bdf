import type { KubernetesObject, KubernetesObjectApi } from "@kubernetes/client-node";

import { eventually } from "./eventually";
import { all, type Kind, OURS_SELECTOR, read, remove } from "./provide";
import { policyVersion } from "./steer";
import { renewVolumes } from "./volumes";

const GONE_SECONDS = 60;
const NAMESPACE = { apiVersion: "v1", kind: "Namespace" } as const;
const POD = { apiVersion: "v1", kind: "Pod" } as const;
const CLAIM = { apiVersion: "v1", kind: "PersistentVolumeClaim" } as const;
/** What makes pods anew, and what goes only after them. */
const LASTING: readonly Kind[] = [
  { apiVersion: "batch/v1", kind: "CronJob" },
  { apiVersion: "batch/v1", kind: "Job" },
  { apiVersion: "apps/v1", kind: "Deployment" },
  { apiVersion: "apps/v1", kind: "StatefulSet" },
  CLAIM,
];
/** What a stack, or whoever tests one, makes outside its namespace. */
const WIDE: readonly Kind[] = [
  { apiVersion: "scheduling.k8s.io/v1", kind: "PriorityClass" },
  { apiVersion: "storage.k8s.io/v1", kind: "StorageClass" },
  { apiVersion: "rbac.authorization.k8s.io/v1", kind: "ClusterRole" },
  { apiVersion: "rbac.authorization.k8s.io/v1", kind: "ClusterRoleBinding" },
  { apiVersion: "admissionregistration.k8s.io/v1", kind: "ValidatingAdmissionPolicy" },
  { apiVersion: "admissionregistration.k8s.io/v1", kind: "ValidatingAdmissionPolicyBinding" },
];
const NETWORK_SETTINGS = {
  apiVersion: "v1",
  kind: "ConfigMap",
  metadata: { name: "amazon-vpc-cni", namespace: "kube-system" },
} as const;

/** Ids of the namespaces, and of the objects outside any, that are there now and are to stay. */
export async function given(api: KubernetesObjectApi): Promise<string[]> {
  const there = await Promise.all([all(api, NAMESPACE), outside(api)]);
  return there.flat().map(({ metadata }) => metadata?.uid ?? "");
}

/** Takes away what stacks and tests made: namespaces with all that is in them, and what is in none. */
export async function clear(api: KubernetesObjectApi, kept: readonly string[]): Promise<void> {
  await unsteer(api);
  const isNew = ({ metadata }: KubernetesObject) => !kept.includes(metadata?.uid ?? "");
  const namespaces = (await all(api, NAMESPACE)).filter(isNew);
  await Promise.all(namespaces.map(({ metadata }) => empty(api, metadata?.name ?? "")));
  const made = (await outside(api)).filter(isNew);
  await Promise.all(made.map((object) => remove(api, object)));
  await renewVolumes(api);
}

/** Takes away policies that steer pods, also those of a test that did not come to its end. */
export async function unsteer(api: KubernetesObjectApi): Promise<void> {
  const apiVersion = await policyVersion(api);
  if (apiVersion === undefined) return;
  for (const kind of ["MutatingAdmissionPolicyBinding", "MutatingAdmissionPolicy"]) {
    const policies = await all(api, { apiVersion, kind }, { labels: OURS_SELECTOR });
    await Promise.all(policies.map((policy) => remove(api, policy)));
  }
}

async function outside(api: KubernetesObjectApi): Promise<readonly KubernetesObject[]> {
  const wide = await Promise.all(WIDE.map((kind) => all(api, kind)));
  const settings = await read(api, NETWORK_SETTINGS);
  return [...wide.flat(), ...(settings === undefined ? [] : [settings])];
}

/** Takes away a namespace with all that is in it. */
async function empty(api: KubernetesObjectApi, name: string): Promise<void> {
  const namespace = { ...NAMESPACE, metadata: { name } };
  await remove(api, namespace);
  // The controller looks at it five seconds later, and then only now and again: it is to find it empty.
  const found = await Promise.all(LASTING.map((kind) => all(api, kind, { namespace: name })));
  await Promise.all(found.flat().map((object) => remove(api, object)));
  await eventually(`namespace ${name} is gone`, GONE_SECONDS, async () => {
    const pods = await all(api, POD, { namespace: name });
    await Promise.all(pods.map((pod) => remove(api, pod, 0)));
    return (await read(api, namespace)) === undefined ? true : undefined;
  });
}
