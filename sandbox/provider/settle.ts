import { setTimeout as sleep } from "node:timers/promises";

import { latency, type Fault } from "../cloud/faults";
import type { Session } from "./session";

/** The real providers wait ten minutes; here nothing takes time that was not asked to. */
const PATIENCE_MS = 60_000;
const POLL_MS = 100;

/** What is waited for. */
export interface Wait {
  readonly type: string;
  readonly name: string;
  /** The resource's own timeout; zero for the default. */
  readonly timeoutSeconds: number;
  readonly fault: Fault | undefined;
  readonly pending: () => string | undefined;
}

/** Waits until the object is ready and says why it is not, if it does not become so. */
export async function settle(session: Session, wait: Wait): Promise<string | undefined> {
  const { signal } = session.cancellation;
  const hangs = wait.fault?.mode === "hang";
  const needed = hangs ? Number.POSITIVE_INFINITY : latency(session.sandbox, wait.type);
  const limit =
    wait.timeoutSeconds > 0 ? wait.timeoutSeconds * 1000 : Math.max(PATIENCE_MS, 2 * needed);
  const pause = (milliseconds: number) =>
    sleep(Math.min(milliseconds, 2 ** 31 - 1), undefined, { signal });
  try {
    if (needed > 0) await pause(Math.min(needed, limit));
    if (needed > limit) return `timed out waiting for "${wait.name}" to be Ready`;
    if (wait.fault?.mode === "notReady") return wait.fault.message;
    for (let waited = needed; wait.pending() !== undefined && waited < limit; waited += POLL_MS)
      await pause(POLL_MS);
    return wait.pending();
  } catch (error) {
    if (!signal.aborted) throw error;
    return `Resource operation was cancelled for "${wait.name}"`;
  }
}
