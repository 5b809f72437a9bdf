import { apps, core } from "@pulumi/kubernetes";
import * as pulumi from "@pulumi/pulumi";

import { memory } from "../shared/quantity";
import type { Stamp } from "../shared/stamp";
import { hardenedPod, type PodArgs, type PodVolume } from "../workload/pod";
import { serviceAccount } from "../workload/service-account";

export interface InClusterStoreArgs {
  readonly namespace: pulumi.Input<string>;
  readonly image: string;
  readonly command?: readonly string[];
  readonly env: PodArgs["env"];
  readonly port: number;
  /** Command that succeeds when the server answers. */
  readonly ready: readonly string[];
  readonly dataPath: string;
  readonly storageGiB: number;
  readonly volumes?: readonly PodVolume[];
  readonly stamp: Stamp;
}

/** One data server inside the cluster, with a volume that outlives its pod; for dev only. */
export class InClusterStore extends pulumi.ComponentResource {
  readonly host: pulumi.Output<string>;
  readonly port: number;

  constructor(name: string, args: InClusterStoreArgs, opts?: pulumi.ComponentResourceOptions) {
    super("platform:data:InClusterStore", name, {}, opts);
    const { namespace, stamp, port } = args;
    const child = { parent: this };
    const labels = { ...stamp, component: name };
    const metadata = { name, namespace, labels };
    const probe = { exec: { command: [...args.ready] }, periodSeconds: 5, timeoutSeconds: 3 };

    const pod = hardenedPod({
      name: "server",
      image: args.image,
      ...(args.command && { command: args.command }),
      env: args.env,
      labels,
      serviceAccountName: serviceAccount(name, { namespace, labels }, child),
      size: "small",
      priority: "serving",
      port,
      probes: {
        startup: { ...probe, failureThreshold: 30 },
        // The port alone: a server that is busy recovering must not be restarted for it.
        liveness: { tcpSocket: { port }, periodSeconds: 10, failureThreshold: 6 },
        readiness: probe,
      },
      volumes: [
        {
          volume: { name: "data", persistentVolumeClaim: { claimName: name } },
          mountPath: args.dataPath,
        },
        ...(args.volumes ?? []),
      ],
    });
    new core.v1.PersistentVolumeClaim(
      `${name}-volume`,
      {
        // A volume that binds when its first pod is scheduled would be waited for in vain.
        metadata: { ...metadata, annotations: { "pulumi.com/skipAwait": "true" } },
        spec: {
          accessModes: ["ReadWriteOnce"],
          resources: { requests: { storage: memory(1024 * args.storageGiB) } },
        },
      },
      child,
    );
    const service = new core.v1.Service(
      `${name}-service`,
      {
        // The server is waited for below; waiting for endpoints here would block it.
        metadata: { ...metadata, annotations: { "pulumi.com/skipAwait": "true" } },
        spec: {
          // A StatefulSet wants a headless Service; with one pod its name is as good as an address.
          clusterIP: "None",
          selector: { component: name },
          ports: [{ name: "main", port, targetPort: port }],
        },
      },
      child,
    );
    const server = new apps.v1.StatefulSet(
      `${name}-server`,
      {
        metadata,
        spec: {
          replicas: 1,
          serviceName: service.metadata.name,
          podManagementPolicy: "Parallel",
          selector: { matchLabels: { component: name } },
          template: pod,
        },
      },
      { ...child, customTimeouts: { create: "6m", update: "6m" } },
    );

    // Known only when the server is ready: whoever uses the host waits for it.
    this.host = pulumi.interpolate`${server.metadata.name}.${namespace}.svc.cluster.local`;
    this.port = port;
    this.registerOutputs({ host: this.host });
  }
}
