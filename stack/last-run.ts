import * as pulumi from "@pulumi/pulumi";
import { z } from "zod";

import { LastDatabase } from "../config/instances";
import { type Problem, SettingsError } from "../config/problem";
import { LastRehearsal } from "../config/rehearsal";
import { Rotation } from "../config/rotation";
import type { Plan, PlannedApplication } from "./plan";
import { rehearsalWarnings } from "./rehearsal-checks";
import { restoreProblems } from "./restore-checks";
import { rotationFindings } from "./rotation";

const Application = z.object({
  rotation: Rotation.optional(),
  database: LastDatabase.optional(),
  rehearsal: LastRehearsal.optional(),
});

/** What the last complete run tells of one application; nothing of one without a release. */
export type LastApplication = z.infer<typeof Application>;

const Outputs = z.object({ applications: z.record(z.string(), Application).default({}) });

/** What the last complete run left behind, by application. */
export type LastRun = Readonly<Record<string, LastApplication | undefined>>;

/** What is wrong with an application in view of what already runs, and what people should know of it. */
export interface Findings {
  readonly problems: readonly Problem[];
  readonly warnings: readonly string[];
}

/**
 * Reads what the last complete run left behind in this stack's own outputs.
 *
 * Not through a StackReference: the state would keep it, and after every release whoever looks for
 * drift would find that its outputs are not what they were.
 */
export async function readLastRun(): Promise<LastRun> {
  const name = [pulumi.getOrganization(), pulumi.getProject(), pulumi.getStack()].join("/");
  const read: unknown = await pulumi.runtime.invoke("pulumi:pulumi:readStackOutputs", { name });
  return z.object({ outputs: Outputs }).parse(read).outputs.applications;
}

/** Refuses, before anything is declared, what does not follow from what already runs; warns of the rest. */
export function compareWithLastRun(
  { settings, applications }: Plan,
  last: LastRun,
  now: Date,
): void {
  const findings = applications.map((app) => findingsOf(app, last[app.name] ?? {}, now));
  const problems = findings.flatMap((each) => each.problems);
  if (problems.length > 0) throw new SettingsError(settings.environment, problems);
  for (const warning of findings.flatMap((each) => each.warnings)) void pulumi.log.warn(warning);
}

function findingsOf(app: PlannedApplication, last: LastApplication, now: Date): Findings {
  const rotation = rotationFindings(app, last, now.toISOString().slice(0, 10));
  return {
    problems: [...rotation.problems, ...restoreProblems(app, last.database, now)],
    warnings: [...rotation.warnings, ...rehearsalWarnings(app, last.rehearsal, now)],
  };
}
