import * as pulumi from "@pulumi/pulumi";

import { type Problem, SettingsError } from "../config/problem";
import { Releases } from "../config/verified";
import { dangerProblems, schemaProblems } from "./migration-checks";
import type { Plan, PlannedApplication } from "./plan";
import { judgePromotions, NO_PAST, type Past } from "./promotion";
import { recoverProblems } from "./release-checks";
import { rehearsalWarnings } from "./rehearsal-checks";
import { restoreProblems } from "./restore-checks";
import { rotationFindings } from "./rotation";

/** What is wrong with an application in view of what already runs, and what people should know of it. */
export interface Findings {
  readonly problems: readonly Problem[];
  readonly warnings: readonly string[];
}

/**
 * Refuses, before anything is declared, what does not follow from what already runs, everything at
 * once; warns of the rest. `outputs` are those that the last complete run of this stack left behind,
 * `now` is an instant in UTC. Answers with what each application served so far.
 */
export async function compareWithLastRun(
  plan: Plan,
  outputs: unknown,
  now: string,
): Promise<Readonly<Record<string, Past>>> {
  const last = Releases.parse(outputs).applications;
  const { problems: unproven, notes, pasts } = await judgePromotions(plan, last, now);
  const { environment, waivers } = plan.settings;
  const unsafe = plan.applications.flatMap((app) => {
    const past = pasts[app.name] ?? NO_PAST;
    return [
      ...schemaProblems(app, past, waivers, now.slice(0, 10)),
      ...dangerProblems(app, past, waivers, now.slice(0, 10)),
    ];
  });
  const findings = plan.applications.map((app) => findingsOf(app, last[app.name] ?? NO_PAST, now));
  const problems = [
    ...findings.flatMap((each) => each.problems),
    ...[...unsafe, ...unproven, ...recoverProblems(plan, last)],
  ];
  if (problems.length > 0) throw new SettingsError(environment, problems);
  for (const note of notes) void pulumi.log.info(note);
  for (const warning of findings.flatMap((each) => each.warnings)) void pulumi.log.warn(warning);
  return pasts;
}

function findingsOf(app: PlannedApplication, last: Past, now: string): Findings {
  const rotation = rotationFindings(app, last, now.slice(0, 10));
  return {
    problems: [...rotation.problems, ...restoreProblems(app, last.database, now)],
    warnings: [...rotation.warnings, ...rehearsalWarnings(app, last.rehearsal, now)],
  };
}
