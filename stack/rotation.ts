import { daysServed, rotationProblems, SERVICE_DAYS } from "../config/rotation";
import type { Findings } from "./last-run";
import type { PlannedApplication } from "./plan";
import type { Past } from "./promotion";

/** Dates that would change credentials in use, and credentials that grow old; `today` is `YYYY-MM-DD`, UTC. */
export function rotationFindings(
  { name, where }: PlannedApplication,
  { rotation: serving }: Past,
  today: string,
): Findings {
  const { rotation } = where.settings;
  const path = `applications.${name}.rotation`;
  const days = daysServed(rotation, today);
  const warning = `${name}: its credentials have served for ${days} days; rotate them within ${SERVICE_DAYS.fail} (${path})`;
  return {
    problems: rotationProblems(path, serving, rotation, today),
    warnings: days < SERVICE_DAYS.warn ? [] : [warning],
  };
}
