import type { KubernetesObject, KubernetesObjectApi } from "@kubernetes/client-node";

import { eventually } from "./eventually";
import { type Manifest, read } from "./provide";

const SECONDS = 20;

/** Waits until an object exists and is as wanted, and returns it. */
export async function becomes<T extends KubernetesObject>(
  api: KubernetesObjectApi,
  manifest: Manifest,
  wanted: (object: T) => boolean | undefined,
  seconds = SECONDS,
): Promise<T> {
  let last: T | undefined;
  const what = `${manifest.kind} ${manifest.metadata.name} becomes what is wanted`;
  try {
    return await eventually(what, seconds, async () => {
      last = await read<T>(api, manifest);
      return last !== undefined && wanted(last) === true ? last : undefined;
    });
  } catch (error) {
    throw new Error(`it is ${JSON.stringify(last)}`, { cause: error });
  }
}
