import type { LastRehearsal } from "../config/rehearsal";
import type { PlannedApplication } from "./plan";

/** A quarter, and a week to get round to it. */
const REHEARSED_DAYS = 99;

/** What people should know of restores of a database that production promises and nobody has tried. */
export function rehearsalWarnings(
  { name, spec, where }: PlannedApplication,
  last: LastRehearsal | undefined,
  now: string,
): readonly string[] {
  if (spec.rehearsal === undefined || where.environment !== "prod") return [];
  if (last === undefined) return [`${name}: a restore of its database was never rehearsed`];
  const days = Math.floor((Date.parse(now) - Date.parse(last.at)) / 86_400_000);
  const promised = where.settings.recovery?.rtoMinutes ?? Infinity;
  return [
    ...(days > REHEARSED_DAYS
      ? [`${name}: a restore of its database was last rehearsed ${days} days ago`]
      : []),
    ...(last.minutes > promised
      ? [
          `${name}: the last restore that was rehearsed took ${last.minutes} minutes; ` +
            `applications.${name}.recovery.rtoMinutes promises ${promised}`,
        ]
      : []),
  ];
}
