import { type Cluster, cluster } from "./cluster";
import type { Manifest } from "./provide";
import { type Behaviour, BEHAVIOUR } from "./steer";

/** The namespace in which the harness tries itself out; `fresh` takes it away. */
export const NAMESPACE = "dev";

/** The cluster of the run with nothing in it but that namespace. */
export async function emptyNamespace(): Promise<Cluster> {
  const here = await cluster();
  await here.fresh();
  await here.api.create({ apiVersion: "v1", kind: "Namespace", metadata: { name: NAMESPACE } });
  return here;
}

const CONTAINER = { name: "main", image: "registry.invalid/sample:1" };

type Policy = "Always" | "Never";

/** A pod with a step before and a companion, so that every kind of container is played. */
export function podSpec(restartPolicy: Policy): Readonly<Record<string, unknown>> {
  return {
    restartPolicy,
    readinessGates: [{ conditionType: "target-health.eks.amazonaws.com/sample" }],
    initContainers: [
      { ...CONTAINER, name: "before" },
      { ...CONTAINER, name: "beside", restartPolicy: "Always" },
    ],
    containers: [CONTAINER],
  };
}

export function pod(name: string, behaviour?: Behaviour, policy: Policy = "Always"): Manifest {
  return {
    apiVersion: "v1",
    kind: "Pod",
    metadata: { name, namespace: NAMESPACE, ...annotated(behaviour) },
    spec: podSpec(policy),
  };
}

export function job(name: string, behaviour?: Behaviour): Manifest {
  return {
    apiVersion: "batch/v1",
    kind: "Job",
    metadata: { name, namespace: NAMESPACE },
    spec: {
      backoffLimit: 0,
      podReplacementPolicy: "Failed",
      template: { metadata: annotated(behaviour), spec: podSpec("Never") },
    },
  };
}

export function deployment(name: string, replicas: number): Manifest {
  return {
    apiVersion: "apps/v1",
    kind: "Deployment",
    metadata: { name, namespace: NAMESPACE },
    spec: { replicas, ...selected(name) },
  };
}

export function statefulSet(name: string, variable: string): Manifest {
  const { selector, template } = selected(name);
  const containers = [{ ...CONTAINER, env: [{ name: "VARIABLE", value: variable }] }];
  return {
    apiVersion: "apps/v1",
    kind: "StatefulSet",
    metadata: { name, namespace: NAMESPACE },
    spec: {
      replicas: 1,
      serviceName: name,
      podManagementPolicy: "Parallel",
      selector,
      template: { ...template, spec: { ...template.spec, containers } },
    },
  };
}

export function claim(name: string): Manifest {
  return {
    apiVersion: "v1",
    kind: "PersistentVolumeClaim",
    metadata: { name, namespace: NAMESPACE },
    spec: { accessModes: ["ReadWriteOnce"], resources: { requests: { storage: "5Gi" } } },
  };
}

function selected(name: string) {
  const labels = { component: name };
  return {
    selector: { matchLabels: labels },
    template: { metadata: { labels }, spec: podSpec("Always") },
  };
}

function annotated(behaviour: Behaviour | undefined) {
  return behaviour === undefined ? {} : { annotations: { [BEHAVIOUR]: behaviour } };
}
