import type { batch } from "@pulumi/kubernetes";
import type * as pulumi from "@pulumi/pulumi";

import { gate, type GateArgs } from "./gate";

export interface VerifyArgs extends Pick<
  GateArgs,
  "namespace" | "image" | "labels" | "serviceAccountName"
> {
  /** What answers once the release serves. */
  readonly url: pulumi.Input<string>;
}

/** Thirty questions, two seconds apart, each answered within five. */
const COMMAND = [
  ...["curl", "--fail", "--silent", "--show-error", "--output", "/dev/null"],
  ...["--retry", "29", "--retry-delay", "2", "--retry-all-errors", "--max-time", "5"],
  "$(URL)",
];

/** A Job that succeeds once a URL answers; when it completed is the proof that a release serves. */
export function verify(
  name: string,
  { url, ...args }: VerifyArgs,
  opts: pulumi.CustomResourceOptions,
): batch.v1.Job {
  return gate(
    name,
    {
      ...args,
      name: "verify",
      command: COMMAND,
      env: [{ name: "URL", value: url }],
      size: "small",
      // Those questions, a new node and its first image.
      deadlineSeconds: 900,
    },
    opts,
  );
}
