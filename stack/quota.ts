import { cpu, memory } from "../components/shared/quantity";
import { type Size, SIZES } from "../components/workload/pod";
import type { PlannedApplication } from "./plan";

/** What the pods of one namespace may ask of the cluster, together. */
export interface Quota {
  readonly cpu: string;
  readonly memory: string;
  readonly pods: number;
  readonly persistentVolumeClaims: number;
}

/** Gates and bootstrap Jobs that one application may run at once, each of the smallest size. */
const JOBS = 4;

/** What serves, what failed and what is tried, and what is kept, each as large as the other. */
export function quotaOf(applications: readonly PlannedApplication[]): Quota {
  const pods = applications.flatMap(podsOf);
  const sum = (field: "cpu" | "memory") =>
    pods.reduce((total, { count, size }) => total + count * SIZES[size][field], 0);
  return {
    cpu: cpu(sum("cpu")),
    memory: memory(sum("memory")),
    pods: pods.reduce((total, { count }) => total + count, 0),
    persistentVolumeClaims: applications.flatMap(storesOf).length,
  };
}

function podsOf(app: PlannedApplication): readonly { count: number; size: Size }[] {
  const { backend, frontend, worker, previousRollout } = app.where.settings;
  const rollouts = previousRollout === "kept" ? 4 : 3;
  return [
    ...[backend, frontend, worker].flatMap((pods) =>
      pods === undefined
        ? []
        : [{ count: rollouts * (pods.maxReplicas ?? pods.replicas), size: pods.size }],
    ),
    // The scheduler, the mail catcher, and what else is small.
    { count: 2 * (JOBS + 2 + storesOf(app).length), size: "small" },
  ];
}

function storesOf({ where }: PlannedApplication): readonly unknown[] {
  const { database, cache } = where.settings;
  return [database, cache].filter(({ kind }) => kind === "inCluster");
}
