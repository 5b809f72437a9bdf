import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

import { KubeConfig, KubernetesObjectApi } from "@kubernetes/client-node";
import { type ControlPlane, startControlPlane } from "./control-plane";
import { clear, given } from "./fresh";
import { furnish } from "./furnish";
import { assertUsable, leave } from "./given-cluster";

/** What test files are told of the cluster of their run. */
export interface World {
  readonly kubeconfig: string;
  /** Ids of objects that no test may take away. */
  readonly kept: readonly string[];
  /** What the API server was asked, one JSON object per line; only where it is ours. */
  readonly audit?: string;
}

export interface OpenWorld {
  readonly world: World;
  /** Logs and data of this run; gone after it. */
  readonly directory: string;
  close(): Promise<void>;
}

/** Starts a cluster of its own, or uses the given one, and makes it ready for tests. */
export async function openWorld(existing: string | undefined): Promise<OpenWorld> {
  const directory = mkdtempSync(join(tmpdir(), "platform-conformance-"));
  const plane = existing === undefined ? await startControlPlane(directory) : handedOver(existing);
  try {
    const kubeConfig = new KubeConfig();
    kubeConfig.loadFromFile(plane.kubeconfig);
    if (existing !== undefined) await assertUsable(kubeConfig);
    const api = KubernetesObjectApi.makeApiClient(kubeConfig);
    const player = await furnish(kubeConfig, directory);
    const kept = await given(api);
    const audit = existing === undefined && { audit: join(directory, "audit.jsonl") };
    const close = async (): Promise<void> => {
      if (existing !== undefined) {
        await clear(api, kept);
        await leave(api);
      }
      await player.stop();
      await plane.stop();
      rmSync(directory, { recursive: true, force: true });
    };
    return { directory, world: { kubeconfig: plane.kubeconfig, kept, ...audit }, close };
  } catch (error) {
    await plane.stop();
    rmSync(directory, { recursive: true, force: true });
    throw error;
  }
}

/** Whoever has started it ends it. */
function handedOver(kubeconfig: string): ControlPlane {
  return { kubeconfig, stop: () => Promise.resolve() };
}
