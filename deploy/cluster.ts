import { z } from "zod";

import type { Broken } from "./state";

const Text = z.string().default("");
const Condition = z.object({ type: Text, status: Text, reason: Text, message: Text });
const Waiting = z.object({ reason: Text, message: Text });
const Container = z.object({
  name: z.string(),
  state: z.object({ waiting: Waiting.optional(), terminated: Waiting.optional() }).default({}),
});
const Item = z.object({
  kind: z.string(),
  type: Text,
  reason: Text,
  message: Text,
  metadata: z.object({ name: Text, labels: z.record(z.string(), z.string()).default({}) }),
  involvedObject: z.object({ kind: Text, name: Text }).optional(),
  status: z
    .object({
      conditions: z.array(Condition).default([]),
      initContainerStatuses: z.array(Container).default([]),
      containerStatuses: z.array(Container).default([]),
    })
    .default({ conditions: [], initContainerStatuses: [], containerStatuses: [] }),
});
type Item = z.infer<typeof Item>;
export type Items = readonly Item[];

/** What `kubectl get deployments,jobs,pods,events --output json` prints. */
export const Listed = z.object({ items: z.array(Item) });

/** Conditions that say why something does not work, with the status in which they do. */
const TELLING: Readonly<Record<string, string>> = {
  ReplicaFailure: "True",
  Failed: "True",
  Available: "False",
  Progressing: "False",
  PodScheduled: "False",
};

/** What containers say that went well, or that wait for others of their pod. */
const UNREMARKABLE: ReadonlySet<string> = new Set(["Completed", "PodInitializing"]);

/** Why an object does not work, as the cluster sees it: its conditions, its pods' and the warnings about them. */
export function reasons(broken: Broken, items: Items): readonly string[] {
  const own = items.filter(
    ({ kind, metadata: { name } }) => kind === broken.kind && name === broken.name,
  );
  const pods = items.filter(
    ({ kind, metadata: { name } }) => kind === "Pod" && name.startsWith(`${broken.name}-`),
  );
  const concerned = new Set([broken.name, ...pods.map(({ metadata }) => metadata.name)]);
  const warnings = items.filter(
    ({ kind, type, involvedObject }) =>
      kind === "Event" && type === "Warning" && concerned.has(involvedObject?.name ?? ""),
  );
  return [
    ...own.flatMap(conditions),
    ...pods.flatMap((pod) => [...conditions(pod), ...containers(pod)]),
    ...warnings.map(
      ({ involvedObject, reason, message }) =>
        `${involvedObject?.kind ?? ""} ${involvedObject?.name ?? ""}: ${reason}: ${message}`,
    ),
  ];
}

function conditions({ kind, metadata: { name }, status }: Item): readonly string[] {
  return status.conditions
    .filter(({ type, status: holds }) => TELLING[type] === holds)
    .map(({ type, reason, message }) => `${kind} ${name}: ${type}: ${reason}: ${message}`);
}

function containers({ metadata: { name: pod }, status }: Item): readonly string[] {
  const all = [...status.initContainerStatuses, ...status.containerStatuses];
  return all.flatMap(({ name, state: { waiting, terminated } }) =>
    [waiting, terminated]
      .filter((state) => state !== undefined && !UNREMARKABLE.has(state.reason))
      .map((state) => `Pod ${pod}: ${name}: ${state?.reason ?? ""}: ${state?.message ?? ""}`),
  );
}
