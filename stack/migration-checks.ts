import { dangers } from "../config/artifact";
import type { Problem } from "../config/problem";
import { type Waiver, waived } from "../config/waiver";
import { goesBack, headOf, otherDatabase } from "./migrations";
import type { PlannedApplication } from "./plan";
import type { Past } from "./promotion";

/**
 * Refuses an artifact that served before what serves now, where that left another schema behind: its
 * code may not know it. Only a person takes a schema back, so only a person can say that it fits.
 */
export function schemaProblems(
  app: PlannedApplication,
  past: Past,
  waivers: readonly Waiver[],
  today: string,
): Problem[] {
  const { name, spec, where, artifact } = app;
  const { active } = where.settings;
  const head = headOf(past, past.artifact);
  if (artifact === undefined || head === undefined || head === artifact.schemaHead) return [];
  if (!goesBack(app, past) || otherDatabase(app, past)) return [];
  const subject = `${name}.schema`;
  if (waived(waivers, "rule", subject, today)) return [];
  const { strategy } = where.settings;
  const pods = strategy === "blueGreen" ? (past.rollout ?? "") : "stable";
  const serving = `deployment/${name}-backend-${pods}`;
  const command = spec.downgrade?.(artifact.schemaHead);
  const way =
    command === undefined
      ? "restore the database to before it went there and promote that (docs/runbook.md)"
      : `downgrade it first (kubectl --namespace ${where.facts.namespace} exec ${serving} --container ${spec.backend.container} -- ${command})`;
  const message = `the schema is at ${head}, and ${active} knows ${artifact.schemaHead}: ${way}; once it fits, add a waiver of kind rule with subject ${subject}; got ${active}`;
  return [{ path: `applications.${name}.active`, message }];
}

/** Refuses, outside dev, migrations that may lose data and that nothing this stack served carried. */
export function dangerProblems(
  { name, where, artifact }: PlannedApplication,
  { verified }: Past,
  waivers: readonly Waiver[],
  today: string,
): Problem[] {
  const { active } = where.settings;
  const subject = `${active}.migrations`;
  if (where.environment === "dev" || waived(waivers, "rule", subject, today)) return [];
  if (verified.some(({ artifactId }) => artifactId === active)) return [];
  const known = new Set(verified.flatMap(({ migrations = [] }) => migrations.map(({ id }) => id)));
  const found = (artifact?.migrations ?? [])
    .filter(({ id }) => !known.has(id))
    .map((migration) => ({ id: migration.id, operations: dangers(migration) }))
    .filter(({ operations }) => operations.length > 0)
    .map(({ id, operations }) => `${id} (${operations.join(", ")})`);
  if (found.length === 0) return [];
  const message = `it runs migrations that may lose data: read them, then add a waiver of kind rule with subject ${subject}; got ${found.join(", ")}`;
  return [{ path: `applications.${name}.active`, message }];
}
