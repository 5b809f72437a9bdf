import type { Problem } from "../config/problem";
import type { Settings } from "../config/schema";
import { waived } from "../config/waiver";
import { collide } from "../config/window";
import type { PlannedApplication } from "./plan";

/** AWS Backup takes no snapshot within an hour before RDS does something itself. */
const MARGIN_MINUTES = 60;

/** What of the data of an environment would not be kept a second time, or not in time, or not far away. */
export function backupProblems(
  settings: Settings,
  applications: readonly PlannedApplication[],
  today: string,
): Problem[] {
  const { backup } = settings;
  const databases = applications.flatMap(({ name, where: { settings: own } }) =>
    own.database.kind === "rds" ? [{ name, ...own.database }] : [],
  );
  if (backup === undefined) {
    const durable = databases.filter(({ lifecycle }) => lifecycle === "durable");
    const names = durable.map(({ name }) => name).join(", ");
    const message = `durable databases are snapshotted every night, beside their point-in-time recovery: describe backup; got ${names}`;
    return durable.length === 0 ? [] : [{ path: "backup", message }];
  }
  if (databases.length === 0) {
    const message = "no application has a managed database: leave it out";
    return [{ path: "backup", message }];
  }
  return [
    ...copyProblems(settings, backup.copyRegion, today),
    ...databases.flatMap(({ name, ...database }) =>
      (["backupWindow", "maintenanceWindow"] as const)
        .filter((field) => collide(backup.window, database[field], MARGIN_MINUTES))
        .map((field) => ({
          path: `applications.${name}.database.${field}`,
          message: `no snapshot begins in this window of RDS, or within an hour before it: move it, or backup.window (${backup.window}); got ${database[field]}`,
        })),
    ),
  ];
}

const SUBJECT = "backup.copyRegion";

function copyProblems(
  { environment, waivers }: Settings,
  copyRegion: string | undefined,
  today: string,
): Problem[] {
  if (environment !== "prod" || copyRegion !== undefined) return [];
  if (waived(waivers, "rule", SUBJECT, today)) return [];
  const message = `production survives the loss of its region: name another, or add a waiver of kind rule with subject ${SUBJECT}; got none`;
  return [{ path: SUBJECT, message }];
}
