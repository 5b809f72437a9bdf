import type { KubernetesObject } from "@kubernetes/client-node";

import { ApiException, type KubernetesObjectApi } from "./client";

/** An object as it is sent: what kind it is, what it is called, and whatever its kind has. */
export interface Manifest extends Kind {
  readonly metadata: {
    readonly name: string;
    readonly namespace?: string;
    readonly labels?: Readonly<Record<string, string>>;
    readonly annotations?: Readonly<Record<string, string>>;
  };
  readonly [field: string]: unknown;
}

export interface Kind {
  readonly apiVersion: string;
  readonly kind: string;
}

/** What the harness adds to a cluster carries it, so that it can be found and taken away. */
export const OURS = { "app.kubernetes.io/managed-by": "conformance" } as const;
export const OURS_SELECTOR = "app.kubernetes.io/managed-by=conformance";

/** Creates what is not there; what somebody else has made under that name stays as it is. */
export async function provide(api: KubernetesObjectApi, manifest: Manifest): Promise<void> {
  const { metadata } = manifest;
  const ours = { ...metadata, labels: { ...OURS, ...metadata.labels } };
  await unless(409, api.create({ ...manifest, metadata: ours }));
}

/** Deletes what may be gone already. */
export async function remove(
  api: KubernetesObjectApi,
  { apiVersion, kind, metadata }: KubernetesObject,
  graceSeconds?: number,
): Promise<void> {
  const named = { apiVersion, kind, metadata } as KubernetesObject;
  await unless(404, api.delete(named, undefined, undefined, graceSeconds));
}

/** Objects of one kind in the whole cluster, or those of one namespace or with certain labels. */
export async function all<T extends KubernetesObject = KubernetesObject>(
  api: KubernetesObjectApi,
  { apiVersion, kind }: Kind,
  { namespace, labels }: { readonly namespace?: string; readonly labels?: string } = {},
): Promise<readonly T[]> {
  const none = undefined;
  const list = await api.list<T>(apiVersion, kind, namespace, none, none, none, none, labels);
  for (const item of list.items) Object.assign(item, { apiVersion, kind }); // a list leaves them out
  return list.items;
}

async function unless(code: number, request: Promise<unknown>): Promise<void> {
  try {
    await request;
  } catch (error) {
    if (!(error instanceof ApiException) || error.code !== code) throw error;
  }
}
