import type { types } from "@pulumi/kubernetes";

import { fromSecret, hardenedPod, type PodArgs } from "../../../components/workload/pod";
import { POD } from "./sample";

const INIT = [{ name: "generate", command: ["shop", "generate"] }];

describe("every container of a hardened pod", () => {
  it.each(["containers", "initContainers"] as const)(
    "has no privilege, no capability and no writable root: %s",
    (which) => {
      const [container] = specOf({ init: INIT })[which];

      expect(container?.securityContext).toEqual({
        runAsNonRoot: true,
        runAsUser: 10001,
        runAsGroup: 10001,
        allowPrivilegeEscalation: false,
        privileged: false,
        readOnlyRootFilesystem: true,
        capabilities: { drop: ["ALL"] },
        seccompProfile: { type: "RuntimeDefault" },
      });
    },
  );

  it("asks the registry each time, and leaves its last words when it fails", () => {
    const { initContainers, containers } = specOf({ init: INIT });

    for (const container of [...initContainers, ...containers]) {
      expect(container).toMatchObject({
        image: "registry.test/shop@sha256:1",
        imagePullPolicy: "Always",
        terminationMessagePolicy: "FallbackToLogsOnError",
      });
    }
    expect([...initContainers, ...containers]).toHaveLength(2);
  });

  it.each([
    ["small", "100m", "500m", "256Mi"],
    ["medium", "250m", "1", "512Mi"],
    ["large", "1", "2", "1Gi"],
  ] as const)(
    "of size %s has requests and limits, equal ones for memory",
    (size, cpu, cpuLimit, memory) => {
      const { initContainers, containers } = specOf({ size, init: INIT });

      for (const { resources } of [...initContainers, ...containers]) {
        expect(resources).toEqual({
          requests: { cpu, memory, "ephemeral-storage": "256Mi" },
          limits: { cpu: cpuLimit, memory, "ephemeral-storage": "1Gi" },
        });
      }
      expect([...initContainers, ...containers]).toHaveLength(2);
    },
  );

  it("sees the same variables and volumes", () => {
    const volumes = [
      { volume: { name: "config", configMap: {} }, mountPath: "/etc/shop", readOnly: true },
    ];
    const { initContainers, containers } = specOf({ init: INIT, volumes });

    for (const { env, volumeMounts } of [...initContainers, ...containers]) {
      expect(env).toEqual([{ name: "LEVEL", value: "info" }]);
      expect(volumeMounts).toEqual([
        { name: "tmp", mountPath: "/tmp" },
        { name: "config", mountPath: "/etc/shop", readOnly: true },
      ]);
    }
    expect([...initContainers, ...containers]).toHaveLength(2);
  });

  it("runs the command that is its own, or the image's", () => {
    const { initContainers, containers } = specOf({ init: INIT, command: ["serve"] });

    expect(initContainers.map(({ name, command }) => [name, command])).toEqual([
      ["generate", ["shop", "generate"]],
    ]);
    expect(containers.map(({ name, command }) => [name, command])).toEqual([["web", ["serve"]]]);
    expect(specOf({}).containers[0]).not.toHaveProperty("command");
  });
});

describe("a hardened pod", () => {
  it("runs as one user above 10,000, who owns its volumes", () => {
    expect(specOf({}).securityContext).toEqual({
      runAsNonRoot: true,
      runAsUser: 10001,
      runAsGroup: 10001,
      fsGroup: 10001,
      fsGroupChangePolicy: "OnRootMismatch",
      seccompProfile: { type: "RuntimeDefault" },
    });
  });

  it("says nothing but this, so nothing of its node is its own", () => {
    expect(specOf({})).toEqual({
      serviceAccountName: "shop-backend",
      automountServiceAccountToken: false,
      enableServiceLinks: false,
      priorityClassName: "platform-serving",
      restartPolicy: "Always",
      securityContext: expect.anything() as unknown,
      containers: [expect.anything()],
      volumes: [{ name: "tmp", emptyDir: { sizeLimit: "256Mi" } }],
    });
  });

  it("is labelled, is restarted and pulls as it is told", () => {
    const { metadata } = hardenedPod(POD);

    expect(metadata).toEqual({ labels: { app: "shop", component: "backend" } });
    expect(specOf({ restartPolicy: "Never", pullSecret: "shop-pull" })).toMatchObject({
      restartPolicy: "Never",
      imagePullSecrets: [{ name: "shop-pull" }],
    });
  });

  it.each([
    ["serving", "platform-serving"],
    ["background", "platform-background"],
  ] as const)("that is %s has the priority class %s", (priority, priorityClassName) => {
    expect(specOf({ priority })).toMatchObject({ priorityClassName });
  });

  it("stands apart from the pods that share its work, where there is room", () => {
    const labelSelector = { matchLabels: { app: "shop", rollout: "r1" } };
    const spread = { maxSkew: 1, whenUnsatisfiable: "ScheduleAnyway", labelSelector };

    expect(specOf({ spread: { app: "shop", rollout: "r1" } })).toMatchObject({
      topologySpreadConstraints: [
        { ...spread, topologyKey: "topology.kubernetes.io/zone" },
        { ...spread, topologyKey: "kubernetes.io/hostname" },
      ],
      affinity: {
        podAntiAffinity: {
          preferredDuringSchedulingIgnoredDuringExecution: [
            {
              weight: 100,
              podAffinityTerm: { topologyKey: "kubernetes.io/hostname", labelSelector },
            },
          ],
        },
      },
    });
  });

  it("answers while it is taken out of service, and is killed only later", () => {
    const spec = specOf({ drainSeconds: 15, graceSeconds: 60 });

    expect(spec.containers[0]?.lifecycle).toEqual({ preStop: { sleep: { seconds: 15 } } });
    expect(spec.terminationGracePeriodSeconds).toBe(60);
  });

  it("names its port, and is asked for its health in three ways", () => {
    const asked = (path: string) => ({ httpGet: { path, port: "main" } });
    const probes = { startup: asked("/a"), liveness: asked("/b"), readiness: asked("/c") };

    const [container] = specOf({ port: 8000, probes }).containers;

    expect(container?.ports).toEqual([{ name: "main", containerPort: 8000, protocol: "TCP" }]);
    expect(container).toMatchObject({
      startupProbe: asked("/a"),
      livenessProbe: asked("/b"),
      readinessProbe: asked("/c"),
    });
  });
});

it("reads a secret variable under its own name, or another", () => {
  expect(fromSecret("TOKEN", "shop-secrets")).toEqual({
    name: "TOKEN",
    valueFrom: { secretKeyRef: { name: "shop-secrets", key: "TOKEN" } },
  });
  expect(fromSecret("PGPASSWORD", "shop-admin", "password")).toEqual({
    name: "PGPASSWORD",
    valueFrom: { secretKeyRef: { name: "shop-admin", key: "password" } },
  });
});

/** Inputs may be promises; these never are. */
function specOf(change: Partial<PodArgs>) {
  return hardenedPod({ ...POD, ...change }).spec as unknown as types.output.core.v1.PodSpec;
}
