import { readdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";

import { type KubeConfig, KubernetesObjectApi } from "@kubernetes/client-node";
import { programs } from "./control-plane";
import { provideKinds } from "./kinds";
import { nodesAreReady, provideNodes } from "./nodes";
import { Processes } from "./processes";
import { OURS_SELECTOR } from "./provide";
import { provideVolumes } from "./volumes";

/** Adds custom kinds, volumes and nodes to a cluster, and plays the nodes until `stop`. */
export async function furnish(kubeConfig: KubeConfig, directory: string): Promise<Processes> {
  const api = KubernetesObjectApi.makeApiClient(kubeConfig);
  const kubeconfig = join(directory, "player.yaml");
  writeFileSync(kubeconfig, kubeConfig.exportConfig(), { mode: 0o600 });
  // The player looks for the kinds of its stages once, at its start.
  await Promise.all([
    provideKinds(kubeConfig, files("crds")),
    provideVolumes(api),
    provideNodes(api),
  ]);
  const player = new Processes(directory);
  try {
    player.start("kwok", join(programs(), "kwok"), [
      `--kubeconfig=${kubeconfig}`,
      ...files("stages").map((file) => `--config=${file}`),
      `--manage-nodes-with-label-selector=${OURS_SELECTOR}`,
      "--node-lease-duration-seconds=40",
      "--cidr=10.244.0.0/16",
    ]);
    await Promise.race([nodesAreReady(api), player.ended]);
    return player;
  } catch (error) {
    await player.stop();
    throw new Error(`no nodes: ${String(error)}\n${player.logs()}`, { cause: error });
  }
}

function files(folder: string): string[] {
  const directory = join(__dirname, folder);
  return readdirSync(directory).map((file) => join(directory, file));
}
