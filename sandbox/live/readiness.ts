import { at, items, text } from "../facts/paths";
import { isProps, type Props } from "../provider/values";

/** How far an object is. */
export type Progress =
  | { readonly state: "ready" }
  /** Not yet, and why not. */
  | { readonly state: "waiting"; readonly reason: string }
  /** Never again. */
  | { readonly state: "failed"; readonly reason: string };

export const READY: Progress = { state: "ready" };

/** What the provider waits for, by the kind of an object and its status; nothing for kinds without a row. */
export function progressOf(object: Props): Progress {
  const row = PROGRESS[text(object, "kind")];
  return row === undefined ? READY : row(object);
}

const PROGRESS: Readonly<Record<string, (object: Props) => Progress>> = {
  DaemonSet: (object) =>
    all(object, number(object, "status.desiredNumberScheduled", 0), [
      "status.numberReady",
      "status.updatedNumberScheduled",
    ]),
  Deployment: deployment,
  Job: job,
  PersistentVolumeClaim: (object) =>
    text(object, "status.phase") === "Bound" ? READY : waiting("claim is not bound"),
  Pod: (object) =>
    condition(object, "Ready")?.["status"] === "True" ? READY : waiting("pod is not ready"),
  StatefulSet: statefulSet,
};

function deployment(object: Props): Progress {
  const progressing = condition(object, "Progressing");
  const rolled = observed(object) && progressing?.["reason"] === "NewReplicaSetAvailable";
  if (!rolled) return waiting("Minimum number of live Pods was not attained");
  return all(object, number(object, "spec.replicas", 1), ["status.updatedReplicas"]);
}

function statefulSet(object: Props): Progress {
  if (!observed(object)) return waiting("controller has not seen it");
  const [from, to] = [
    text(object, "status.currentRevision"),
    text(object, "status.updateRevision"),
  ];
  const wanted = number(object, "spec.replicas", 1);
  const ready = all(object, wanted, ["status.readyReplicas", "status.updatedReplicas"]);
  if (ready.state !== "ready") return ready;
  return from === to
    ? READY
    : waiting(
        `StatefulSet controller failed to advance from revision "${from}" to revision "${to}"`,
      );
}

function job(object: Props): Progress {
  const failed = condition(object, "Failed");
  if (failed?.["status"] === "True")
    return { state: "failed", reason: `${text(failed, "reason")}: ${text(failed, "message")}` };
  return condition(object, "Complete")?.["status"] === "True"
    ? READY
    : waiting("Job is not complete");
}

/** Whether the status speaks of the object as it is now. */
export function observed(object: Props): boolean {
  return number(object, "status.observedGeneration", 0) >= number(object, "metadata.generation", 0);
}

function all(object: Props, wanted: number, paths: readonly string[]): Progress {
  const counts = paths.map((path) => number(object, path, 0));
  const least = Math.min(...counts);
  return least >= wanted
    ? READY
    : waiting(`${least} out of ${wanted} replicas succeeded readiness checks`);
}

/** One of the conditions of an object. */
export function condition(object: Props, type: string): Props | undefined {
  return items(object, "status.conditions")
    .filter(isProps)
    .find((candidate) => candidate["type"] === type);
}

function number(object: Props, path: string, otherwise: number): number {
  const value = at(object, path);
  return typeof value === "number" ? value : otherwise;
}

function waiting(reason: string): Progress {
  return { state: "waiting", reason };
}
