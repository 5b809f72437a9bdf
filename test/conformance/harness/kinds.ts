import { readFileSync } from "node:fs";
import { get, type RequestOptions } from "node:https";
import { json } from "node:stream/consumers";

import {
  type KubeConfig,
  KubernetesObjectApi,
  loadYaml,
  type V1CustomResourceDefinition,
} from "@kubernetes/client-node";

import { becomes } from "./becomes";
import { eventually } from "./eventually";
import { type Manifest, provide } from "./provide";

const SERVED_SECONDS = 30;

/** Adds custom kinds, and waits until the API server serves and describes them. */
export async function provideKinds(
  kubeConfig: KubeConfig,
  files: readonly string[],
): Promise<void> {
  const api = KubernetesObjectApi.makeApiClient(kubeConfig);
  const groups = await Promise.all(
    files.map(async (file) => {
      // The client renames fields such as `x-kubernetes-…`, so it has to read the file itself.
      const kind = loadYaml<Manifest>(readFileSync(file, "utf8"));
      await provide(api, kind);
      const { spec } = await becomes<V1CustomResourceDefinition>(api, kind, isEstablished);
      return spec.versions.map(({ name }) => `apis/${spec.group}/${name}`);
    }),
  );
  // That comes later than the rest, and who plays pods wants it.
  await eventually("custom kinds are described", SERVED_SECONDS, async () => {
    const described = await describedGroups(kubeConfig);
    return groups.flat().every((group) => described.includes(group)) ? true : undefined;
  });
}

function isEstablished({ status }: V1CustomResourceDefinition): boolean | undefined {
  return status?.conditions?.some(
    ({ type, status: is }) => type === "Established" && is === "True",
  );
}

async function describedGroups(kubeConfig: KubeConfig): Promise<string[]> {
  const options: RequestOptions = {};
  await kubeConfig.applyToHTTPSOptions(options);
  const url = new URL("/openapi/v3", kubeConfig.getCurrentCluster()?.server);
  const answer = await new Promise((done, fail) => {
    get(url, options, (response) => {
      json(response).then(done, fail);
    }).on("error", fail);
  });
  const { paths = {} } = answer as { readonly paths?: object };
  return Object.keys(paths);
}
