import type { types } from "@pulumi/kubernetes";
import type * as pulumi from "@pulumi/pulumi";

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
  readonly size: keyof typeof SIZES;
  readonly port?: number;
  readonly probes?: {
    readonly startup: Probe;
    readonly liveness: Probe;
    readonly readiness: Probe;
  };
  /** Runs to its end before the main container, from the same image with the same variables. */
  readonly init?: readonly { readonly name: string; readonly command: readonly string[] }[];
  readonly volumes?: readonly PodVolume[];
  /** Kubernetes Secret with the login to the image's registry. */
  readonly pullSecret?: pulumi.Input<string>;
  /** `Never` for Jobs. */
  readonly restartPolicy?: "Always" | "Never";
}

/** A volume and where every container of the pod sees it. */
export interface PodVolume {
  readonly volume: types.input.core.v1.Volume;
  readonly mountPath: string;
  readonly readOnly?: boolean;
}

/** Requests equal limits for memory, so that a node never has to choose whom to kill. */
const SIZES = {
  small: { cpu: "100m", cpuLimit: "500m", memory: "256Mi" },
  medium: { cpu: "250m", cpuLimit: "1", memory: "512Mi" },
  large: { cpu: "1", cpuLimit: "2", memory: "1Gi" },
} as const;

/** Linters ask for ids above 10,000, which no account of a node uses. */
const USER = 10_001;

/** The only way to make a pod: it satisfies Pod Security's `restricted` and writes to /tmp alone. */
export function hardenedPod(args: PodArgs): PodTemplate {
  const { cpu, cpuLimit, memory } = SIZES[args.size];
  const volumes = [
    { volume: { name: "tmp", emptyDir: { sizeLimit: "256Mi" } }, mountPath: "/tmp" },
    ...(args.volumes ?? []),
  ];
  const common = {
    image: args.image,
    imagePullPolicy: "Always",
    env: [...args.env],
    resources: {
      requests: { cpu, memory, "ephemeral-storage": "256Mi" },
      limits: { cpu: cpuLimit, memory, "ephemeral-storage": "1Gi" },
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
    volumeMounts: volumes.map(({ volume, mountPath, readOnly = false }) => ({
      name: volume.name,
      mountPath,
      readOnly,
    })),
  } satisfies Omit<Container, "name">;

  return {
    metadata: { labels: { ...args.labels } },
    spec: {
      serviceAccountName: args.serviceAccountName,
      automountServiceAccountToken: false,
      enableServiceLinks: false,
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
      initContainers: (args.init ?? []).map(({ name, command }) => ({
        ...common,
        name,
        command: [...command],
      })),
      containers: [
        {
          ...common,
          name: args.name,
          ...(args.command && { command: [...args.command] }),
          ...(args.port !== undefined && {
            ports: [{ name: "main", containerPort: args.port, protocol: "TCP" }],
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

/** A variable whose value stands in a Kubernetes Secret, never in the pod. */
export function fromSecret(name: string, secret: pulumi.Input<string>, key: string = name): EnvVar {
  return { name, valueFrom: { secretKeyRef: { name: secret, key } } };
}
