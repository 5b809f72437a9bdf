import * as pulumi from "@pulumi/pulumi";
import { z } from "zod";

import { SettingsError } from "../config/problem";
import {
  daysServed,
  Rotated,
  type Rotation,
  rotationProblems,
  SERVICE_DAYS,
} from "../config/rotation";
import type { Settings } from "../config/schema";

/** Dates of the credentials that serve, by application; none before its first release. */
export type Rotations = Readonly<Record<string, Rotation | undefined>>;

/**
 * The dates that the last complete run left behind, in this stack's own outputs.
 *
 * Not through a StackReference: the state would keep it, and after every release whoever looks for
 * drift would find that its outputs are not what they were.
 */
export async function lastRotations(): Promise<Rotations> {
  const name = [pulumi.getOrganization(), pulumi.getProject(), pulumi.getStack()].join("/");
  const read: unknown = await pulumi.runtime.invoke("pulumi:pulumi:readStackOutputs", { name });
  const { applications } = z.object({ outputs: Rotated }).parse(read).outputs;
  return Object.fromEntries(
    Object.entries(applications).map(([app, { rotation }]) => [app, rotation]),
  );
}

/** Refuses dates that would change credentials in use, before anything is declared; warns of old ones. */
export function checkRotations(settings: Settings, serving: Rotations, today: string): void {
  const applications = Object.entries(settings.applications);
  const problems = applications.flatMap(([name, { rotation }]) =>
    rotationProblems(`applications.${name}.rotation`, serving[name], rotation, today),
  );
  if (problems.length > 0) throw new SettingsError(settings.environment, problems);
  for (const [name, { rotation }] of applications) {
    const days = daysServed(rotation, today);
    if (days < SERVICE_DAYS.warn) continue;
    void pulumi.log.warn(
      `${name}: its credentials have served for ${days} days; rotate them within ${SERVICE_DAYS.fail} (applications.${name}.rotation)`,
    );
  }
}
