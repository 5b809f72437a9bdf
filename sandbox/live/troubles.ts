import { at, items, text } from "../facts/paths";
import { isProps, type Props } from "../provider/values";
import type { Api } from "./api";
import { type Progress, READY } from "./readiness";

/** What the pods of an object say about themselves, each thing once. */
export async function troubles(api: Api, object: Props): Promise<readonly string[]> {
  const labels = at(object, "spec.selector.matchLabels");
  const selector = isProps(labels) ? queryOf(labels) : "";
  if (selector === "" || text(object, "kind") === "Service") return [];
  const pods = await list(api, object, { apiVersion: "v1", kind: "Pod" }, selector);
  return [...new Set(pods.flatMap(troublesOf))];
}

/** A Service is ready when a pod that it selects is. */
export async function reachable(api: Api, service: Props): Promise<Progress> {
  const selector = at(service, "spec.selector");
  const external = text(service, "spec.type") === "ExternalName";
  if (!isProps(selector) || external || text(service, "spec.clusterIP") === "None") return READY;
  const slices = await list(
    api,
    service,
    { apiVersion: "discovery.k8s.io/v1", kind: "EndpointSlice" },
    `kubernetes.io/service-name=${text(service, "metadata.name")}`,
  );
  const endpoints = slices.flatMap((slice) => items(slice, "endpoints")).filter(isProps);
  return endpoints.some((endpoint) => at(endpoint, "conditions.ready") === true)
    ? READY
    : { state: "waiting", reason: "Service does not target any Pods" };
}

function troublesOf(pod: Props): readonly string[] {
  const name = text(pod, "metadata.name");
  const unscheduled = items(pod, "status.conditions")
    .filter(isProps)
    .filter(({ type, status }) => type === "PodScheduled" && status === "False")
    .map((condition) => `[Pod ${name}]: ${text(condition, "message")}`);
  const unready = ["status.initContainerStatuses", "status.containerStatuses"]
    .flatMap((path) => items(pod, path))
    .filter(isProps)
    .flatMap((container) =>
      ["state.waiting", "state.terminated"]
        .map((path) => at(container, path))
        .filter(isProps)
        .filter(({ reason }) => reason !== "Completed" && reason !== "PodInitializing")
        .map((state) => {
          const says = `[${text(state, "reason")}] ${text(state, "message")}`;
          return `[Pod ${name}]: containers with unready status: [${text(container, "name")}] -- ${says}`;
        }),
    );
  return [...unscheduled, ...unready];
}

async function list(
  api: Api,
  { metadata }: Props,
  kind: { readonly apiVersion: string; readonly kind: string },
  labelSelector: string,
): Promise<readonly Props[]> {
  const namespace = text((metadata ?? {}) as Props, "namespace");
  const { body } = await api.send({
    verb: "list",
    object: { ...kind, metadata: { namespace } },
    query: { labelSelector },
  });
  return items(body, "items").filter(isProps);
}

function queryOf(labels: Props): string {
  return Object.keys(labels)
    .map((key) => `${key}=${labels[key] as string}`)
    .join(",");
}
