import { isProps, Secret, type Props } from "../provider/values";
import type { Fact } from "./fact";
import { kept } from "./kubernetes-form";
import { limitsOf, frozen } from "./kubernetes-limits";
import { awaitedBy, clusterState } from "./kubernetes-status";
import { text } from "./paths";

const CLUSTER_WIDE = new Set([
  "APIService",
  "ClusterRole",
  "ClusterRoleBinding",
  "CustomResourceDefinition",
  "IngressClass",
  "IngressClassParams",
  "MutatingWebhookConfiguration",
  "Namespace",
  "Node",
  "NodeClass",
  "NodePool",
  "PersistentVolume",
  "PriorityClass",
  "RuntimeClass",
  "StorageClass",
  "ValidatingAdmissionPolicy",
  "ValidatingAdmissionPolicyBinding",
  "ValidatingWebhookConfiguration",
]);

/** As the provider's `diff.go` has it: `revisionHistoryLimit` is there although the API would allow the change. */
const REPLACE_ON: Readonly<Record<string, readonly string[]>> = {
  ClusterRoleBinding: ["roleRef"],
  ConfigMap: ["data", "binaryData"],
  Deployment: ["spec.selector"],
  Job: ["spec.completions", "spec.parallelism", "spec.selector", "spec.template"],
  PersistentVolumeClaim: ["spec"],
  RoleBinding: ["roleRef"],
  Secret: ["type", "data", "stringData"],
  Service: ["spec.clusterIP"],
  StatefulSet: [
    "spec.podManagementPolicy",
    "spec.revisionHistoryLimit",
    "spec.selector",
    "spec.serviceName",
    "spec.volumeClaimTemplates",
  ],
  StorageClass: ["parameters", "provisioner"],
};

/** What the provider sends as an update and the API server then refuses. */
const IMMUTABLE: Readonly<Record<string, readonly string[]>> = {
  DaemonSet: ["spec.selector"],
  Job: [
    "spec.backoffLimitPerIndex",
    "spec.completionMode",
    "spec.managedBy",
    "spec.podFailurePolicy",
    "spec.successPolicy",
  ],
  PriorityClass: ["preemptionPolicy", "value"],
};

/** A pod is refused without its account; what makes pods is not. */
const ACCOUNT = {
  type: "kubernetes:core/v1:ServiceAccount",
  id: "{metadata.namespace}/{spec.serviceAccountName}",
  skip: /\/default$/,
  text: "error looking up service account {}: serviceaccount not found",
};

/** Provider options under which the data of these kinds is updated in place. */
const MUTABLE: Readonly<Record<string, string>> = {
  ConfigMap: "enableConfigMapMutable",
  Secret: "enableSecretMutable",
};

/** The rules of a Kubernetes kind; those without a row only have a name and a namespace. */
export function kubernetesFact(type: string, config: Props): Fact {
  const { kind, qualified } = resourceOf(type);
  const clusterWide = CLUSTER_WIDE.has(kind);
  const mutable = config[MUTABLE[kind] ?? ""] === true;
  return {
    name: "metadata.name",
    id: clusterWide ? "{metadata.name}" : "{metadata.namespace}/{metadata.name}",
    exists: `${qualified} "{metadata.name}" already exists`,
    ...(config["upsertExistingObjects"] === true && { upsert: true }),
    replaceOn: [
      "metadata.name",
      "metadata.namespace",
      ...(mutable ? [] : (REPLACE_ON[kind] ?? [])),
    ],
    immutable: IMMUTABLE[kind] ?? [],
    secrets: kind === "Secret" ? ["data", "stringData"] : [],
    parents: [
      {
        type: "kubernetes:core/v1:Namespace",
        id: "{metadata.namespace}",
        text: 'namespaces "{}" not found',
      },
      ...(kind === "Pod" ? [ACCOUNT] : []),
    ],
    limits: limitsOf(kind),
    ...(kind in MUTABLE && {
      forbids: (inputs, place) => frozen(type, idOf(inputs), inputs, place),
    }),
    keeps: kept,
    normalize: clusterWide ? (inputs) => inputs : namespaced,
    computed: (made) => clusterState(kind, made),
    awaits: (live, place) => awaitedBy(kind, live, place),
    ...(kind === "Namespace" && { owns: { "metadata.namespace": "{metadata.name}" } }),
    ...(kind === "Deployment" && { oldStatusPasses: true }),
    ...(kind === "Job" && { failsForever: { replacedWith: "pulumi.com/replaceUnready" } }),
  };
}

/** Takes over the object's old name, or gives it one and says so in an annotation. */
export function autonamed(news: Props, olds: Props, name: string, namespace: string): Props {
  const metadata = news["metadata"] ?? {};
  if (!isProps(metadata)) return news;
  const placed = namespace === "" ? metadata : { namespace, ...metadata };
  if ((metadata["name"] ?? metadata["generateName"] ?? null) !== null)
    return { ...news, metadata: placed };
  const adopted = text(olds, "metadata.name");
  const annotations = isProps(metadata["annotations"] ?? null) ? metadata["annotations"] : {};
  const marked = { ...(isProps(annotations) ? annotations : {}), [AUTONAMED]: "true" };
  return { ...news, metadata: { ...placed, name: adopted || name, annotations: marked } };
}

/** Says whether the provider invented the name: its replacement then gets another one. */
export function isAutonamed(inputs: Props): boolean {
  const metadata = inputs["metadata"];
  const annotations = isProps(metadata) ? metadata["annotations"] : undefined;
  return isProps(annotations) && annotations[AUTONAMED] === "true";
}

/** The data of a Secret is secret, whoever wrote it. */
export function withSecrets(inputs: Props): Props {
  if (inputs["kind"] !== "Secret") return inputs;
  const wrap = (key: string) =>
    inputs[key] === undefined || inputs[key] instanceof Secret
      ? {}
      : { [key]: new Secret(inputs[key]) };
  return { ...inputs, ...wrap("data"), ...wrap("stringData") };
}

const AUTONAMED = "pulumi.com/autonamed";

function idOf(inputs: Props): string {
  return `${text(inputs, "metadata.namespace")}/${text(inputs, "metadata.name")}`;
}

function namespaced(inputs: Props): Props {
  const metadata = inputs["metadata"] ?? {};
  return isProps(metadata)
    ? { ...inputs, metadata: { namespace: "default", ...metadata } }
    : inputs;
}

/** `kubernetes:apps/v1:Deployment` is the kind `Deployment` and the resource `deployments.apps`. */
function resourceOf(type: string): { kind: string; qualified: string } {
  const [, group = "", kind = ""] = /^kubernetes:([^/]+)\/[^:]+:(\w+)$/.exec(type) ?? [];
  const plural = kind.toLowerCase().replace(/y$/, "ie").replace(/ss$/, "sse");
  return { kind, qualified: `${plural}s${group === "core" ? "" : `.${group}`}` };
}
