import type { Props } from "../../../sandbox/provider/values";
import type { Remembered } from "./plugin";

export const DEPLOYMENT = "kubernetes:apps/v1:Deployment";
export const JOB = "kubernetes:batch/v1:Job";
export const SECRET = "kubernetes:core/v1:Secret";
export const SERVICE = "kubernetes:core/v1:Service";
export const CONFIG = "kubernetes:core/v1:ConfigMap";
export const NAMESPACE = "kubernetes:core/v1:Namespace";

/** The namespace that the others lie in. */
export const namespace = { apiVersion: "v1", kind: "Namespace", metadata: { name: "app" } };

export const METADATA = { name: "migrate", namespace: "app" };
export const POD = { restartPolicy: "Never", containers: [{ name: "app", image: "web:1" }] };
export const LABELS = { app: "web" };
export const STATEFUL = {
  selector: { matchLabels: LABELS },
  serviceName: "web",
  template: { metadata: { labels: LABELS }, spec: POD },
};

/** An object of a type, called `it`. */
export function object(type: string, rest: Props, namespace = "app"): Props {
  const [, apiVersion = "", kind = ""] = /^kubernetes:(?:core\/)?([^:]+):(\w+)$/.exec(type) ?? [];
  return { apiVersion, kind, metadata: { name: "it", namespace }, ...rest };
}

/** Two pods of a web server. */
export function deployment(image = "web:1") {
  const spec = { containers: [{ name: "app", image }] };
  return {
    apiVersion: "apps/v1",
    kind: "Deployment",
    metadata: { name: "web", namespace: "app" },
    spec: {
      replicas: 2,
      selector: { matchLabels: LABELS },
      template: { metadata: { labels: LABELS }, spec },
    },
  };
}

/** A Job that migrates. */
export function migrate(spec: Props = {}) {
  return {
    apiVersion: "batch/v1",
    kind: "Job",
    metadata: METADATA,
    spec: { template: { spec: POD }, ...spec },
  };
}

/** What tells an object from the one that takes its place. */
export function uid({ properties }: Remembered): unknown {
  return (properties["metadata"] as Props)["uid"];
}
