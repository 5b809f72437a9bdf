import { type Artifact, artifactId } from "../config/artifact";
import type { Problem } from "../config/problem";
import type { Promotion } from "../config/promotion";
import {
  type Decision,
  type Released,
  soakedAt,
  soakedHours,
  type Verified,
} from "../config/verified";
import { type Waiver, waived, waiverFor } from "../config/waiver";
import type { PlannedApplication } from "./plan";
import { rolloutIdOf } from "./rollout-id";

/** What the outputs of a stack tell, by application. */
export type Releases = Readonly<Record<string, Released>>;

/** What the stack that precedes tells, or why it tells nothing. */
export type Evidence = Releases | string;

/** An application that is to run another artifact than it runs. */
export interface Move {
  readonly name: string;
  /** `none` before the first. */
  readonly from: string;
  readonly to: string;
  readonly artifact: Artifact;
  /** What this very stack served so far. */
  readonly served: readonly Verified[];
}

/** What is allowed, or a problem. */
export type Verdict = { readonly name: string; readonly decision: Decision } | Problem;

/** Applications whose artifact changes; what is taken away needs no evidence. */
export function movesOf(applications: readonly PlannedApplication[], own: Releases): Move[] {
  return applications.flatMap(({ name, artifact, where: { settings } }) => {
    const { artifact: from = "none", verified: served = [] } = own[name] ?? {};
    const to = settings.active;
    return artifact === undefined || from === to ? [] : [{ name, from, to, artifact, served }];
  });
}

/** Why an application may run another artifact, or what stands against it; `now` is an instant in UTC. */
export function judge(
  move: Move,
  evidence: Evidence,
  rules: { readonly promotion: Promotion; readonly waivers: readonly Waiver[] },
  now: string,
): Verdict {
  const { name, from, to } = move;
  const allowed = (why: Decision["why"], text: string): Verdict => ({
    name,
    decision: { from, to, why, evidence: text },
  });
  const before = move.served.find((one) => one.artifactId === to);
  if (before !== undefined) {
    return allowed("rollback", `this stack served it before, verified at ${before.verifiedAt}`);
  }
  const { from: stack } = rules.promotion;
  const proof = proofOf(move, evidence, rules.promotion, now);
  if (typeof proof !== "string") {
    const hours = soakedHours(proof, now);
    return allowed("soaked", `${stack} verified it at ${proof.verifiedAt}, served for ${hours} h`);
  }
  const waiver = [name, to]
    .map((subject) => waiverFor(rules.waivers, "hotfix", subject, now.slice(0, 10)))
    .find((found) => found !== undefined);
  if (waiver !== undefined) {
    const { ticket, expires, reason } = waiver;
    return allowed("hotfix", `waiver ${ticket} until ${expires}: ${reason}`);
  }
  return {
    path: `applications.${name}.active`,
    message: `${proof}, or add a waiver of kind hotfix with subject ${name}; got ${to}`,
  };
}

/** What proves that an artifact may be promoted, or in words what to do first. */
function proofOf(
  { name, to, artifact }: Move,
  evidence: Evidence,
  { from, soakHours }: Promotion,
  now: string,
): Verified | string {
  if (typeof evidence === "string") {
    return `${from} proves nothing (${evidence}): bring it up with this artifact for ${soakHours} hours`;
  }
  const proof = evidence[name]?.verified.find((one) => one.artifactId === to);
  if (proof === undefined) {
    return `${from} has not verified it: bring it up there with this artifact for ${soakHours} hours`;
  }
  if (artifactId(proof) !== artifactId(artifact)) {
    return `${from} verified other images or another schema under this name: pin what it lists`;
  }
  const hours = soakedHours(proof, now);
  if (hours >= soakHours) return proof;
  return proof.replacedAt === undefined
    ? `${from} has served it for ${hours} of ${soakHours} hours: wait until ${soakedAt(proof, soakHours)}`
    : `${from} served it for ${hours} of ${soakHours} hours, then another: let it serve there again`;
}

const SUBJECT = "applications";

/**
 * What breaks after an update shall have one cause. What is released for the first time breaks
 * nothing, so it does not count.
 */
export function togetherProblems(
  applications: readonly PlannedApplication[],
  own: Releases,
  waivers: readonly Waiver[],
  now: string,
): Problem[] {
  const changing = applications.filter((app) => {
    const serving = own[app.name]?.rollout;
    const next = app.artifact === undefined ? undefined : rolloutIdOf(app);
    return serving !== undefined && serving !== next;
  });
  if (changing.length < 2 || waived(waivers, "rule", SUBJECT, now.slice(0, 10))) return [];
  const names = changing.map(({ name }) => name).join(", ");
  const message = `one update changes the release of one application: update them one after the other, or add a waiver of kind rule with subject ${SUBJECT}; got ${names}`;
  return [{ path: SUBJECT, message }];
}
