import { readFileSync } from "node:fs";

import {
  KubeConfig,
  type KubernetesObject,
  KubernetesObjectApi,
  Watch,
} from "@kubernetes/client-node";

import { clear } from "./fresh";
import { read } from "./provide";
import type { World } from "./world";

/** Where the run says what its cluster is. */
export const WORLD = "CONFORMANCE_WORLD";

/** The cluster of this run; there is one for all test files. */
export interface Cluster extends Pick<World, "kubeconfig" | "audit"> {
  readonly kubeConfig: KubeConfig;
  readonly api: KubernetesObjectApi;
  /** Follows the objects under an API path such as `/api/v1/namespaces/dev/pods`. */
  watch<T extends KubernetesObject>(
    path: string,
    seen?: (now: readonly T[]) => void,
  ): Promise<Watched<T>>;
  /** Takes away what stacks and tests made. */
  fresh(): Promise<void>;
}

/** Objects as they are; `seen` is told after each change. */
export interface Watched<T> {
  now(): readonly T[];
  stop(): void;
}

/** The cluster that the run has started, or was given. */
export async function cluster(): Promise<Cluster> {
  const file = process.env[WORLD];
  if (file === undefined) throw new Error("run these tests with test/conformance/jest.config.js");
  const { kept, ...world } = JSON.parse(readFileSync(file, "utf8")) as World;
  const kubeConfig = new KubeConfig();
  kubeConfig.loadFromFile(world.kubeconfig);
  const api = KubernetesObjectApi.makeApiClient(kubeConfig);
  await read(api, { apiVersion: "v1", kind: "Namespace", metadata: { name: "default" } });
  return {
    ...world,
    kubeConfig,
    api,
    fresh: () => clear(api, kept),
    watch: (path, seen) => follow(kubeConfig, path, seen),
  };
}

async function follow<T extends KubernetesObject>(
  kubeConfig: KubeConfig,
  path: string,
  seen: (now: readonly T[]) => void = () => undefined,
): Promise<Watched<T>> {
  const objects = new Map<string | undefined, T>();
  const now = (): readonly T[] => [...objects.values()];
  const notice = (change: string, object: T): void => {
    if (change === "DELETED") objects.delete(object.metadata?.uid);
    else objects.set(object.metadata?.uid, object);
    seen(now());
  };
  const request = await new Watch(kubeConfig).watch(path, {}, notice, () => undefined);
  return {
    now,
    stop: () => {
      request.abort();
    },
  };
}
