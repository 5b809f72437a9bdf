import type { types } from "@pulumi/kubernetes";
import type * as pulumi from "@pulumi/pulumi";

import { PRIORITY } from "../cluster/priority-classes";
import { cpu, memory } from "../shared/quantity";

type Container = types.input.core.v1.Container;
type EnvVar = types.input.core.v1.EnvVar;
type Probe = types.input.core.v1.Probe;
export type PodTemplate = types.input.core.v1.PodTemplateSpec;

export interface PodArgs {
  /** Name of the main container. */
  readonly name: string;
  readonly image: pulumi.Input<string>;
  /** Absent: the image's own entry point. */
  readonly command?: readonly string[];
  readonly env: readonly EnvVar[];
  readonly labels: Readonly<Record<string, string>>;
  readonly serviceAccountName: pulumi.Input<string>;
  readonly size: Size;
  /** What goes first when nodes are full. */
  readonly priority: keyof typeof PRIORITY;
  readonly port?: number;
  readonly probes?: {
    readonly startup: Probe;
    readonly liveness: Probe;
    readonly readiness: Probe;
  };
  /** Run to their ends before the main container, one after the other. */
  readonly init?: readonly InitArgs[];
  readonly volumes?: readonly PodVolume[];
  /** Kubernetes Secret with the login to the image's registry. */
  readonly pullSecret?: pulumi.Input<string>;
  /** `Never` for Jobs. */
  readonly restartPolicy?: "Always" | "Never";
  /** Labels of the pods that share their work: they stand in different zones and on different nodes. */
  readonly spread?: Readonly<Record<string, string>>;
  /** Seconds between being told to stop and being killed; Kubernetes' own is 30. */
  readonly graceSeconds?: number;
  /** Seconds for which a pod that goes still answers, so that nobody is sent to it in vain. */
  readonly drainSeconds?: number;
}

/** Something that runs first, from the pod's own image with its variables unless it says otherwise. */
export interface InitArgs {
  readonly name: string;
  readonly command: readonly string[];
  readonly image?: pulumi.Input<string>;
  readonly env?: readonly EnvVar[];
  /** Goes on beside the main container, which starts once this command succeeds, and ends with it. */
  readonly until?: readonly string[];
}

/** A volume and where every container of the pod sees it. */
export interface PodVolume {
  readonly volume: types.input.core.v1.Volume;
  readonly mountPath: string;
  readonly readOnly?: boolean;
}

export type Size = keyof typeof SIZES;

/**
 * What one pod asks of its node: thousandths of a CPU, and MiB of memory.
 * Requests equal limits for memory, so that a node never has to choose whom to kill.
 */
export const SIZES = {
  small: { cpu: 100, cpuLimit: 500, memory: 256 },
  medium: { cpu: 250, cpuLimit: 1000, memory: 512 },
  large: { cpu: 1000, cpuLimit: 2000, memory: 1024 },
} as const;

/** Linters ask for ids above 10,000, which no account of a node uses. */
const USER = 10_001;

/** The only way to make a pod: it satisfies Pod Security's `restricted` and writes to /tmp alone. */
export function hardenedPod(args: PodArgs): PodTemplate {
  const size = SIZES[args.size];
  const { drainSeconds, spread } = args;
  const volumes = [
    { volume: { name: "tmp", emptyDir: { sizeLimit: "256Mi" } }, mountPath: "/tmp" },
    ...(args.volumes ?? []),
  ];
  const common = {
    image: args.image,
    imagePullPolicy: "Always",
    ...(args.env.length > 0 && { env: [...args.env] }),
    resources: {
      requests: { cpu: cpu(size.cpu), memory: memory(size.memory), "ephemeral-storage": "256Mi" },
      limits: { cpu: cpu(size.cpuLimit), memory: memory(size.memory), "ephemeral-storage": "1Gi" },
    },
    securityContext: {
      runAsNonRoot: true,
      runAsUser: USER,
      runAsGroup: USER,
      allowPrivilegeEscalation: false,
      privileged: false,
      readOnlyRootFilesystem: true,
      capabilities: { drop: ["ALL"] },
      seccompProfile: { type: "RuntimeDefault" },
    },
    terminationMessagePolicy: "FallbackToLogsOnError",
    // The API server keeps no empty list and no `false` here: that would come back as a change of somebody's.
    volumeMounts: volumes.map(({ volume, mountPath, readOnly }) => ({
      name: volume.name,
      mountPath,
      ...(readOnly === true && { readOnly }),
    })),
  } satisfies Omit<Container, "name">;
  const initContainers = (args.init ?? []).map(({ name, command, image, env, until }) => ({
    ...common,
    name,
    command: [...command],
    ...(image !== undefined && { image }),
    ...(env && { env: [...env] }),
    ...(until && { restartPolicy: "Always", startupProbe: patiently(until) }),
  }));

  return {
    metadata: { labels: { ...args.labels } },
    spec: {
      serviceAccountName: args.serviceAccountName,
      automountServiceAccountToken: false,
      enableServiceLinks: false,
      priorityClassName: PRIORITY[args.priority],
      ...(args.graceSeconds !== undefined && { terminationGracePeriodSeconds: args.graceSeconds }),
      ...(spread && apart(spread)),
      ...(args.pullSecret !== undefined && { imagePullSecrets: [{ name: args.pullSecret }] }),
      restartPolicy: args.restartPolicy ?? "Always",
      securityContext: {
        runAsNonRoot: true,
        runAsUser: USER,
        runAsGroup: USER,
        fsGroup: USER,
        fsGroupChangePolicy: "OnRootMismatch",
        seccompProfile: { type: "RuntimeDefault" },
      },
      ...(args.init !== undefined && args.init.length > 0 && { initContainers }),
      containers: [
        {
          ...common,
          name: args.name,
          ...(args.command && { command: [...args.command] }),
          ...(args.port !== undefined && {
            ports: [{ name: "main", containerPort: args.port, protocol: "TCP" }],
          }),
          ...(drainSeconds !== undefined && {
            lifecycle: { preStop: { sleep: { seconds: drainSeconds } } },
          }),
          ...(args.probes && {
            startupProbe: args.probes.startup,
            livenessProbe: args.probes.liveness,
            readinessProbe: args.probes.readiness,
          }),
        },
      ],
      volumes: volumes.map(({ volume }) => volume),
    },
  };
}

/** Asks every second for an hour: whoever waits has a deadline of their own. */
function patiently(command: readonly string[]): Probe {
  return { exec: { command: [...command] }, periodSeconds: 1, failureThreshold: 3600 };
}

/** Preferred, never required: a pod in the wrong zone serves, a pod without a node does not. */
function apart(matchLabels: Readonly<Record<string, string>>) {
  const labelSelector = { matchLabels: { ...matchLabels } };
  return {
    topologySpreadConstraints: ["topology.kubernetes.io/zone", HOST].map((topologyKey) => ({
      maxSkew: 1,
      topologyKey,
      whenUnsatisfiable: "ScheduleAnyway",
      labelSelector,
    })),
    affinity: {
      podAntiAffinity: {
        preferredDuringSchedulingIgnoredDuringExecution: [
          { weight: 100, podAffinityTerm: { topologyKey: HOST, labelSelector } },
        ],
      },
    },
  };
}

const HOST = "kubernetes.io/hostname";

/** A variable whose value stands in a Kubernetes Secret, never in the pod. */
export function fromSecret(name: string, secret: pulumi.Input<string>, key: string = name): EnvVar {
  return { name, valueFrom: { secretKeyRef: { name: secret, key } } };
}
