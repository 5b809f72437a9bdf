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
const PitrDays = whole(1, 35);

/** What runs in the cluster beside the applications; without a tag it would be another image every day. */
const Image = z
  .string()
  .regex(
    /^[a-z0-9][a-z0-9._/-]*(:[\w][\w.-]{0,127}|@sha256:[0-9a-f]{64})$/,
    "name an image with its tag or digest, for example postgres:16",
  );

/** `durable` data outlives a mistake: deletion protection, final snapshot, `protect`. */
const Lifecycle = z.enum(["durable", "disposable"]);

export const Database = z.discriminatedUnion(
  "kind",
  [
    z
      .strictObject({
        kind: z.literal("rds"),
        /** PostgreSQL major version, or major and minor; RDS treats it as a prefix. */
        version: z.string().regex(/^\d{2}(\.\d+)?$/, "name a PostgreSQL version, for example 16"),
        instanceClass: z.string().regex(/^db\.[a-z0-9]+\.[a-z0-9]+$/, "for example db.m7g.large"),
        /** RDS for PostgreSQL on gp3 takes 20-65,536 GiB. */
        storageGiB: whole(20, 65_536),
        zones: z.enum(["single", "multi"]),
        pitrDays: PitrDays,
        lifecycle: Lifecycle,
      })
      .readonly(),
    z
      .strictObject({
        kind: z.literal("inCluster"),
        image: Image,
        storageGiB: whole(1, 100),
      })
      .readonly(),
  ],
  { error: inWords("invalid_union", "use rds or inCluster") },
);
export type Database = z.infer<typeof Database>;

export const Cache = z.discriminatedUnion(
  "kind",
  [
    z
      .strictObject({
        kind: z.literal("elasticache"),
        version: z.string().regex(/^7\.\d$/, "name a Redis 7 version, for example 7.1"),
        nodeType: z.string().regex(/^cache\.[a-z0-9]+\.[a-z0-9]+$/, "for example cache.t4g.small"),
        /** Read replicas beside the primary (ElastiCache allows 0-5); above 0 fails over by itself. */
        replicas: whole(0, 5),
        lifecycle: Lifecycle,
      })
      .readonly(),
    z.strictObject({ kind: z.literal("inCluster"), image: Image }).readonly(),
  ],
  { error: inWords("invalid_union", "use elasticache or inCluster") },
);
export type Cache = z.infer<typeof Cache>;

/** GitHub allows 39 letters, digits and single dashes. */
const User = z
  .string()
  .regex(/^[A-Za-z0-9](-?[A-Za-z0-9]){0,38}$/, "name a GitHub user, without the @");

/** Who may approve a deployment. GitHub takes at most six people and teams together; one approval is enough. */
export const Reviewers = z
  .strictObject({ teams: distinct(Name), users: distinct(User) })
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

/** How many pods, and how large each is. */
const Pods = z.strictObject({ replicas: whole(1, 50), size: Size }).readonly();

/** A name in DNS, in lower case, with at least one dot. */
const Host = z
  .string()
  .regex(
    /^([a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z]{2,}$/,
    "name a host, for example app.example.org",
  )
  .max(253);

/** Names under which people keep secrets; a plain setting of such a name is a mistake. */
const SECRET_NAME =
  /SECRET|TOKEN|PASSWORD|PASSWD|PASSPHRASE|PRIVATE|CREDENTIAL|(API|ACCESS)_?KEY|(^|_)(KEY|PASS|DSN|URL|URI)$/;

/** Credentials in a URL, or the first line of a key file. */
const SECRET_VALUE = /:\/\/[^/\s@]*:[^/\s@]+@|-----BEGIN /;

const VariableName = z
  .string()
  .regex(/^[A-Z][A-Z0-9_]*$/, "name variables in capitals, digits and underscores")
  .refine(
    (name) => !SECRET_NAME.test(name),
    "looks like a secret: it has no place in plain settings",
  );

const VariableValue = z
  .string()
  .max(1024)
  .refine(
    (value) => !SECRET_VALUE.test(value),
    "holds a secret: it has no place in plain settings",
  );

/** What one environment decides about one application; the facts of the application are in `apps/`. */
export const Application = z
  .strictObject({
    /** Where people reach it; absent where nobody does. */
    host: Host.optional(),
    logLevel: z.enum(["DEBUG", "INFO", "WARNING", "ERROR"]),
    /** Further plain variables of every container. */
    variables: z.record(VariableName, VariableValue, { error: keyInWords }),
    database: Database,
    cache: Cache,
    rotation: Rotation,
    /** Pods of each process that the application has. */
    backend: Pods,
    frontend: Pods.optional(),
    worker: Pods.optional(),
    notify: z.enum(["none", "slack"]),
    reviewers: Reviewers,
    /** Minutes between approval and deployment; GitHub allows 0-43,200. */
    waitMinutes: whole(0, 43_200),
    /** The last five artifacts, by artifact id. */
    artifacts: z
      .record(z.string(), Artifact)
      .refine((all) => Object.keys(all).length <= 5, "keep the last five artifacts"),
    /** The artifact that runs, or `none` before the first release. */
    active: z.string(),
  })
  .readonly();
export type Application = z.infer<typeof Application>;

/** A whole number within limits that the error names. */
function whole(min: number, max: number) {
  const error = ({ input }: { readonly input?: unknown }) =>
    typeof input === "number"
      ? `use a whole number from ${min} to ${max}; got ${input}`
      : undefined;
  return z.int({ error }).min(min, { error }).max(max, { error });
}

/** A list that names nothing twice. */
export function distinct<T extends z.ZodType>(item: T) {
  return z
    .array(item)
    .refine((all) => new Set(all).size === all.length, "name each of them only once");
}

/** Says what is wrong with a key, where zod alone says only that it is. */
export function keyInWords(issue: z.core.$ZodRawIssue): string | undefined {
  return issue.code === "invalid_key" ? issue.issues[0]?.message : undefined;
}

function inWords(code: z.core.$ZodIssue["code"], text: string) {
  return (issue: z.core.$ZodRawIssue) => (issue.code === code ? text : undefined);
}
