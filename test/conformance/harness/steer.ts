import type { KubernetesObjectApi } from "@kubernetes/client-node";
import { eventually } from "./eventually";
import { all, type Manifest, provide, remove } from "./provide";

/** What a stage does to a pod; without one it does well. */
export type Behaviour = "fail" | "unready" | "unpullable" | "slow" | "hang";

/** Annotation of a pod that the stages read. */
export const BEHAVIOUR = "conformance/behaviour";

const EFFECTIVE_SECONDS = 30;
const GROUP = "admissionregistration.k8s.io";
const VERSIONS = ["v1", "v1beta1", "v1alpha1"] as const;

/**
 * Lets every pod that is created with these labels behave so, from now until the returned function is
 * called. An admission policy annotates it on its way in: whoever makes the pod does not know.
 */
export async function steer(
  api: KubernetesObjectApi,
  name: string,
  { labels }: { readonly labels: Readonly<Record<string, string>> },
  behaviour: Behaviour,
): Promise<() => Promise<void>> {
  const version = await policyVersion(api);
  if (version === undefined) {
    throw new Error("the cluster serves no MutatingAdmissionPolicy: use one of 1.34 or newer");
  }
  const made = [policy(version, name, labels, behaviour), binding(version, name)];
  for (const manifest of made) await provide(api, manifest);
  await sees(api, labels, behaviour);
  return async () => {
    for (const manifest of made.toReversed()) await remove(api, manifest);
    await sees(api, labels, undefined);
  };
}

/** The newest version in which a cluster serves mutating policies, if it does. */
export async function policyVersion(api: KubernetesObjectApi): Promise<string | undefined> {
  for (const version of VERSIONS.map((each) => `${GROUP}/${each}`)) {
    const served = await all(api, { apiVersion: version, kind: "MutatingAdmissionPolicy" }).then(
      () => true,
      () => false,
    );
    if (served) return version;
  }
  return undefined;
}

/** Policies count some time after they exist: a pod that is only tried out shows whether they do. */
async function sees(
  api: KubernetesObjectApi,
  labels: Readonly<Record<string, string>>,
  behaviour: Behaviour | undefined,
): Promise<void> {
  const pod: Manifest = {
    apiVersion: "v1",
    kind: "Pod",
    metadata: { name: "tried-out", namespace: "default", labels },
    spec: { containers: [{ name: "main", image: "none" }] },
  };
  const what = `pods ${behaviour === undefined ? "are left alone" : `behave as ${behaviour}`}`;
  await eventually(what, EFFECTIVE_SECONDS, async () => {
    const tried = await api.create(pod, undefined, "All");
    return tried.metadata.annotations?.[BEHAVIOUR] === behaviour ? true : undefined;
  });
}

function policy(
  apiVersion: string,
  name: string,
  matchLabels: Readonly<Record<string, string>>,
  behaviour: Behaviour,
): Manifest {
  const expression = `Object{metadata: Object.metadata{annotations: {"${BEHAVIOUR}": "${behaviour}"}}}`;
  return {
    apiVersion,
    kind: "MutatingAdmissionPolicy",
    metadata: { name },
    spec: {
      matchConstraints: {
        objectSelector: { matchLabels },
        resourceRules: [
          { apiGroups: [""], apiVersions: ["v1"], operations: ["CREATE"], resources: ["pods"] },
        ],
      },
      failurePolicy: "Fail",
      reinvocationPolicy: "Never",
      mutations: [{ patchType: "ApplyConfiguration", applyConfiguration: { expression } }],
    },
  };
}

function binding(apiVersion: string, name: string): Manifest {
  return {
    apiVersion,
    kind: "MutatingAdmissionPolicyBinding",
    metadata: { name },
    spec: { policyName: name },
  };
}
