import { setTimeout as sleep } from "node:timers/promises";

import { JSONPath } from "jsonpath-plus";

import { text } from "../facts/paths";
import { Refusal } from "../provider/refusal";
import type { Props } from "../provider/values";
import type { Api } from "./api";
import { observed, type Progress, progressOf, READY } from "./readiness";
import { reachable, troubles } from "./troubles";

const POLL_MS = 250;
/** The provider's own patience with most kinds. */
const PATIENCE_SECONDS = 600;

export interface Wait {
  readonly api: Api;
  /** As the server answered when it was written. */
  readonly object: Props;
  /** The resource's own timeout; zero for the default. */
  readonly timeoutSeconds: number;
  /** Nobody waits longer, whatever the resource allows. */
  readonly mostSeconds: number;
  readonly signal: AbortSignal;
}

/** The object once it is ready, or as it was last seen with the reason why it is not. */
export interface Settled {
  readonly object: Props;
  readonly failure?: string;
}

/** Waits until an object is ready, as the provider does: by its annotation, else by its kind. */
export async function settled({ api, signal, ...wait }: Wait): Promise<Settled> {
  const own = wait.timeoutSeconds > 0 ? wait.timeoutSeconds : PATIENCE_SECONDS;
  const end = Date.now() + Math.min(own, wait.mostSeconds) * 1000;
  for (let { object } = wait; ;) {
    const progress = await look(api, object);
    if (progress.state === "ready") return { object };
    if (progress.state === "failed" || Date.now() >= end) {
      const known = [progress.reason, ...(await troubles(api, object))];
      const late = progress.state === "waiting" ? ["timed out waiting to be Ready"] : [];
      return { object, failure: [...late, ...known].join("; ") };
    }
    try {
      await sleep(POLL_MS, undefined, { signal });
    } catch {
      return { object, failure: `Resource operation was cancelled for "${nameOf(object)}"` };
    }
    const { status, body } = await api.send({ verb: "read", object });
    if (status === 404) return { object, failure: `"${nameOf(object)}" was deleted meanwhile` };
    if (status === 200) object = body;
  }
}

/** Waits until an object is there no more, or nobody waits any longer. */
export async function gone({ api, object, mostSeconds, signal }: Omit<Wait, "timeoutSeconds">) {
  const end = Date.now() + Math.min(PATIENCE_SECONDS, mostSeconds) * 1000;
  while ((await api.send({ verb: "read", object })).status !== 404) {
    if (Date.now() >= end) throw new Refusal(`"${nameOf(object)}" is still being deleted`);
    await sleep(POLL_MS, undefined, { signal });
  }
}

async function look(api: Api, object: Props): Promise<Progress> {
  const annotations = (object["metadata"] as Props)["annotations"] as Props | undefined;
  const expression = annotations?.["pulumi.com/waitFor"];
  if (typeof expression === "string") return asked(object, expression);
  return text(object, "kind") === "Service" ? reachable(api, object) : progressOf(object);
}

/** `jsonpath={<path>}=<value>`. */
function asked(object: Props, expression: string): Progress {
  const [, path = "", value] = /^jsonpath=\{(.+)\}=(.*)$/s.exec(expression) ?? [];
  if (value === undefined)
    return { state: "failed", reason: `waitFor "${expression}" is not understood` };
  const found = JSONPath<unknown[]>({ path: `$${path}`, json: object as object });
  return observedIfCounted(object) && found.some((one) => String(one) === value)
    ? READY
    : { state: "waiting", reason: "timed out waiting for the condition" };
}

/** Kinds without an observed generation have nothing to compare. */
function observedIfCounted(object: Props): boolean {
  return text(object, "status.observedGeneration") === "" || observed(object);
}

function nameOf(object: Props): string {
  return text(object, "metadata.name");
}
