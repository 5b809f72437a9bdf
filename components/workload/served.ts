import { core, policy } from "@pulumi/kubernetes";
import type * as pulumi from "@pulumi/pulumi";

import type { Stamp } from "../shared/stamp";
import type { PodArgs } from "./pod";
import { deployment } from "./processes";

/** A process that answers HTTP behind a Service. */
export interface ServedArgs extends Pick<PodArgs, "image" | "command" | "size"> {
  /** Its name among the processes of the application, in labels and in names. */
  readonly component: string;
  readonly container: string;
  readonly serviceName: string;
  readonly port: number;
  /** Absent: liveness asks the port alone. */
  readonly livenessPath?: string;
  readonly readinessPath: string;
  readonly replicas: number;
}

interface ServeArgs extends ServedArgs, Omit<PodArgs, "name" | "labels" | "probes" | "port"> {
  readonly namespace: pulumi.Input<string>;
  readonly rolloutId: string;
  readonly stamp: Stamp;
}

/** Declares the pods of one rollout, then points the live Service at them; returns the Service. */
export function serve(
  name: string,
  args: ServeArgs,
  opts: pulumi.CustomResourceOptions & { readonly dependsOn: pulumi.Resource },
): core.v1.Service {
  const { component, container, serviceName, namespace, rolloutId, stamp, port, ...pod } = args;
  const own = { app: stamp.app, component };
  const rollout = { ...own, rollout: rolloutId };
  const metadata = (objectName: string) => ({
    name: objectName,
    namespace,
    labels: { ...stamp, component },
  });
  const { dependsOn, ...child } = opts;

  const pods = deployment(
    `${name}-${rolloutId}`,
    {
      ...pod,
      name: container,
      namespace,
      port,
      probes: probes(args),
      labels: { ...stamp, ...rollout },
      selector: rollout,
    },
    { ...child, dependsOn },
  );
  new policy.v1.PodDisruptionBudget(
    name,
    {
      metadata: metadata(name),
      spec: {
        maxUnavailable: 1,
        unhealthyPodEvictionPolicy: "AlwaysAllow",
        selector: { matchLabels: own },
      },
    },
    child,
  );
  return new core.v1.Service(
    name,
    {
      // Its pods were waited for one step earlier.
      metadata: { ...metadata(serviceName), annotations: { "pulumi.com/skipAwait": "true" } },
      spec: { selector: rollout, ports: [{ name: "http", port, targetPort: "main" }] },
    },
    { ...child, dependsOn: pods },
  );
}

/** A startup probe is patient, so that liveness may be strict. */
function probes({ port, livenessPath, readinessPath }: ServedArgs) {
  const get = (path: string) => ({ httpGet: { path, port: "main" } });
  const alive = {
    ...(livenessPath === undefined ? { tcpSocket: { port } } : get(livenessPath)),
    timeoutSeconds: 3,
  };
  return {
    startup: { ...alive, periodSeconds: 5, failureThreshold: 30 },
    liveness: { ...alive, periodSeconds: 10, failureThreshold: 6 },
    readiness: { ...get(readinessPath), periodSeconds: 5, timeoutSeconds: 3 },
  };
}
