import type { AppSpec, Where } from "../apps/spec";
import type { Application } from "../config/application";
import type { Problem } from "../config/problem";
import type { Settings } from "../config/schema";

/** A dump goes from a managed database into the bucket that comes with the backups of an environment. */
export function dumpProblems(
  path: string,
  { backup }: Settings,
  { backupBeforeDeploy, database }: Application,
): Problem[] {
  // Durable databases are refused without `backup` anyway.
  const placed =
    database.kind === "rds" && (backup !== undefined || database.lifecycle === "durable");
  if (!backupBeforeDeploy || placed) return [];
  const message =
    "dumps go from a managed database (rds) into the bucket of backup: describe both, or use false; got true";
  return [{ path: `${path}.backupBeforeDeploy`, message }];
}

/** Data is thrown away only where something makes it anew. */
export function resetProblems(
  path: string,
  { name, testData }: AppSpec,
  { settings }: Where,
): Problem[] {
  const { resetSchedule } = settings.database;
  if (resetSchedule === undefined || testData !== undefined) return [];
  const message = `apps/ names nothing that fills the database of ${name} anew: leave it out; got ${resetSchedule}`;
  return [{ path: `${path}.database.resetSchedule`, message }];
}
