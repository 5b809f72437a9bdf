import type {
  V1Deployment,
  V1PersistentVolumeClaim,
  V1Pod,
  V1StatefulSet,
} from "@kubernetes/client-node";

import { becomes } from "./becomes";
import type { Cluster } from "./cluster";
import type { Manifest } from "./provide";
import { claim, deployment, emptyNamespace, NAMESPACE, pod, podSpec, statefulSet } from "./samples";
import { BEHAVIOUR, steer } from "./steer";

let here: Cluster;

beforeAll(async () => {
  here = await emptyNamespace();
});
afterAll(() => here.fresh());

describe("judged by the API server", () => {
  it("makes a Deployment available", async () => {
    const made = await create(deployment("available", 3));

    const available = await becomes<V1Deployment>(here.api, made, ({ status }) =>
      status?.conditions?.some(({ type, status: is }) => type === "Available" && is === "True"),
    );
    expect(available.status?.readyReplicas).toBe(3);
  });

  it("binds a claim when its first pod is scheduled", async () => {
    const made = await create(claim("data"));
    const volumes = [{ name: "data", persistentVolumeClaim: { claimName: "data" } }];
    await create({ ...pod("writes"), spec: { ...podSpec("Always"), volumes } });

    const bound = await becomes<V1PersistentVolumeClaim>(
      here.api,
      made,
      ({ status }) => status?.phase === "Bound",
    );
    expect(bound.spec?.storageClassName).toBe("conformance");
  });

  it("replaces the pod of a StatefulSet without two at once", async () => {
    const made = await create(statefulSet("one", "before"));
    await becomes<V1StatefulSet>(here.api, made, ({ status }) => status?.availableReplicas === 1);
    let most = 0;
    const path = `/api/v1/namespaces/${NAMESPACE}/pods`;
    const pods = await here.watch<V1Pod>(path, (now) => {
      const own = now.filter(({ metadata }) => metadata?.labels?.["component"] === "one");
      most = Math.max(most, own.length);
    });

    await here.api.patch(statefulSet("one", "after"));
    const rolled = await becomes<V1StatefulSet>(
      here.api,
      made,
      ({ metadata, status }) =>
        status?.observedGeneration === metadata?.generation &&
        status?.updatedReplicas === 1 &&
        status.availableReplicas === 1,
    );
    pods.stop();
    expect(rolled.status?.currentRevision).toBe(rolled.status?.updateRevision);
    expect(most).toBe(1);
  });

  it("lets no privileged pod into a restricted namespace", async () => {
    const labels = { "pod-security.kubernetes.io/enforce": "restricted" };
    await create({ apiVersion: "v1", kind: "Namespace", metadata: { name: "prod", labels } });
    const containers = [{ name: "main", image: "none", securityContext: { privileged: true } }];

    await expect(
      create({
        ...pod("mighty"),
        metadata: { name: "mighty", namespace: "prod" },
        spec: { containers },
      }),
    ).rejects.toThrow(
      /violates PodSecurity .*restricted:latest.* must not set securityContext.privileged=true/,
    );
  });

  it("refuses a custom object whose enum has no such value", async () => {
    await expect(create(binding("pod"))).rejects.toThrow(/spec.targetType: Unsupported value/);
    await expect(create(binding("ip"))).resolves.toBeDefined();
  });

  it("steers the pods that are asked for, until it is told not to", async () => {
    const labels = { component: "steered" };
    const restore = await steer(here.api, "fails", { labels }, "fail");
    const steered = await create({ ...pod("a"), metadata: { ...pod("a").metadata, labels } });
    const other = await create(pod("b"));
    await restore();
    const later = await create({ ...pod("c"), metadata: { ...pod("c").metadata, labels } });

    expect(steered.metadata.annotations).toEqual({ [BEHAVIOUR]: "fail" });
    expect(other.metadata.annotations).toBeUndefined();
    expect(later.metadata.annotations).toBeUndefined();
  });
});

function create(manifest: Manifest): Promise<Manifest> {
  return here.api.create(manifest);
}

function binding(targetType: string): Manifest {
  return {
    apiVersion: "eks.amazonaws.com/v1",
    kind: "TargetGroupBinding",
    metadata: { name: targetType, namespace: NAMESPACE },
    spec: { serviceRef: { name: "web", port: 80 }, targetGroupARN: "arn:aws:tg", targetType },
  };
}
