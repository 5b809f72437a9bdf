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
