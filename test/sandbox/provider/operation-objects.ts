import type { Props } from "../../../sandbox/provider/values";

export const BUDGET = "kubernetes:policy/v1:PodDisruptionBudget";
export const CLAIM = "kubernetes:core/v1:PersistentVolumeClaim";
export const CLASS = "kubernetes:storage.k8s.io/v1:StorageClass";
export const CONFIG = "kubernetes:core/v1:ConfigMap";
export const CRON = "kubernetes:batch/v1:CronJob";
export const DEPLOYMENT = "kubernetes:apps/v1:Deployment";
export const JOB = "kubernetes:batch/v1:Job";
export const NAMESPACE = "kubernetes:core/v1:Namespace";
export const POD_TYPE = "kubernetes:core/v1:Pod";
export const PRIORITY = "kubernetes:scheduling.k8s.io/v1:PriorityClass";
export const ROLE_BINDING = "kubernetes:rbac.authorization.k8s.io/v1:RoleBinding";
export const SECRET = "kubernetes:core/v1:Secret";
export const SERVICE = "kubernetes:core/v1:Service";
export const STATEFUL_SET = "kubernetes:apps/v1:StatefulSet";

/** What is made once for the whole cluster. */
export const CLUSTER_WIDE: ReadonlySet<string> = new Set([CLASS, NAMESPACE, PRIORITY]);

/** The specification of a pod with one container. */
export function podOf(rest: Props = {}, image = "web:1"): Props {
  return { containers: [{ name: "main", image }], ...rest };
}

export function deploymentOf(pod: Props = {}, image = "web:1", app = "web"): { spec: Props } {
  return { spec: { replicas: 1, ...selecting(app, podOf(pod, image)) } };
}

export function jobOf(pod: Props = {}, image = "web:1"): { spec: Props } {
  const spec = podOf({ restartPolicy: "Never", ...pod }, image);
  return { spec: { template: { spec } } };
}

export function setOf(rest: Props = {}, image = "web:1"): { spec: Props } {
  return {
    spec: { replicas: 1, serviceName: "web", ...selecting("web", podOf({}, image)), ...rest },
  };
}

function selecting(app: string, spec: Props): Props {
  return { selector: { matchLabels: { app } }, template: { metadata: { labels: { app } }, spec } };
}
