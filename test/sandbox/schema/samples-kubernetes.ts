import type { apps, batch, core, networking, policy, types } from "@pulumi/kubernetes";

const metadata = { name: "web", namespace: "app", labels: { "app.kubernetes.io/name": "web" } };
const selector = { matchLabels: { app: "web" } };
const container = {
  name: "web",
  image: "registry.test/web@sha256:00",
  args: ["serve"],
  env: [
    { name: "PORT", value: "8000" },
    { name: "PASSWORD", valueFrom: { secretKeyRef: { name: "web", key: "password" } } },
  ],
  envFrom: [{ configMapRef: { name: "web" } }],
  ports: [{ name: "http", containerPort: 8000 }],
  resources: { requests: { cpu: "100m", memory: "128Mi" }, limits: { memory: "256Mi" } },
  readinessProbe: { httpGet: { path: "/health", port: "http" }, periodSeconds: 5 },
  livenessProbe: { tcpSocket: { port: 8000 } },
  securityContext: { readOnlyRootFilesystem: true, capabilities: { drop: ["ALL"] } },
  volumeMounts: [{ name: "tmp", mountPath: "/tmp" }],
} satisfies types.input.core.v1.Container;
const template = {
  metadata: { labels: { app: "web" }, annotations: { checksum: "0" } },
  spec: {
    serviceAccountName: "web",
    automountServiceAccountToken: false,
    securityContext: {
      runAsNonRoot: true,
      runAsUser: 1000,
      seccompProfile: { type: "RuntimeDefault" },
    },
    containers: [container],
    volumes: [{ name: "tmp", emptyDir: { sizeLimit: "64Mi" } }],
    topologySpreadConstraints: [
      {
        maxSkew: 1,
        topologyKey: "zone",
        whenUnsatisfiable: "ScheduleAnyway",
        labelSelector: selector,
      },
    ],
  },
} satisfies types.input.core.v1.PodTemplateSpec;

/** What correct programs send for Kubernetes; the SDK adds apiVersion and kind. */
export const KUBERNETES_SAMPLES = {
  "kubernetes:core/v1:Namespace": {
    apiVersion: "v1",
    kind: "Namespace",
    metadata,
  } satisfies core.v1.NamespaceArgs,
  "kubernetes:apps/v1:Deployment": {
    apiVersion: "apps/v1",
    kind: "Deployment",
    metadata,
    spec: {
      replicas: 2,
      selector,
      template,
      strategy: { type: "RollingUpdate", rollingUpdate: { maxSurge: "25%", maxUnavailable: 0 } },
    },
  } satisfies apps.v1.DeploymentArgs,
  "kubernetes:apps/v1:StatefulSet": {
    apiVersion: "apps/v1",
    kind: "StatefulSet",
    metadata,
    spec: {
      serviceName: "web",
      podManagementPolicy: "Parallel",
      selector,
      template,
      volumeClaimTemplates: [
        {
          metadata: { name: "data" },
          spec: { accessModes: ["ReadWriteOnce"], resources: { requests: { storage: "1Gi" } } },
        },
      ],
    },
  } satisfies apps.v1.StatefulSetArgs,
  "kubernetes:batch/v1:Job": {
    apiVersion: "batch/v1",
    kind: "Job",
    metadata,
    spec: { backoffLimit: 0, activeDeadlineSeconds: 600, template },
  } satisfies batch.v1.JobArgs,
  "kubernetes:core/v1:Service": {
    apiVersion: "v1",
    kind: "Service",
    metadata,
    spec: {
      type: "ClusterIP",
      selector: { app: "web" },
      ports: [{ port: 80, targetPort: "http" }],
    },
  } satisfies core.v1.ServiceArgs,
  "kubernetes:networking.k8s.io/v1:NetworkPolicy": {
    apiVersion: "networking.k8s.io/v1",
    kind: "NetworkPolicy",
    metadata,
    spec: {
      podSelector: {},
      policyTypes: ["Ingress", "Egress"],
      ingress: [
        { from: [{ namespaceSelector: selector }], ports: [{ protocol: "TCP", port: 8000 }] },
      ],
      egress: [{ to: [{ ipBlock: { cidr: "10.0.0.0/16", except: ["10.0.1.0/24"] } }] }],
    },
  } satisfies networking.v1.NetworkPolicyArgs,
  "kubernetes:core/v1:ConfigMap": {
    apiVersion: "v1",
    kind: "ConfigMap",
    metadata,
    immutable: true,
    data: { "app.toml": "debug = false" },
  } satisfies core.v1.ConfigMapArgs,
  "kubernetes:core/v1:Secret": {
    apiVersion: "v1",
    kind: "Secret",
    metadata,
    type: "Opaque",
    stringData: { PASSWORD: "p" },
  } satisfies core.v1.SecretArgs,
  "kubernetes:policy/v1:PodDisruptionBudget": {
    apiVersion: "policy/v1",
    kind: "PodDisruptionBudget",
    metadata,
    spec: { selector, maxUnavailable: 1 },
  } satisfies policy.v1.PodDisruptionBudgetArgs,
  "pulumi:providers:kubernetes": {
    kubeconfig: "apiVersion: v1",
    enableServerSideApply: "true",
    kubeClientSettings: JSON.stringify({ qps: 50 }),
  },
};
