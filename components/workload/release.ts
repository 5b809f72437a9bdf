import { core, policy } from "@pulumi/kubernetes";
import * as pulumi from "@pulumi/pulumi";

import type { Stamp } from "../shared/stamp";
import { gate } from "./gate";
import { fromSecret, type PodArgs } from "./pod";
import { deployment, singleton } from "./processes";

export interface ReleaseArgs {
  readonly namespace: pulumi.Input<string>;
  /** Computed from everything that runs; the suffix of what this release alone owns. */
  readonly rolloutId: string;
  readonly image: string;
  /** Plain variables of every container and every Job. */
  readonly variables: Readonly<Record<string, string>>;
  /** Secret variables; the values live in one Kubernetes Secret of this release. */
  readonly secrets: Readonly<Record<string, pulumi.Input<string>>>;
  readonly configFile: { readonly name: string; readonly directory: string; readonly text: string };
  readonly generate: { readonly command: readonly string[]; readonly path: string };
  readonly migrate: readonly string[];
  readonly web: {
    readonly port: number;
    readonly readinessPath: string;
    readonly replicas: number;
    readonly size: PodArgs["size"];
  };
  readonly worker: {
    readonly command: readonly string[];
    readonly replicas: number;
    readonly size: PodArgs["size"];
  };
  readonly scheduler: { readonly command: readonly string[] };
  readonly stamp: Stamp;
}

const DEADLINE_SECONDS = 600;

/**
 * One release of one application: migrate, then web, then traffic, then worker and scheduler.
 *
 * Whatever may fail carries the rollout id in its logical name, so a failed release never blocks
 * the way back. Whatever must be unique (live Service, scheduler) never does.
 */
export class Release extends pulumi.ComponentResource {
  /** The rollout that serves; known only when its last process is ready. */
  readonly rollout: pulumi.Output<string>;
  /** Address of the live Service inside the cluster. */
  readonly address: pulumi.Output<string>;

  constructor(name: string, args: ReleaseArgs, opts?: pulumi.ComponentResourceOptions) {
    super("platform:workload:Release", name, {}, opts);
    const { namespace, rolloutId, stamp, web } = args;
    const child = { parent: this };
    const labels = (component: string) => ({ ...stamp, component, rollout: rolloutId });
    const metadata = (objectName: string, component: string) => ({
      name: objectName,
      namespace,
      labels: labels(component),
    });

    const config = new core.v1.ConfigMap(
      `${name}-config-${rolloutId}`,
      {
        metadata: metadata(`${name}-config-${rolloutId}`, "config"),
        immutable: true,
        data: { [args.configFile.name]: args.configFile.text },
      },
      child,
    );
    const secret = new core.v1.Secret(
      `${name}-secrets-${rolloutId}`,
      {
        metadata: metadata(`${name}-secrets-${rolloutId}`, "config"),
        immutable: true,
        stringData: args.secrets,
      },
      child,
    );
    const account = new core.v1.ServiceAccount(
      name,
      {
        metadata: { name, namespace, labels: { ...stamp } },
        automountServiceAccountToken: false,
      },
      child,
    );
    const common = {
      image: args.image,
      env: [
        ...Object.entries(args.variables).map(([key, value]) => ({ name: key, value })),
        ...Object.keys(args.secrets).map((key) => fromSecret(key, secret.metadata.name)),
      ],
      serviceAccountName: account.metadata.name,
      init: [{ name: "generate", command: args.generate.command }],
      volumes: [
        { volume: { name: "generated", emptyDir: {} }, mountPath: args.generate.path },
        {
          volume: { name: "config", configMap: { name: config.metadata.name } },
          mountPath: args.configFile.directory,
          readOnly: true,
        },
      ],
    } satisfies Partial<PodArgs>;

    const migrate = gate(
      `${name}-migrate-${rolloutId}`,
      {
        ...common,
        name: "migrate",
        namespace,
        command: args.migrate,
        labels: labels("migrate"),
        size: "small",
        deadlineSeconds: DEADLINE_SECONDS,
      },
      child,
    );

    const own = (component: string) => ({ app: stamp.app, component });
    const serving = deployment(
      `${name}-web-${rolloutId}`,
      {
        ...common,
        name: "web",
        namespace,
        port: web.port,
        probes: webProbes(web),
        replicas: web.replicas,
        size: web.size,
        labels: labels("web"),
        selector: { ...own("web"), rollout: rolloutId },
      },
      { ...child, dependsOn: migrate },
    );
    new policy.v1.PodDisruptionBudget(
      `${name}-web`,
      {
        metadata: { name: `${name}-web`, namespace, labels: { ...stamp } },
        spec: {
          maxUnavailable: 1,
          unhealthyPodEvictionPolicy: "AlwaysAllow",
          selector: { matchLabels: own("web") },
        },
      },
      child,
    );
    const service = new core.v1.Service(
      name,
      {
        metadata: {
          name,
          namespace,
          labels: { ...stamp },
          // Its pods were waited for one step earlier.
          annotations: { "pulumi.com/skipAwait": "true" },
        },
        spec: {
          selector: { ...own("web"), rollout: rolloutId },
          ports: [{ name: "http", port: web.port, targetPort: "main" }],
        },
      },
      { ...child, dependsOn: serving },
    );
    const working = deployment(
      `${name}-worker-${rolloutId}`,
      {
        ...common,
        ...args.worker,
        name: "worker",
        namespace,
        labels: labels("worker"),
        selector: { ...own("worker"), rollout: rolloutId },
      },
      { ...child, dependsOn: service },
    );
    const scheduler = singleton(
      `${name}-beat`,
      {
        ...common,
        ...args.scheduler,
        name: "beat",
        namespace,
        size: "small",
        labels: labels("beat"),
        selector: own("beat"),
      },
      { ...child, dependsOn: working },
    );

    this.rollout = scheduler.id.apply(() => rolloutId);
    this.address = pulumi.interpolate`http://${service.metadata.name}.${namespace}.svc.cluster.local:${web.port}`;
    this.registerOutputs({ rollout: this.rollout, address: this.address });
  }
}

/** Liveness asks the port alone: a dependency that is down must not restart every pod. */
function webProbes({ port, readinessPath }: { port: number; readinessPath: string }) {
  const alive = { tcpSocket: { port }, periodSeconds: 10, timeoutSeconds: 3 };
  return {
    startup: { ...alive, periodSeconds: 5, failureThreshold: 30 },
    liveness: { ...alive, failureThreshold: 6 },
    readiness: {
      httpGet: { path: readinessPath, port: "main" },
      periodSeconds: 5,
      timeoutSeconds: 3,
    },
  };
}
