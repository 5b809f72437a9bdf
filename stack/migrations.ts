import type { Application } from "../config/application";
import type { PlannedApplication } from "./plan";
import type { Past } from "./promotion";
import { rolloutIdOf } from "./rollout-id";

/** Whether what is to serve in place of another artifact, or of the same one, migrates. */
const WANTED: Readonly<Record<Application["migrations"], (change: Change) => boolean>> = {
  whenNew: ({ heads: [from, to] }) => from !== to,
  withDeploy: ({ artifacts: [from, to] }) => from !== to,
  always: () => true,
};

interface Change {
  readonly artifacts: Step;
  readonly heads: Step;
}

/** From what, to what; from nothing where nobody knows. */
type Step = readonly [from: string | undefined, to: string];

/**
 * Whether a release migrates the database, and dumps it before.
 *
 * Its Job belongs to its rollout: it is declared for as long as that serves, and another rollout
 * declares one only if it migrates too. So an update that changes nothing shows no change.
 */
export function migrates(app: PlannedApplication, past: Past): boolean {
  const { where, artifact } = app;
  const { active, migrations } = where.settings;
  if (artifact === undefined) return false;
  if (past.rollout === rolloutIdOf(app)) return past.migrated === true;
  if (otherDatabase(app, past)) return true;
  if (goesBack(app, past)) return false;
  return WANTED[migrations]({
    artifacts: [past.artifact, active],
    heads: [headOf(past, past.artifact), artifact.schemaHead],
  });
}

/** Whether an artifact is to serve that served here before the one that does now. */
export function goesBack({ where }: PlannedApplication, past: Past): boolean {
  const { active } = where.settings;
  return past.artifact !== active && headOf(past, active) !== undefined;
}

/** Whether the release meets a database that no release of this stack migrated as far as one knows. */
export function otherDatabase({ where }: PlannedApplication, { database }: Past): boolean {
  const own = where.settings.database;
  return database?.live !== (own.kind === "rds" ? own.live : undefined);
}

/** Head of the schema that an artifact left behind when it served. */
export function headOf({ verified }: Past, artifactId: string | undefined): string | undefined {
  return verified.find((one) => one.artifactId === artifactId)?.schemaHead;
}
