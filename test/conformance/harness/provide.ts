import {
  ApiException,
  type KubernetesObject,
  type KubernetesObjectApi,
} from "@kubernetes/client-node";

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

/** Deletes what may be gone already, and in the background what hangs on it. */
export async function remove(
  api: KubernetesObjectApi,
  { apiVersion, kind, metadata }: KubernetesObject,
  graceSeconds?: number,
): Promise<void> {
  const named = { apiVersion, kind, metadata } as KubernetesObject;
  const none = undefined;
  await unless(404, api.delete(named, none, none, graceSeconds, none, "Background"));
}

/** One object, if it is there. */
export async function read<T extends KubernetesObject = KubernetesObject>(
  api: KubernetesObjectApi,
  { apiVersion, kind, metadata }: Manifest,
): Promise<T | undefined> {
  const { name, namespace } = metadata;
  const header = {
    apiVersion,
    kind,
    metadata: { name, ...(namespace !== undefined && { namespace }) },
  };
  return await unless(404, api.read<T>(header as unknown as Header<T>));
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

/** The client wants a class where it takes plain values. */
type Header<T extends KubernetesObject> = Parameters<
  typeof KubernetesObjectApi.prototype.read<T>
>[0];

async function unless<T>(code: number, request: Promise<T>): Promise<T | undefined> {
  try {
    return await request;
  } catch (error) {
    if (!(error instanceof ApiException) || error.code !== code) throw error;
    return undefined;
  }
}
