import { core } from "@pulumi/kubernetes";

import { InClusterPostgres } from "../../../components/data/in-cluster-postgres";
import { InClusterStore, type InClusterStoreArgs } from "../../../components/data/in-cluster-store";
import { record, type Recording } from "../../support/recorder";

const stamp = { app: "shop", environment: "dev", stack: "dev", owner: "ops" };

describe("InClusterStore", () => {
  it("is one server, whose bad start does not block its repair, and is waited for", async () => {
    const { inputs, createTimeout } = (await redis()).one("StatefulSet");

    expect(inputs).toMatchObject({ metadata: { name: "shop-redis", namespace: "shops" } });
    expect(inputs["spec"]).toEqual({
      replicas: 1,
      serviceName: "shop-redis",
      podManagementPolicy: "Parallel",
      selector: { matchLabels: { component: "shop-redis" } },
      template: expect.anything() as unknown,
    });
    expect(createTimeout).toBe("6m");
  });

  it("is ready when it answers, and restarted only when its port is dead", async () => {
    const { containers, priorityClassName } = podOf(await redis());
    const exec = { command: ["redis-cli", "ping"] };

    expect(priorityClassName).toBe("platform-serving");
    expect(containers[0]).toMatchObject({
      image: "redis:7",
      command: ["redis-server"],
      ports: [{ name: "main", containerPort: 6379 }],
      startupProbe: { exec, periodSeconds: 5, timeoutSeconds: 3, failureThreshold: 30 },
      livenessProbe: { tcpSocket: { port: 6379 }, periodSeconds: 10, failureThreshold: 6 },
      readinessProbe: { exec, periodSeconds: 5, timeoutSeconds: 3 },
    });
  });

  it("keeps its data in a volume that outlives its pod, and that is not waited for", async () => {
    const recording = await redis();

    expect(recording.one("PersistentVolumeClaim").inputs).toMatchObject({
      metadata: { name: "shop-redis", annotations: { "pulumi.com/skipAwait": "true" } },
      spec: { accessModes: ["ReadWriteOnce"], resources: { requests: { storage: "2Gi" } } },
    });
    expect(podOf(recording).volumes).toEqual([
      { name: "tmp", emptyDir: { sizeLimit: "256Mi" } },
      { name: "data", persistentVolumeClaim: { claimName: "shop-redis" } },
    ]);
    expect(podOf(recording).containers[0]?.volumeMounts[1]).toEqual({
      name: "data",
      mountPath: "/data",
    });
  });

  it("is found under its name, through a headless Service that is not waited for", async () => {
    const { inputs } = (await redis()).one("Service");

    expect(inputs["metadata"]).toMatchObject({
      name: "shop-redis",
      annotations: { "pulumi.com/skipAwait": "true" },
    });
    expect(inputs["spec"]).toEqual({
      clusterIP: "None",
      selector: { component: "shop-redis" },
      ports: [{ name: "main", port: 6379, targetPort: 6379 }],
    });
  });

  it("gives out its address only when it is ready", async () => {
    const uses = (await redis()).named("uses", "ConfigMap");

    expect(uses.inputs["data"]).toEqual({ host: "shop-redis.shops.svc.cluster.local" });
    expect(uses.dependsOn).toEqual(["shop-redis-server"]);
  });

  it("owns exactly these resources", async () => {
    const own = (await redis()).all.filter(({ parent }) => parent === "shop-redis");

    expect(own.map(({ type, name }) => `${type} ${name}`)).toEqual([
      "kubernetes:apps/v1:StatefulSet shop-redis-server",
      "kubernetes:core/v1:PersistentVolumeClaim shop-redis-volume",
      "kubernetes:core/v1:Service shop-redis-service",
      "kubernetes:core/v1:ServiceAccount shop-redis",
    ]);
    expect(podOf(await redis()).serviceAccountName).toBe("shop-redis");
  });
});

describe("InClusterPostgres", () => {
  it("is administered with a password of its own, from a Secret that never changes", async () => {
    const { recording, made } = await postgres();

    expect(recording.one("RandomPassword").inputs).toEqual({ length: 40, special: false });
    expect(recording.one("Secret")).toMatchObject({
      inputs: {
        metadata: { name: "shop-db-admin", namespace: "shops" },
        immutable: true,
        stringData: { password: "generated-shop-db-admin" },
      },
      secrets: ["stringData"],
    });
    expect(made?.administrator).toMatchObject({ kind: "kubernetesSecret", user: "postgres" });
  });

  it("creates its database below the volume's root, and is ready over TCP", async () => {
    const pod = podOf((await postgres()).recording);
    const [server] = pod.containers;

    expect(server).toMatchObject({
      image: "postgres:16",
      readinessProbe: { exec: { command: ["pg_isready", "-h", "127.0.0.1", "-U", "postgres"] } },
    });
    expect(server?.env).toEqual([
      { name: "POSTGRES_DB", value: "shop_core" },
      { name: "PGDATA", value: "/var/lib/postgresql/data/server" },
      {
        name: "POSTGRES_PASSWORD",
        valueFrom: { secretKeyRef: { name: "shop-db-admin", key: "password" } },
      },
    ]);
    expect(server?.volumeMounts).toEqual([
      { name: "tmp", mountPath: "/tmp" },
      { name: "data", mountPath: "/var/lib/postgresql/data" },
      { name: "run", mountPath: "/var/run/postgresql" },
    ]);
    expect(pod.volumes).toContainEqual({ name: "run", emptyDir: {} });
  });

  it("speaks plainly on 5432, inside the cluster only, and has the room it was given", async () => {
    const { recording, made } = await postgres();

    expect(made).toMatchObject({ port: 5432, sslMode: "disable" });
    expect(recording.one("Service").inputs).toMatchObject({
      spec: { clusterIP: "None", ports: [{ port: 5432 }] },
    });
    expect(recording.one("PersistentVolumeClaim").inputs).toMatchObject({
      spec: { resources: { requests: { storage: "5Gi" } } },
    });
    expect(recording.named("shop-db", "InClusterStore").parent).toBe("shop-db");
  });
});

function redis() {
  const args: InClusterStoreArgs = {
    namespace: "shops",
    image: "redis:7",
    command: ["redis-server"],
    env: [],
    port: 6379,
    ready: ["redis-cli", "ping"],
    dataPath: "/data",
    storageGiB: 2,
    stamp,
  };
  return record(() => {
    const { host } = new InClusterStore("shop-redis", args);
    new core.v1.ConfigMap("uses", { data: { host } });
  });
}

async function postgres() {
  let made: Pick<InClusterPostgres, "port" | "sslMode" | "administrator"> | undefined;
  const recording = await record(() => {
    const settings = { kind: "inCluster", image: "postgres:16", storageGiB: 5 } as const;
    const args = { settings, databaseName: "shop_core", namespace: "shops", stamp };
    made = new InClusterPostgres("shop-db", args);
  });
  return { made, recording };
}

interface Pod {
  readonly serviceAccountName: string;
  readonly priorityClassName: string;
  readonly containers: readonly { readonly env: object[]; readonly volumeMounts: object[] }[];
  readonly volumes: readonly object[];
}

function podOf(recording: Recording): Pod {
  return (recording.one("StatefulSet").inputs as { spec: { template: { spec: Pod } } }).spec
    .template.spec;
}
