import { z } from "zod";

import { Artifact } from "./artifact";
import { Cidr } from "./cidr";
import { Cache, Database, Recovery } from "./database";
import { Rotation } from "./rotation";
import { Uploads } from "./uploads";
import { distinct, dnsName, keyInWords, whole } from "./value";

/** Logical names end up in URNs and in DNS labels, so renaming one replaces what is behind it. */
export const Name = z
  .string()
  .regex(
    /^[a-z][a-z0-9-]{1,30}$/,
    "use 2-31 lower-case letters, digits or dashes, starting with a letter",
  );

/** GitHub allows 39 letters, digits and single dashes. */
export const User = z
  .string()
  .regex(/^[A-Za-z0-9](-?[A-Za-z0-9]){0,38}$/, "name a GitHub user, without the @");

/** Who may approve a deployment. GitHub takes at most six people and teams together; one approval is enough. */
export const Reviewers = z
  .strictObject({ teams: distinct(Name), users: distinct(User) })
  .readonly()
  .refine((r) => r.teams.length + r.users.length <= 6, "GitHub takes at most six reviewers");
export type Reviewers = z.infer<typeof Reviewers>;

const Size = z.enum(["small", "medium", "large"]);

/** How many pods, how large each is, and up to how many there may be under load (absent: no more). */
const Pods = z
  .strictObject({ replicas: whole(1, 50), size: Size, maxReplicas: whole(2, 200).optional() })
  .readonly()
  .refine(({ replicas, maxReplicas = Infinity }) => maxReplicas > replicas, {
    path: ["maxReplicas"],
    error: "scaling adds pods: use more than replicas, or leave it out",
  });

/** ACM writes the name into the certificate's subject, which takes 64 characters. */
const Host = dnsName("name a host, for example app.example.org", 64);

/** Who may send requests, and how many. */
const Access = z
  .strictObject({
    /** Requests from one address in five minutes; AWS WAF takes 10 to 2,000,000,000. */
    requestsPer5Minutes: whole(100, 2_000_000_000).optional(),
    /** The only ranges that may; none: everybody. */
    allowedCidrs: distinct(
      Cidr.refine((range) => !range.endsWith("/0"), "to let everybody in, name no range"),
    ),
    /** `secret`: `platform:<application>.accessPassword`, asked for by the browser (user `guest`). */
    password: z.enum(["none", "secret"]),
  })
  .readonly();

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
    access: Access,
    logLevel: z.enum(["DEBUG", "INFO", "WARNING", "ERROR"]),
    /** Further plain variables of every container. */
    variables: z.record(VariableName, VariableValue, { error: keyInWords }),
    database: Database,
    /** Whether a release waits for a dump of the database before it migrates. */
    backupBeforeDeploy: z.boolean(),
    /** Absent where the database lies in the cluster and nobody promises anything of it. */
    recovery: Recovery.optional(),
    cache: Cache,
    /** Absent where uploads stay on the application's own disk, or there are none. */
    uploads: Uploads.optional(),
    rotation: Rotation,
    /** Pods of each process that the application has. */
    backend: Pods,
    frontend: Pods.optional(),
    worker: Pods.optional(),
    /** How a new rollout takes over: pod by pod after one that is tried, all at once, or after a gap. */
    strategy: z.enum(["rolling", "blueGreen", "recreate"]),
    /** Whether the rollout that served before stays up, so that the way back is a switch. */
    previousRollout: z.enum(["kept", "removed"]),
    /** What the deploy command does when a release serves and then fails its last check. */
    afterFailedConfirm: z.enum(["rollBack", "leave"]),
    /** Whether a release that serves deletes the keys that are a cache. */
    flushCache: z.boolean(),
    /** Raised by one where a killed run left objects of a rollout behind: it gets names of its own. */
    attempt: whole(0, 99).optional(),
    /** Which releases migrate: those with a new schema head, with a new artifact, or every one. */
    migrations: z.enum(["whenNew", "withDeploy", "always"]),
    /** Seconds a migration may take; Pulumi itself waits an hour. */
    migrateDeadlineSeconds: whole(30, 3540),
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
    /** The artifact that ran before: the way back. */
    previous: z.string().optional(),
  })
  .readonly()
  .refine((app) => app.previousRollout === "removed" || app.strategy === "blueGreen", {
    path: ["previousRollout"],
    error: "only blueGreen has a rollout that could stay up beside the next (removed)",
  });
export type Application = z.infer<typeof Application>;
