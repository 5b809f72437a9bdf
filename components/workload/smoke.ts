import type { batch } from "@pulumi/kubernetes";
import type * as pulumi from "@pulumi/pulumi";

import type { SmokeCheck } from "../../config/smoke";
import type { LoadBalancerEntry } from "./entry";
import { gate, type GateArgs } from "./gate";
import type { ServedArgs } from "./group";
import { fromSecret } from "./pod";
import { SMOKE_SCRIPT } from "./smoke-script";

/** Whoever asks: before anybody is sent to a rollout (`smoke`), or through the front door (`verify`). */
export interface Asker {
  /** The image with curl. */
  readonly image: string;
  readonly accounts: Readonly<Record<Step, pulumi.Input<string>>>;
  /** Kubernetes Secret with what the front door asks for; absent where it asks for nothing. */
  readonly access?: {
    readonly secret: pulumi.Input<string>;
    readonly keys: readonly (keyof typeof ACCESS)[];
  };
}

/** What a front door may ask for: key in the Secret, and variable of the script. */
const ACCESS = { password: "PASSWORD", cdnKey: "CDN_KEY" } as const;

type Step = "smoke" | "verify";

/** How the questions get there. */
export interface Way {
  readonly url: pulumi.Input<string>;
  /** Front door that is asked by its own name, since the host's may not lead there yet. */
  readonly address?: LoadBalancerEntry["address"];
  /** Rollout that the front door sends them to; absent: to the one that serves. */
  readonly rolloutId?: string;
  /** Artifact whose pages the CDN shows; absent: those that everybody sees. */
  readonly artifactId?: string;
}

export interface AskArgs extends Pick<GateArgs, "namespace" | "labels"> {
  readonly asker: Asker;
  readonly step: Step;
  readonly way: Way;
  readonly checks: readonly SmokeCheck[];
  /** How often everything is asked, ten seconds apart. */
  readonly rounds?: number;
}

/** How often a fatal question is asked, by the seeds of the four systems. */
const RETRY = { tries: 30, delaySeconds: 2 } as const;

/** A Job that succeeds once a process answers what it must. */
export function ask(
  name: string,
  { asker, step, way, checks, rounds = 1, ...args }: AskArgs,
  opts: pulumi.CustomResourceOptions,
): batch.v1.Job {
  const { url, address, rolloutId, artifactId } = way;
  const { image, accounts, access } = asker;
  return gate(
    name,
    {
      ...args,
      image,
      name: step,
      serviceAccountName: accounts[step],
      command: ["bash", "-c", SMOKE_SCRIPT],
      env: [
        { name: "TARGET_URL", value: url },
        { name: "CHECKS", value: JSON.stringify(checks) },
        { name: "TRIES", value: String(RETRY.tries) },
        { name: "DELAY_SECONDS", value: String(RETRY.delaySeconds) },
        { name: "ROUNDS", value: String(rounds) },
        ...(address === undefined ? [] : [{ name: "CONNECT_TO", value: address }]),
        ...(rolloutId === undefined ? [] : [{ name: "ROLLOUT", value: rolloutId }]),
        ...(artifactId === undefined ? [] : [{ name: "RELEASE", value: artifactId }]),
        ...(access === undefined || address === undefined
          ? []
          : access.keys.map((key) => fromSecret(ACCESS[key], access.secret, key))),
      ],
      size: "small",
      // Three questions that are answered at last, a new node and its first image.
      deadlineSeconds: 900,
    },
    opts,
  );
}

/** Those of a process's questions that the host of the application sends to it. */
export function outside({ smoke, paths }: Pick<ServedArgs, "smoke" | "paths">): SmokeCheck[] {
  return smoke.filter(({ path }) => paths.some((pattern) => leadsTo(pattern, path)));
}

function leadsTo(pattern: string, path: string): boolean {
  const [page = ""] = path.split("?");
  return pattern.endsWith("*") ? page.startsWith(pattern.slice(0, -1)) : page === pattern;
}
