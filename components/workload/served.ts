import { core } from "@pulumi/kubernetes";
import * as pulumi from "@pulumi/pulumi";

import type { SmokeChecks } from "../../config/smoke";
import type { Stamp } from "../shared/stamp";
import { candidate, live, type LoadBalancerEntry } from "./entry";
import type { PodArgs } from "./pod";
import { deployment, disruptionBudget, type Scale } from "./processes";
import { smoke, type SmokeArgs } from "./smoke";

/** A process that answers HTTP behind a Service. */
export interface ServedArgs extends Scale, Pick<PodArgs, "image" | "command" | "size"> {
  /** Its name among the processes of the application, in labels and in names. */
  readonly component: string;
  readonly container: string;
  readonly serviceName: string;
  readonly port: number;
  /** Absent: liveness asks the port alone. */
  readonly livenessPath?: string;
  readonly readinessPath: string;
  /** `/*`, prefixes that end in `/*`, or exact paths of the application's host. */
  readonly paths: readonly string[];
  /** What it must answer before anybody is sent to it. */
  readonly smoke: SmokeChecks;
}

interface ServeArgs
  extends ServedArgs, Omit<PodArgs, "name" | "labels" | "probes" | "port" | "priority"> {
  readonly namespace: pulumi.Input<string>;
  readonly rolloutId: string;
  /** Who asks that. */
  readonly asker: Pick<SmokeArgs, "image" | "serviceAccountName">;
  /** Absent where nothing reaches it from outside, or through its live Service alone. */
  readonly entry?: LoadBalancerEntry;
  readonly stamp: Stamp;
}

export interface Served {
  /** The live Service. */
  readonly service: core.v1.Service;
  /** What sends traffic to this rollout, last of all. */
  readonly switched: pulumi.CustomResource;
}

/** A target stays registered about as long; its pod must answer meanwhile. */
const DRAIN_SECONDS = 15;
const GRACE_SECONDS = 60;

/**
 * Declares the pods of one rollout, asks them whether they work, then points the live Service and the
 * load balancer at them.
 */
export function serve(
  name: string,
  args: ServeArgs,
  opts: Omit<pulumi.CustomResourceOptions, "dependsOn"> & { readonly dependsOn: pulumi.Resource[] },
): Served {
  const { component, container, serviceName, namespace, rolloutId, stamp, port, entry } = args;
  const own = { app: stamp.app, component };
  const rollout = { ...own, rollout: rolloutId };
  const labels = { ...stamp, component };
  const { dependsOn, ...child } = opts;
  const service = (
    logical: string,
    objectName: string,
    extra: Readonly<Record<string, string>>,
    after: pulumi.Resource[],
  ) =>
    new core.v1.Service(
      logical,
      {
        metadata: {
          name: objectName,
          namespace,
          labels: { ...labels, ...extra },
          // The pods themselves are waited for.
          annotations: { "pulumi.com/skipAwait": "true" },
        },
        spec: { selector: rollout, ports: [{ name: "http", port, targetPort: "main" }] },
      },
      { ...child, dependsOn: after },
    );

  const ownName = `${name}-${rolloutId}`;
  const alone = service(ownName, ownName, { rollout: rolloutId }, dependsOn);
  const reached =
    entry &&
    candidate(
      name,
      {
        ...{ entry, component, rolloutId, namespace, port, stamp, paths: args.paths },
        service: alone.metadata.name,
        healthPath: args.readinessPath,
      },
      { ...child, dependsOn },
    );
  const pods = deployment(
    ownName,
    {
      ...args,
      name: container,
      priority: "serving",
      probes: probes(args),
      labels: { ...stamp, ...rollout },
      selector: rollout,
      drainSeconds: DRAIN_SECONDS,
      graceSeconds: GRACE_SECONDS,
    },
    { ...child, dependsOn: [...dependsOn, ...(reached?.ready ?? [])] },
  );
  disruptionBudget(name, { namespace, labels, selector: own }, child);
  const passed = smoke(
    `${stamp.app}-smoke-${component}-${rolloutId}`,
    {
      ...args.asker,
      namespace,
      url: addressOf(alone, namespace, port),
      checks: args.smoke,
      labels: { ...stamp, component: "smoke", rollout: rolloutId },
    },
    { ...child, dependsOn: pods },
  );
  const stable = service(name, serviceName, {}, [passed]);
  if (entry === undefined || reached === undefined) return { service: stable, switched: stable };
  const { targetGroupArn } = reached;
  const { paths } = args;
  return {
    service: stable,
    switched: live(name, { entry, paths, targetGroupArn, stamp }, { ...child, dependsOn: stable }),
  };
}

/** Where pods of the cluster reach a Service. */
export function addressOf(
  { metadata }: core.v1.Service,
  namespace: pulumi.Input<string>,
  port: number,
): pulumi.Output<string> {
  return pulumi.interpolate`http://${metadata.name}.${namespace}.svc.cluster.local:${port}`;
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
