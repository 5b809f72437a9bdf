import { find, list, type Place } from "../cloud/objects";
import { isProps, Secret, type Props, type Value } from "../provider/values";
import type { Made } from "./fact";
import { at, text } from "./paths";

const POD_SPEC: Readonly<Record<string, string>> = {
  Pod: "spec",
  CronJob: "spec.jobTemplate.spec.template.spec",
};

/** Where a kind keeps the specification of its pods. */
function podSpec(kind: string): string {
  return POD_SPEC[kind] ?? "spec.template.spec";
}

/** What the API server and its controllers add to an object. */
export function clusterState(kind: string, made: Made): Props {
  const generation = at(made.old, "metadata.generation");
  const status = STATUS[kind]?.(made, made.failure === undefined);
  return {
    metadata: {
      uid: made.uid,
      creationTimestamp: made.createdAt,
      resourceVersion: String(Number(text(made.old, "metadata.resourceVersion") || 1000) + 1),
      generation: typeof generation === "number" ? generation + 1 : 1,
    },
    ...(status !== undefined && { status }),
    ...(kind === "Service" && { spec: { clusterIP: address(made), type: "ClusterIP" } }),
    ...(kind === "Secret" &&
      isProps(made.inputs["stringData"]) && { data: encoded(made.inputs["stringData"]) }),
  };
}

/** What an object still waits for: its pods for their account, a Service for a ready pod that it selects. */
export function awaitedBy(kind: string, live: Props, place: Place): string | undefined {
  const account = text(live, `${podSpec(kind)}.serviceAccountName`);
  const path = `${text(live, "metadata.namespace")}/${account}`;
  if (!["", "default"].includes(account) && find(place, ACCOUNT, path) === undefined)
    return "Minimum number of live Pods was not attained";
  const selector = at(live, "spec.selector");
  if (kind !== "Service" || !isProps(selector) || Object.keys(selector).length === 0)
    return undefined;
  if (text(live, "spec.type") === "ExternalName" || text(live, "spec.clusterIP") === "None")
    return undefined;
  const namespace = text(live, "metadata.namespace");
  const selected = WORKLOADS.some((type) =>
    list(place, type).some(({ object: { inputs, failure } }) => {
      const labels = at(
        inputs,
        type.endsWith(":Pod") ? "metadata.labels" : "spec.template.metadata.labels",
      );
      const same =
        text(inputs, "metadata.namespace") === namespace && at(inputs, "spec.replicas") !== 0;
      return failure === undefined && same && isProps(labels) && covers(labels, selector);
    }),
  );
  return selected ? undefined : NO_PODS;
}

const ACCOUNT = "kubernetes:core/v1:ServiceAccount";
const WORKLOADS = [
  "kubernetes:apps/v1:Deployment",
  "kubernetes:apps/v1:StatefulSet",
  "kubernetes:apps/v1:DaemonSet",
  "kubernetes:core/v1:Pod",
];
const NO_PODS =
  "Service does not target any Pods. Selected Pods may not be ready, or field '.spec.selector' may not match labels on any Pods";

const STATUS: Readonly<Record<string, (made: Made, ready: boolean) => Props>> = {
  DaemonSet: (_made, ready) => ({ desiredNumberScheduled: 1, numberReady: ready ? 1 : 0 }),
  Deployment: replicas,
  HTTPRoute: (_made, ready) => ({
    parents: [{ conditions: [{ type: "Accepted", status: ready ? "True" : "False" }] }],
  }),
  Job: (made, ready) =>
    ready
      ? {
          succeeded: 1,
          startTime: made.createdAt,
          completionTime: at(made.old, "status.completionTime") ?? made.now,
          conditions: [{ type: "Complete", status: "True" }],
        }
      : { failed: 1, startTime: made.createdAt, conditions: [{ type: "Failed", status: "True" }] },
  Namespace: () => ({ phase: "Active" }),
  PersistentVolumeClaim: (_made, ready) => ({ phase: ready ? "Bound" : "Pending" }),
  Pod: (made, ready) => ({ phase: ready ? "Running" : "Pending", podIP: address(made) }),
  Service: (made) => {
    const hostname = `${made.name}-${made.hash(8)}.elb.${made.scope.region || "eu-central-1"}.amazonaws.com`;
    const external = text(made.inputs, "spec.type") === "LoadBalancer";
    return { loadBalancer: external ? { ingress: [{ hostname }] } : {} };
  },
  StatefulSet: replicas,
};

function replicas({ inputs }: Made, ready: boolean): Props {
  const wanted = at(inputs, "spec.replicas") ?? 1;
  const serving = ready ? wanted : 0;
  const conditions = [
    { type: "Available", status: ready ? "True" : "False" },
    {
      type: "Progressing",
      status: "True",
      reason: ready ? "NewReplicaSetAvailable" : "ReplicaSetUpdated",
    },
  ];
  return {
    replicas: wanted,
    updatedReplicas: wanted,
    readyReplicas: serving,
    availableReplicas: serving,
    conditions,
  };
}

function address({ hash }: Made): string {
  const byte = (start: number) => Number.parseInt(hash(start + 2, "address").slice(start), 16);
  return `10.100.${byte(0)}.${byte(2)}`;
}

function encoded(stringData: Props): Value {
  return new Secret(
    Object.fromEntries(
      Object.entries(stringData).map(([key, value]) => [
        key,
        Buffer.from(typeof value === "string" ? value : "").toString("base64"),
      ]),
    ),
  );
}

function covers(labels: Props, selector: Props): boolean {
  return Object.entries(selector).every(([key, value]) => labels[key] === value);
}
