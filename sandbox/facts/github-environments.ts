import { has } from "../cloud/quirks";
import type { Props } from "../provider/values";
import { texts } from "./paths";

const REVIEW = ["reviewers", "preventSelfReview"];

/** What GitHub keeps of an environment that it is sent; what it drops it does not mention. */
export function keptOf(inputs: Props, sandbox: string): Props {
  if (has(sandbox, "drop-reviewers")) return without(inputs, REVIEW);
  const bare = !reviewed(inputs) && (inputs["waitTimer"] ?? 0) === 0;
  return bare && has(sandbox, "plan-fallback")
    ? without(inputs, ["canAdminsBypass", "preventSelfReview"])
    : inputs;
}

/** What the provider takes from its state because GitHub has no rule from which to read it. */
export function unreadOf(live: Props): readonly string[] {
  return reviewed(live) ? [] : REVIEW;
}

/** Says whether anybody must approve. */
export function reviewed(live: Props): boolean {
  return [...texts(live, "reviewers.teams"), ...texts(live, "reviewers.users")].length > 0;
}

function without(props: Props, keys: readonly string[]): Props {
  return Object.fromEntries(Object.entries(props).filter(([key]) => !keys.includes(key)));
}
