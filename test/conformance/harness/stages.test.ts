import type { KubernetesObject, V1Job, V1Node, V1Pod } from "@kubernetes/client-node";

import { becomes } from "./becomes";
import type { Cluster } from "./cluster";
import { eventually } from "./eventually";
import { NODE, ZONES } from "./nodes";
import { all, type Manifest, read } from "./provide";
import { job, emptyNamespace, NAMESPACE, pod } from "./samples";
import type { Behaviour } from "./steer";

let here: Cluster;

beforeAll(async () => {
  here = await emptyNamespace();
});
afterAll(() => here.fresh());

describe("simulated by a stage", () => {
  it("has ready nodes in three zones", async () => {
    const nodes = await all<V1Node>(here.api, NODE);

    const zones = nodes.map(({ metadata }) => metadata?.labels?.["topology.kubernetes.io/zone"]);
    expect([...new Set(zones)].sort()).toEqual(ZONES);
    expect(nodes.flatMap(({ spec }) => spec?.taints ?? [])).toEqual([]);
  });

  it("makes a pod ready with its readiness gates, and its companion run on", async () => {
    const made = await create(pod("well"));

    const { status } = await becomes<V1Pod>(here.api, made, isReady);
    expect(status?.conditions?.filter(({ status: is }) => is !== "True")).toEqual([]);
    expect(status?.initContainerStatuses).toMatchObject([
      { name: "before", state: { terminated: { exitCode: 0 } } },
      { name: "beside", state: { running: {} } },
    ]);
  });

  it("completes a Job, whose companions end with it", async () => {
    const made = await create(job("well"));

    const done = await becomes<V1Job>(here.api, made, ({ status }) => status?.succeeded === 1);
    expect(done.status?.conditions?.map(({ type }) => type)).toContain("Complete");
  });

  it("accepts a route", async () => {
    const made = await create({
      apiVersion: "gateway.networking.k8s.io/v1",
      kind: "HTTPRoute",
      metadata: { name: "route", namespace: NAMESPACE },
      spec: { parentRefs: [{ name: "public", namespace: "gateways", sectionName: "https" }] },
    });

    const accepted = await becomes<Route>(here.api, made, ({ status }) => status !== undefined);
    expect(accepted.status).toMatchObject({
      parents: [{ conditions: [{ type: "Accepted", status: "True" }] }],
    });
  });

  it.each<[Behaviour, Policy, string, RegExp]>([
    ["fail", "Never", "fails with its last words", /^Failed .*"exitCode":1.*"last log line"/],
    ["fail", "Always", "crashes again and again", /^Running .*"CrashLoopBackOff"/],
    ["unpullable", "Always", "waits for its image", /^Pending .*Back-off pulling image .*registry/],
  ])("lets a pod that is to %s and restarts %s: it %s", async (behaviour, policy, _, expected) => {
    const made = await create(pod(`${behaviour}-${policy.toLowerCase()}`, behaviour, policy));

    const seen = await becomes<V1Pod>(here.api, made, (now) => expected.test(shown(now)));
    expect(isReady(seen)).toBe(false);
  });

  it("lets a slow pod be ready after five seconds, an unready one never, and a Job hang", async () => {
    const unready = await create(pod("unready", "unready"));
    const hanging = await create(job("hangs", "hang"));
    const slow = await create(pod("slow", "slow"));

    const { status } = await becomes<V1Pod>(here.api, slow, isReady);
    const ready = status?.conditions?.find(({ type }) => type === "Ready");
    const since = Number(ready?.lastTransitionTime) - Number(status?.startTime);
    expect(since).toBeGreaterThanOrEqual(4000);
    expect(shown(await read<V1Pod>(here.api, unready))).toMatch(/^Running .*"ready":false/);
    expect((await read<V1Job>(here.api, hanging))?.status).toMatchObject({ active: 1, ready: 1 });
  });

  it("takes a deleted pod away within seconds, whatever grace it has", async () => {
    const patient = pod("patient");
    const made = await create({
      ...patient,
      spec: { ...(patient["spec"] as object), terminationGracePeriodSeconds: 600 },
    });
    await becomes<V1Pod>(here.api, made, isReady);

    await here.api.delete(made);
    const gone = await eventually("the pod is gone", 5, async () =>
      (await read(here.api, made)) === undefined ? true : undefined,
    );
    expect(gone).toBe(true);
  });
});

type Policy = "Always" | "Never";
type Route = KubernetesObject & { readonly status?: object };

function create(manifest: Manifest): Promise<Manifest> {
  return here.api.create(manifest);
}

function isReady({ status }: V1Pod): boolean {
  return (
    status?.conditions?.some(({ type, status: is }) => type === "Ready" && is === "True") === true
  );
}

/** Phase and containers of a pod in one line. */
function shown(pod: V1Pod | undefined): string {
  const status = pod?.status;
  const containers = [status?.initContainerStatuses, status?.containerStatuses];
  return `${status?.phase ?? ""} ${JSON.stringify(containers)}`;
}
