import { type apps, core } from "@pulumi/kubernetes";
import * as pulumi from "@pulumi/pulumi";

import type { SmokeChecks } from "../../config/smoke";
import type { Stamp } from "../shared/stamp";
import { candidate, type LoadBalancerEntry } from "./entry";
import { hardenedPod, type PodArgs, type PodTemplate } from "./pod";
import { deployment, type Scale, type Succession } from "./processes";

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

export interface GroupArgs
  extends ServedArgs, Omit<PodArgs, "name" | "labels" | "probes" | "port" | "priority"> {
  readonly namespace: pulumi.Input<string>;
  /** A rollout, or `stable` for pods that roll over from one to the next. */
  readonly id: string;
  readonly succession?: Succession;
  /** Rollout that they run, where their name does not say it. */
  readonly version?: string;
  /** Absent where nothing reaches it from outside, or through its live Service alone. */
  readonly entry?: LoadBalancerEntry;
  readonly stamp: Stamp;
}

/** Pods that are reached together, by nobody yet but who asks for them by name. */
export interface Group {
  readonly pods: apps.v1.Deployment;
  /** Selects them alone. */
  readonly service: core.v1.Service;
  readonly selector: Readonly<Record<string, string>>;
  /** What the load balancer sends requests to. */
  readonly targetGroupArn: pulumi.Output<string> | undefined;
}

const VERSION = "app.kubernetes.io/version";

/** A target stays registered about as long; its pod must answer meanwhile. */
const DRAIN_SECONDS = 15;
const GRACE_SECONDS = 60;

/** Declares pods with a Service, and where requests come from outside a target group, of their own. */
export function group(
  name: string,
  args: GroupArgs,
  opts: Omit<pulumi.CustomResourceOptions, "dependsOn"> & { readonly dependsOn: pulumi.Resource[] },
): Group {
  const { id, component, namespace, stamp, port, entry } = args;
  const own = `${name}-${id}`;
  const selector = { app: stamp.app, component, rollout: id };
  const labels = { ...stamp, ...selector };
  const { version } = args;
  const versioned = version === undefined ? labels : { ...labels, [VERSION]: version };
  const service = plainService(own, { name: own, namespace, labels, selector, port }, opts);
  const reached =
    entry &&
    candidate(
      name,
      {
        ...{ entry, component, rolloutId: id, namespace, port, stamp, paths: args.paths },
        service: service.metadata.name,
        healthPath: args.readinessPath,
      },
      opts,
    );
  const pods = deployment(
    own,
    { ...args, ...served(args), labels: versioned, selector },
    { ...opts, dependsOn: [...opts.dependsOn, ...(reached?.ready ?? [])] },
  );
  return { pods, service, selector, targetGroupArn: reached?.targetGroupArn };
}

/** The pod that a group has several of. */
export function podOfGroup(args: GroupArgs): PodTemplate {
  const labels = { ...args.stamp, component: args.component, rollout: args.id };
  return hardenedPod({ ...args, ...served(args), labels });
}

/** What makes a pod one that answers requests. */
function served(args: GroupArgs) {
  return {
    name: args.container,
    priority: "serving",
    probes: probes(args),
    drainSeconds: DRAIN_SECONDS,
    graceSeconds: GRACE_SECONDS,
  } as const;
}

/** A Service that nobody waits for: its pods are waited for themselves. */
export function plainService(
  logical: string,
  args: {
    readonly name: string;
    readonly namespace: pulumi.Input<string>;
    readonly labels: Readonly<Record<string, string>>;
    readonly selector: Readonly<Record<string, string>>;
    readonly port: number;
  },
  opts: pulumi.CustomResourceOptions,
): core.v1.Service {
  const { name, namespace, labels, selector, port } = args;
  return new core.v1.Service(
    logical,
    {
      metadata: { name, namespace, labels, annotations: { "pulumi.com/skipAwait": "true" } },
      spec: { selector, ports: [{ name: "http", port, targetPort: "main" }] },
    },
    opts,
  );
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
