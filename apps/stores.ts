import type { Environment } from "../config/schema";

/** The database of one application, whatever server it is on. */
export interface DatabaseFacts {
  readonly name: Readonly<Record<Environment, string>>;
  /** Role that owns every object and never logs in. */
  readonly owner: string;
  readonly driver: keyof typeof DRIVERS;
  /** Number of the application's own data subnets in every network, 0-30, never used again. */
  readonly block: number;
}

/** A dump of a database, as people will look for it. */
export interface DumpFacts {
  /** `custom`: what `pg_restore` reads. `sqlGz`: statements for `psql`, compressed. */
  readonly format: "custom" | "sqlGz";
  /** Name of the file, in the words of `date`, whose clock says when it was made (UTC). */
  readonly name: string;
}

/** Scheme of the URL and the query parameter that demands TLS, by Python driver. */
export const DRIVERS = {
  none: { scheme: "postgresql", tls: { sslmode: "require" } },
  psycopg2: { scheme: "postgresql+psycopg2", tls: { sslmode: "require" } },
  asyncpg: { scheme: "postgresql+asyncpg", tls: { ssl: "require" } },
} as const satisfies Record<string, { scheme: string; tls: Record<string, string> }>;

export interface CacheFacts {
  /** Logical database, 0-15. */
  readonly index: Readonly<Record<Environment, number>>;
  /** What connects: Celery must be told how to verify certificates. */
  readonly client: "celery" | "plain";
  /** Glob of the keys that are a cache and may go after a release; absent: nobody knows which. */
  readonly cached?: string;
}
