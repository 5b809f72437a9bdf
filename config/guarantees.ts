import type { Application } from "./application";
import { isDigest } from "./artifact";
import { brokenOf, type Guarantee, PROD, SHARED, unless } from "./guarantee";
import type { Problem } from "./problem";
import { RECOVERY } from "./recovery";
import { UPLOADS } from "./uploads";

/** Rows, not branches: the text is both the documentation and the error. */
const GUARANTEES: readonly Guarantee<Application>[] = [
  {
    environments: SHARED,
    path: "database.kind",
    text: "data outside dev lives in a managed database with point-in-time recovery (rds)",
    broken: ({ database }) => unless(database.kind === "rds", database.kind),
  },
  {
    environments: SHARED,
    path: "database.lifecycle",
    text: "data outside dev outlives the stack (durable)",
    broken: ({ database: db }) =>
      db.kind === "rds" ? unless(db.lifecycle === "durable", db.lifecycle) : undefined,
  },
  {
    environments: PROD,
    path: "database.pitrDays",
    text: "production can be restored to any second of the last 7 days at least",
    broken: ({ database: db }) =>
      db.kind === "rds" ? unless(db.pitrDays >= 7, db.pitrDays) : undefined,
  },
  {
    environments: PROD,
    path: "database.zones",
    text: "the production database survives the loss of one zone (multi)",
    broken: ({ database: db }) =>
      db.kind === "rds" ? unless(db.zones === "multi", db.zones) : undefined,
  },
  {
    environments: PROD,
    path: "database.resetSchedule",
    text: "production data is never thrown away by the clock",
    broken: ({ database: { resetSchedule } }) => resetSchedule,
  },
  {
    environments: PROD,
    path: "backupBeforeDeploy",
    text: "no release touches production data before there is a dump of it (true)",
    broken: ({ backupBeforeDeploy }) => unless(backupBeforeDeploy, "false"),
  },
  {
    environments: SHARED,
    path: "cache.kind",
    text: "the cache outside dev is managed, encrypted and authenticated (elasticache)",
    broken: ({ cache }) => unless(cache.kind === "elasticache", cache.kind),
  },
  {
    environments: SHARED,
    path: "cache.lifecycle",
    text: "the cache outside dev, which holds queues, outlives the stack (durable)",
    broken: ({ cache }) =>
      cache.kind === "elasticache"
        ? unless(cache.lifecycle === "durable", cache.lifecycle)
        : undefined,
  },
  {
    environments: PROD,
    path: "cache.replicas",
    text: "the production cache fails over by itself (at least one replica)",
    broken: ({ cache }) =>
      cache.kind === "elasticache" ? unless(cache.replicas >= 1, cache.replicas) : undefined,
  },
  {
    environments: PROD,
    path: "cache.snapshotDays",
    text: "the production cache can be brought back from a snapshot of each of the last 15 days at least",
    broken: ({ cache }) =>
      cache.kind === "elasticache"
        ? unless(cache.snapshotDays >= 15, cache.snapshotDays)
        : undefined,
  },
  ...RECOVERY,
  ...UPLOADS,
  {
    environments: PROD,
    path: "backend.replicas",
    text: "production serves while a pod is replaced (at least two replicas)",
    broken: ({ backend }) => unless(backend.replicas >= 2, backend.replicas),
  },
  {
    environments: SHARED,
    path: "strategy",
    text: "people outside dev notice nothing of a release (rolling or blueGreen)",
    broken: ({ strategy }) => unless(strategy !== "recreate", strategy),
  },
  {
    environments: PROD,
    path: "afterFailedConfirm",
    text: "a release that fails in production is taken back at once (rollBack)",
    broken: ({ afterFailedConfirm: after }) => unless(after === "rollBack", after),
  },
  {
    environments: PROD,
    path: "frontend.replicas",
    text: "production shows pages while a pod is replaced (at least two replicas)",
    broken: ({ frontend }) =>
      frontend === undefined ? undefined : unless(frontend.replicas >= 2, frontend.replicas),
  },
  {
    environments: SHARED,
    path: "host",
    text: "people reach staging and production under a name",
    broken: ({ host }) => unless(host !== undefined, "none"),
  },
  {
    environments: PROD,
    path: "access.requestsPer5Minutes",
    text: "production limits the requests of one address",
    broken: ({ access }) => unless(access.requestsPer5Minutes !== undefined, "none"),
  },
  {
    environments: PROD,
    path: "access.password",
    text: "people log in to production as themselves, never with a password that they share (none)",
    broken: ({ access: { password } }) => unless(password === "none", password),
  },
  {
    environments: PROD,
    path: "access.allowedCidrs",
    text: "production is there for everybody, wherever they are (an empty list)",
    broken: ({ access: { allowedCidrs } }) =>
      unless(allowedCidrs.length === 0, allowedCidrs.join(", ")),
  },
  {
    environments: PROD,
    path: "reviewers",
    text: "nobody deploys to production alone (at least one reviewer)",
    broken: ({ reviewers: { teams, users } }) => unless(teams.length + users.length > 0, "none"),
  },
  {
    environments: PROD,
    path: "notify",
    text: "every production deployment is announced",
    broken: ({ notify }) => unless(notify !== "none", notify),
  },
  {
    environments: SHARED,
    path: "artifacts",
    text: "outside dev an image is named by its digest, never by a tag",
    broken: ({ artifacts }) => {
      const tags = Object.values(artifacts)
        .flatMap(({ images }) => Object.values(images))
        .filter((image) => !isDigest(image));
      return unless(tags.length === 0, tags.join(", "));
    },
  },
];

/** Every promise that one application breaks, with the path of the setting that breaks it. */
export function brokenGuarantees(environment: string, name: string, app: Application): Problem[] {
  return brokenOf(GUARANTEES, environment, app, `applications.${name}.`);
}
