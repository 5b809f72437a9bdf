import { scheduling } from "@pulumi/kubernetes";
import * as pulumi from "@pulumi/pulumi";

import type { Stamp } from "../shared/stamp";

/** Names of the classes, for the pods of every namespace. */
export const PRIORITY = {
  serving: "platform-serving",
  background: "platform-background",
} as const;

const CLASSES = [
  {
    name: PRIORITY.serving,
    value: 1000,
    preemptionPolicy: "PreemptLowerPriority",
    description: "Answers people: gets a node before anything that can wait",
  },
  {
    name: PRIORITY.background,
    value: 500,
    preemptionPolicy: "Never",
    description: "Works off queues: waits for room and pushes nothing aside",
  },
] as const;

/** Declares which pods go first when there is too little room for all. */
export function priorityClasses(
  args: { readonly stamp: Stamp },
  opts?: pulumi.ComponentResourceOptions,
): scheduling.v1.PriorityClass[] {
  const parent = new pulumi.ComponentResource(
    "platform:cluster:PriorityClasses",
    "priorities",
    {},
    opts,
  );
  return CLASSES.map(
    ({ name, ...spec }) =>
      new scheduling.v1.PriorityClass(
        name,
        { metadata: { name, labels: { ...args.stamp } }, ...spec },
        { parent },
      ),
  );
}
