import type { V1CustomResourceDefinition } from "@kubernetes/client-node";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";

import { type KubernetesObjectApi, loadYaml } from "./client";
import { programs } from "./control-plane";
import { eventually } from "./eventually";
import { nodesAreReady, provideNodes } from "./nodes";
import { Processes } from "./processes";
import { type Manifest, OURS_SELECTOR, provide } from "./provide";
import { provideVolumes } from "./volumes";

const DEFINITION = {
  apiVersion: "apiextensions.k8s.io/v1",
  kind: "CustomResourceDefinition",
} as const;
const SERVED_SECONDS = 30;

/** Adds custom kinds, volumes and nodes to a cluster, and plays the nodes until `stop`. */
export async function furnish(
  api: KubernetesObjectApi,
  kubeconfig: string,
  directory: string,
): Promise<Processes> {
  // The player looks for the kinds of its stages once, at its start.
  await Promise.all([provideKinds(api), provideVolumes(api), provideNodes(api)]);
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

async function provideKinds(api: KubernetesObjectApi): Promise<void> {
  await Promise.all(
    files("crds").map(async (file) => {
      // The client renames fields such as `x-kubernetes-…`, so it has to read the file itself.
      const kind = loadYaml<Manifest>(readFileSync(file, "utf8"));
      await provide(api, kind);
      await eventually(`${kind.metadata.name} is served`, SERVED_SECONDS, async () => {
        const metadata = { name: kind.metadata.name };
        const made = await api.read<V1CustomResourceDefinition>({ ...DEFINITION, metadata });
        const established = made.status?.conditions?.find(({ type }) => type === "Established");
        return established?.status === "True" ? true : undefined;
      });
    }),
  );
}

function files(folder: string): string[] {
  const directory = join(__dirname, folder);
  return readdirSync(directory).map((file) => join(directory, file));
}
