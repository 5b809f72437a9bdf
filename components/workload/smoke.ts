import type { batch } from "@pulumi/kubernetes";
import type * as pulumi from "@pulumi/pulumi";

import type { SmokeChecks } from "../../config/smoke";
import { gate, type GateArgs } from "./gate";
import { SMOKE_SCRIPT } from "./smoke-script";

export interface SmokeArgs extends Pick<
  GateArgs,
  "namespace" | "image" | "labels" | "serviceAccountName"
> {
  /** Reaches the pods of one rollout alone, so that no other can answer for them. */
  readonly url: pulumi.Input<string>;
  readonly checks: SmokeChecks;
}

/** How often a fatal question is asked. */
const RETRY = { tries: 30, delaySeconds: 2 } as const;

/** A Job that succeeds once a rollout answers what it must before anybody is sent to it. */
export function smoke(
  name: string,
  { url, checks, ...args }: SmokeArgs,
  opts: pulumi.CustomResourceOptions,
): batch.v1.Job {
  return gate(
    name,
    {
      ...args,
      name: "smoke",
      command: ["bash", "-c", SMOKE_SCRIPT],
      env: [
        { name: "TARGET_URL", value: url },
        { name: "CHECKS", value: JSON.stringify(checks) },
        { name: "TRIES", value: String(RETRY.tries) },
        { name: "DELAY_SECONDS", value: String(RETRY.delaySeconds) },
      ],
      size: "small",
      // Three questions that are answered at last, a new node and its first image.
      deadlineSeconds: 900,
    },
    opts,
  );
}
