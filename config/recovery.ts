import type { Application } from "./application";
import { type Guarantee, PROD, SHARED, unless } from "./guarantee";

const DEV = ["dev"];

/**
 * Recovery objectives against what is declared; the text is what the operator reads. An instance of
 * RDS always has point-in-time recovery, because its settings allow no zero days of it.
 */
export const RECOVERY: readonly Guarantee<Application>[] = [
  {
    environments: PROD,
    path: "recovery",
    text: "production says how much may be lost, and how long a restore may take (rpoMinutes, rtoMinutes)",
    broken: ({ recovery }) => unless(recovery !== undefined, "none"),
  },
  {
    environments: DEV,
    path: "recovery",
    text: "only a managed database can be restored: promise nothing of another (leave it out)",
    broken: ({ database, recovery }) =>
      unless(database.kind === "rds" || recovery === undefined, database.kind),
  },
  {
    environments: [...DEV, ...SHARED],
    path: "recovery.rpoMinutes",
    text: "point-in-time recovery ends five minutes ago at best (at least 5)",
    broken: ({ recovery }) =>
      recovery === undefined ? undefined : unless(recovery.rpoMinutes >= 5, recovery.rpoMinutes),
  },
  {
    environments: [...DEV, ...SHARED],
    path: "recovery.rtoMinutes",
    text: "a database that lies in one zone is restored when that fails, for an hour or longer (at least 60, or zones: multi)",
    broken: ({ database: db, recovery }) =>
      db.kind === "rds" && db.zones === "single" && recovery !== undefined
        ? unless(recovery.rtoMinutes >= 60, recovery.rtoMinutes)
        : undefined,
  },
];
