import * as pulumi from "@pulumi/pulumi";

import type { Release } from "../components/workload/release";
import type { Problem } from "../config/problem";
import { forget, type Released, Releases, remember, type Verified } from "../config/verified";
import { lastOutputs } from "./last-outputs";
import type { Plan, PlannedApplication } from "./plan";
import { type Evidence, judge, movesOf, togetherProblems } from "./promotion-checks";

/** What an application serves and served so far, and why it may serve what it is to serve. */
export type Past = Released;

export const NO_PAST: Past = { verified: [] };

/** What is wrong with new artifacts, what people should know of them, and what served so far. */
interface Judgement {
  readonly problems: readonly Problem[];
  readonly notes: readonly string[];
  readonly pasts: Readonly<Record<string, Past>>;
}

/**
 * Finds artifacts that nothing speaks for, and two releases at once; says why what is new may serve.
 * `own` is what this stack itself serves and served, `now` is an instant in UTC.
 *
 * The stack that precedes is asked only about what is new: nothing that happens there changes this one.
 */
export async function judgePromotions(
  { settings, applications }: Plan,
  own: Readonly<Record<string, Past>>,
  now: string,
): Promise<Judgement> {
  const { promotion, waivers } = settings;
  if (promotion === undefined) return { problems: [], notes: [], pasts: own };
  const moves = movesOf(applications, own);
  const evidence = moves.length === 0 ? {} : await evidenceOf(promotion.from);
  const verdicts = moves.map((move) => judge(move, evidence, { promotion, waivers }, now));
  const decided = verdicts.flatMap((verdict) => ("path" in verdict ? [] : [verdict]));
  const news = decided.map(({ name, decision }): [string, Past] => [
    name,
    { ...NO_PAST, ...own[name], promotion: decision },
  ]);
  return {
    problems: [
      ...verdicts.flatMap((verdict) => ("path" in verdict ? [verdict] : [])),
      ...togetherProblems(applications, own, waivers, now),
    ],
    notes: decided.map(
      ({ name, decision: { from, to, why, evidence: text } }) =>
        `${name}: ${from} → ${to} (${why}): ${text}`,
    ),
    pasts: { ...own, ...Object.fromEntries(news) },
  };
}

async function evidenceOf(stack: string): Promise<Evidence> {
  try {
    const read = Releases.safeParse(await lastOutputs(stack));
    return read.success ? read.data.applications : "its outputs are not what this program writes";
  } catch (error) {
    const text = error instanceof Error ? error.message : String(error);
    return text.replace(/^invocation of \S+ returned an error: /, "");
  }
}

/** The history with what serves now, once that is verified. */
export function tellVerified(
  { where, artifact }: PlannedApplication,
  { verified }: Past,
  release: Release | undefined,
): pulumi.Output<readonly Verified[]> {
  if (release === undefined || artifact === undefined) return pulumi.output(forget(verified));
  const { active: artifactId } = where.settings;
  return release.verifiedAt.apply((verifiedAt) =>
    remember(verified, { artifactId, ...artifact, verifiedAt }),
  );
}
