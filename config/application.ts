import { z } from "zod";

import { Artifact } from "./artifact";
import { IsoDate } from "./waiver";

/** Logical names end up in URNs and in DNS labels, so renaming one replaces what is behind it. */
export const Name = z
  .string()
  .regex(
    /^[a-z][a-z0-9-]{1,30}$/,
    "use 2-31 lower-case letters, digits or dashes, starting with a letter",
  );

/** RDS keeps continuous backups for 1-35 days; zero would switch point-in-time recovery off. */
const PitrDays = z.int().min(1).max(35);

/** `durable` data outlives a mistake: deletion protection, final snapshot, `protect`. */
const Lifecycle = z.enum(["durable", "disposable"]);

export const Database = z.discriminatedUnion("kind", [
  z
    .strictObject({
      kind: z.literal("rds"),
      /** PostgreSQL major version, or major and minor; RDS treats it as a prefix. */
      version: z.string().regex(/^\d{2}(\.\d+)?$/, "name a PostgreSQL version, for example 16"),
      instanceClass: z.string().regex(/^db\.[a-z0-9]+\.[a-z0-9]+$/, "for example db.m7g.large"),
      /** RDS for PostgreSQL on gp3 takes 20-65,536 GiB. */
      storageGiB: z.int().min(20).max(65_536),
      zones: z.enum(["single", "multi"]),
      pitrDays: PitrDays,
      lifecycle: Lifecycle,
    })
    .readonly(),
  z
    .strictObject({
      kind: z.literal("inCluster"),
      image: z.string(),
      storageGiB: z.int().min(1).max(100),
    })
    .readonly(),
]);
export type Database = z.infer<typeof Database>;

export const Cache = z.discriminatedUnion("kind", [
  z
    .strictObject({
      kind: z.literal("elasticache"),
      version: z.string().regex(/^7\.\d$/, "name a Redis 7 version, for example 7.1"),
      nodeType: z.string().regex(/^cache\.[a-z0-9]+\.[a-z0-9]+$/, "for example cache.t4g.small"),
      /** Read replicas beside the primary (ElastiCache allows 0-5); above 0 fails over by itself. */
      replicas: z.int().min(0).max(5),
      lifecycle: Lifecycle,
    })
    .readonly(),
  z.strictObject({ kind: z.literal("inCluster"), image: z.string() }).readonly(),
]);
export type Cache = z.infer<typeof Cache>;

/** Who may approve a deployment. GitHub takes at most six people and teams together; one approval is enough. */
export const Reviewers = z
  .strictObject({ teams: z.array(Name), users: z.array(z.string().min(1)) })
  .readonly()
  .refine((r) => r.teams.length + r.users.length <= 6, "GitHub takes at most six reviewers");
export type Reviewers = z.infer<typeof Reviewers>;

/** Credentials change by date: the later date is live, a rotation moves the earlier one forward. */
const Rotation = z
  .strictObject({ a: IsoDate, b: IsoDate })
  .readonly()
  .refine(({ a, b }) => a !== b, "the two dates must differ: the later one is live");
export type Rotation = z.infer<typeof Rotation>;

const Size = z.enum(["small", "medium", "large"]);

/** What one environment decides about one application; the facts of the application are in `apps/`. */
export const Application = z
  .strictObject({
    logLevel: z.enum(["DEBUG", "INFO", "WARNING", "ERROR"]),
    database: Database,
    cache: Cache,
    rotation: Rotation,
    web: z.strictObject({ replicas: z.int().min(1).max(50), size: Size }).readonly(),
    worker: z.strictObject({ replicas: z.int().min(1).max(50), size: Size }).readonly(),
    notify: z.enum(["none", "slack"]),
    reviewers: Reviewers,
    /** Minutes between approval and deployment; GitHub allows 0-43,200. */
    waitMinutes: z.int().min(0).max(43_200),
    /** The last five artifacts, by artifact id. */
    artifacts: z.record(z.string(), Artifact),
    /** The artifact that runs, or `none` before the first release. */
    active: z.string(),
  })
  .readonly();
export type Application = z.infer<typeof Application>;
