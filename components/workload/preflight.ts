import { type batch, rbac } from "@pulumi/kubernetes";
import * as pulumi from "@pulumi/pulumi";

import type { Stamp } from "../shared/stamp";
import { gate, type GateArgs } from "./gate";
import type { PodTemplate, PodVolume } from "./pod";
import { PREFLIGHT_SCRIPT } from "./preflight-script";

export interface PreflightArgs extends Pick<
  GateArgs,
  "namespace" | "image" | "serviceAccountName"
> {
  readonly rolloutId: string;
  readonly kept?: string;
  /** Of the backend, as it would run. */
  readonly template: PodTemplate;
  readonly replicas: number;
  /** Group version to kind of what goes with the pods. */
  readonly kinds: Readonly<Record<string, string>>;
  /** Name of the live Service. */
  readonly live: string;
  /** Whether any number of rollouts that failed may stand there: the way back is never blocked. */
  readonly back: boolean;
  readonly stamp: Stamp;
}

/** Where a client inside a pod looks for its token. */
const ACCOUNT_PATH = "/var/run/secrets/kubernetes.io/serviceaccount";

/** A token that ends with the Job, for the one pod that asks the cluster something. */
const API_TOKEN: PodVolume = {
  volume: {
    name: "api",
    projected: {
      sources: [
        { serviceAccountToken: { path: "token", expirationSeconds: 600 } },
        { configMap: { name: "kube-root-ca.crt", items: [{ key: "ca.crt", path: "ca.crt" }] } },
      ],
    },
  },
  mountPath: ACCOUNT_PATH,
  readOnly: true,
};

/** How many rollouts that failed may stand there when another is tried. */
const FAILED = "1";

/** A Job that asks the cluster, before anything else happens, what no preview knows. */
export function preflight(
  name: string,
  args: PreflightArgs,
  opts: Omit<pulumi.CustomResourceOptions, "dependsOn"> & { readonly dependsOn: pulumi.Resource[] },
): batch.v1.Job {
  const { namespace, rolloutId, kept, stamp } = args;
  const { app } = stamp;
  const { dependsOn, ...child } = opts;
  const allowed = leave(`${app}-preflight`, args, child);
  const pod = pulumi.output(args.template).apply(({ metadata = {}, spec = {} }) =>
    JSON.stringify({
      ...{ apiVersion: "v1", kind: "Pod" },
      metadata: { generateName: `${app}-preflight-`, labels: metadata.labels },
      spec,
    }),
  );
  return gate(
    name,
    {
      ...{ namespace, image: args.image, serviceAccountName: args.serviceAccountName },
      labels: { ...stamp, component: "preflight", rollout: rolloutId },
      name: "preflight",
      command: ["bash", "-c", PREFLIGHT_SCRIPT],
      env: [
        { name: "NAMESPACE", value: namespace },
        { name: "APP", value: app },
        { name: "POD", value: pod },
        { name: "PODS", value: String(args.replicas) },
        { name: "KINDS", value: JSON.stringify(args.kinds) },
        { name: "LIVE", value: args.live },
        { name: "ROLLOUTS", value: JSON.stringify([rolloutId, kept].filter(Boolean)) },
        ...(args.back ? [] : [{ name: "FAILED", value: FAILED }]),
      ],
      volumes: [API_TOKEN],
      size: "small",
      deadlineSeconds: 300,
      // Asking twice is harmless, and leave to ask reaches the API some moments late.
      retries: 2,
    },
    // What was asked before a rollout began is not asked anew because it serves, or has more pods.
    { ...child, dependsOn: [...dependsOn, ...allowed], ignoreChanges: ["spec"] },
  );
}

/** Leave to ask, and to make pods that are never made: Kubernetes has no leave to try alone. */
function leave(
  name: string,
  { namespace, stamp, serviceAccountName }: PreflightArgs,
  opts: pulumi.CustomResourceOptions,
): pulumi.Resource[] {
  const metadata = { name, namespace, labels: { ...stamp, component: "preflight" } };
  const role = new rbac.v1.Role(
    name,
    {
      metadata,
      rules: [
        { apiGroups: [""], resources: ["pods"], verbs: ["create"] },
        { apiGroups: [""], resources: ["resourcequotas"], verbs: ["list"] },
        { apiGroups: [""], resources: ["services"], verbs: ["get"] },
        { apiGroups: ["apps"], resources: ["deployments"], verbs: ["list"] },
      ],
    },
    opts,
  );
  const binding = new rbac.v1.RoleBinding(
    name,
    {
      metadata,
      roleRef: { apiGroup: "rbac.authorization.k8s.io", kind: "Role", name: role.metadata.name },
      subjects: [{ kind: "ServiceAccount", name: serviceAccountName, namespace }],
    },
    opts,
  );
  return [binding];
}
