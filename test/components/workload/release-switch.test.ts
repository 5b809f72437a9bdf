import type { Registration } from "../../support/recorder";
import { released, ROLLOUT, whole } from "./sample";

const NEXT = "fedcba987654";

/** With everything that only one rollout may own, autoscalers included. */
const { backend } = whole();
const scaled = (rolloutId: string) =>
  released(whole({ rolloutId, backend: { ...backend, maxReplicas: 9 } }));

describe("what a release owns", () => {
  it("carries the rollout id in its name wherever it may fail or changes with the rollout", async () => {
    const names = (await scaled(ROLLOUT)).names().filter((name) => name.includes(ROLLOUT));

    expect(names.map((name) => name.replace(`-${ROLLOUT}`, ""))).toEqual([
      "aws:lb/listenerRule:ListenerRule shop-backend",
      "aws:lb/listenerRule:ListenerRule shop-frontend",
      "aws:lb/targetGroup:TargetGroup shop-backend",
      "aws:lb/targetGroup:TargetGroup shop-frontend",
      "kubernetes:apps/v1:Deployment shop-backend",
      "kubernetes:apps/v1:Deployment shop-frontend",
      "kubernetes:apps/v1:Deployment shop-worker",
      "kubernetes:autoscaling/v2:HorizontalPodAutoscaler shop-backend",
      "kubernetes:batch/v1:Job shop-check",
      "kubernetes:batch/v1:Job shop-migrate",
      "kubernetes:batch/v1:Job shop-preflight",
      "kubernetes:batch/v1:Job shop-recheck",
      "kubernetes:batch/v1:Job shop-smoke-backend",
      "kubernetes:batch/v1:Job shop-smoke-frontend",
      "kubernetes:batch/v1:Job shop-verify-backend",
      "kubernetes:batch/v1:Job shop-verify-frontend",
      "kubernetes:core/v1:ConfigMap shop-config",
      "kubernetes:core/v1:Secret shop-file-0",
      "kubernetes:core/v1:Secret shop-pull",
      "kubernetes:core/v1:Secret shop-secrets",
      "kubernetes:core/v1:Service shop-backend",
      "kubernetes:core/v1:Service shop-frontend",
      "kubernetes:eks.amazonaws.com/v1:TargetGroupBinding shop-backend",
      "kubernetes:eks.amazonaws.com/v1:TargetGroupBinding shop-frontend",
    ]);
  });

  it("keeps its name for ever where there may be only one", async () => {
    const names = (await scaled(ROLLOUT)).names().filter((name) => !name.includes(ROLLOUT));

    expect(names).toEqual([
      "aws:lb/listenerRule:ListenerRule shop-backend",
      "aws:lb/listenerRule:ListenerRule shop-frontend",
      "kubernetes:apps/v1:StatefulSet shop-scheduler",
      "kubernetes:batch/v1:Job shop-confirm",
      "kubernetes:core/v1:Service shop-backend",
      "kubernetes:core/v1:Service shop-frontend",
      "kubernetes:core/v1:ServiceAccount shop-backend",
      "kubernetes:core/v1:ServiceAccount shop-check",
      "kubernetes:core/v1:ServiceAccount shop-frontend",
      "kubernetes:core/v1:ServiceAccount shop-migrate",
      "kubernetes:core/v1:ServiceAccount shop-preflight",
      "kubernetes:core/v1:ServiceAccount shop-scheduler",
      "kubernetes:core/v1:ServiceAccount shop-smoke",
      "kubernetes:core/v1:ServiceAccount shop-verify",
      "kubernetes:core/v1:ServiceAccount shop-worker",
      "kubernetes:policy/v1:PodDisruptionBudget shop-backend",
      "kubernetes:policy/v1:PodDisruptionBudget shop-frontend",
      "kubernetes:policy/v1:PodDisruptionBudget shop-worker",
      "kubernetes:rbac.authorization.k8s.io/v1:Role shop-preflight",
      "kubernetes:rbac.authorization.k8s.io/v1:RoleBinding shop-preflight",
      "platform:workload:Release shop",
    ]);
  });

  it("is called in the cluster and in AWS as it is called here", async () => {
    const objects = (await scaled(ROLLOUT)).all.filter(
      ({ inputs }) => nameOf(inputs) !== undefined,
    );
    const unlike = objects.filter(({ name, inputs }) => nameOf(inputs) !== name);

    // Whoever calls the backend knows its live Service by the application's own name.
    expect(unlike.map(({ name, inputs }) => [name, nameOf(inputs)])).toEqual([
      ["shop-backend", "shop"],
    ]);
    expect(objects.filter(({ name }) => name.endsWith(ROLLOUT))).toHaveLength(20);
  });

  it("belongs to it", async () => {
    const strangers = (await scaled(ROLLOUT)).all.filter(({ parent }) => parent !== "shop");

    expect(strangers.map(({ type }) => type)).toEqual(["platform:workload:Release"]);
  });
});

describe("a switch to another rollout", () => {
  it("changes where traffic goes, what the scheduler runs and the proof, and nothing else that stays", async () => {
    expect(Object.keys(await changed())).toEqual([
      "aws:lb/listenerRule:ListenerRule shop-backend",
      "aws:lb/listenerRule:ListenerRule shop-frontend",
      "kubernetes:apps/v1:StatefulSet shop-scheduler",
      "kubernetes:batch/v1:Job shop-confirm",
      "kubernetes:core/v1:Service shop-backend",
      "kubernetes:core/v1:Service shop-frontend",
    ]);
  });

  it.each([
    ["aws:lb/listenerRule:ListenerRule shop-backend", ["actions.0.forward.targetGroups.0.arn"]],
    ["aws:lb/listenerRule:ListenerRule shop-frontend", ["actions.0.forward.targetGroups.0.arn"]],
    ["kubernetes:core/v1:Service shop-backend", ["spec.selector.rollout"]],
    ["kubernetes:core/v1:Service shop-frontend", ["spec.selector.rollout"]],
  ])("edits one property of %s", async (name, paths) => {
    expect((await changed())[name]).toEqual(paths);
  });

  it("keeps the scheduler's selector, which nobody can change", async () => {
    const paths = (await changed())["kubernetes:apps/v1:StatefulSet shop-scheduler"] ?? [];

    expect(paths.filter((path) => path.startsWith("spec.template.spec"))).not.toEqual([]);
    expect(paths.filter((path) => path.startsWith("spec.selector"))).toEqual([]);
  });
});

/** Paths that differ between two rollouts, by the objects that both have. */
async function changed(): Promise<Readonly<Record<string, string[]>>> {
  const [before, after] = [await scaled(ROLLOUT), await scaled(NEXT)];
  return Object.fromEntries(
    before.all.flatMap(({ type, name, inputs }): [string, string[]][] => {
      const other = after.all.find((r) => r.type === type && r.name === name);
      const paths = other === undefined ? [] : differences(inputs, other.inputs);
      return paths.length === 0 ? [] : [[`${type} ${name}`, paths]];
    }),
  );
}

function differences(one: unknown, other: unknown, path: readonly string[] = []): string[] {
  if (one === null || typeof one !== "object" || other === null || typeof other !== "object") {
    return one === other ? [] : [path.join(".")];
  }
  const [a, b] = [new Map(Object.entries(one)), new Map(Object.entries(other))];
  return [...new Set([...a.keys(), ...b.keys()])].flatMap((key) =>
    differences(a.get(key), b.get(key), [...path, key]),
  );
}

/** What the cluster calls it; listener rules have no name, and target groups a short one. */
function nameOf(inputs: Registration["inputs"]): string | undefined {
  return (inputs["metadata"] as { name: string } | undefined)?.name;
}
