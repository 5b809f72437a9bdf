import type { AppEnvironment, AppSpec } from "../apps/spec";
import { secretKeysOf } from "../apps/secret-keys";
import type { Application } from "../config/application";
import { type Artifact, artifactId } from "../config/artifact";
import { type Problem, SettingsError } from "../config/problem";
import type { Settings } from "../config/schema";
import { readSecrets, type Secrets, type SecretSource } from "../config/secrets";

/** Everything that will be declared, decided and consistent; nothing is declared yet. */
export interface Plan {
  readonly settings: Settings;
  readonly secrets: Secrets;
  readonly applications: readonly PlannedApplication[];
}

/** One application in one environment: what it is, what the environment decides, what runs. */
export interface PlannedApplication {
  readonly name: string;
  readonly spec: AppSpec;
  readonly facts: AppEnvironment;
  readonly settings: Application;
  readonly database: PlannedDatabase;
  /** Absent before the first release. */
  readonly artifact?: Artifact;
}

/** Where the data is; a managed database needs the cluster's Pod Identity for its logins. */
export type PlannedDatabase =
  | (Extract<Application["database"], { kind: "rds" }> & { readonly eksName: string })
  | Extract<Application["database"], { kind: "inCluster" }>;

/** Joins settings with specs and secrets, or says everything that does not fit, before any resource. */
export function planEnvironment(
  settings: Settings,
  specs: Readonly<Record<string, AppSpec>>,
  config: SecretSource,
): Plan {
  const { environment } = settings;
  const entries = Object.entries(settings.applications);
  const keys = entries.flatMap(([name, app]) => secretKeysOf(name, app));
  const { secrets, missing } = readSecrets(environment, keys, config);
  const applications: PlannedApplication[] = [];
  const problems: Problem[] = [...missing];

  for (const [name, app] of entries) {
    const at = `applications.${name}`;
    const spec = specs[name];
    if (spec === undefined) {
      problems.push({
        path: at,
        message: `no such application; apps/ describes ${Object.keys(specs).join(", ")}`,
      });
      continue;
    }
    const facts = spec.environments[environment];
    problems.push(...logLevelProblems(at, app, facts), ...artifactProblems(at, app, spec));
    const database = databaseOf(app, settings.cluster.eksName);
    if (database === undefined) {
      problems.push({ path: `${at}.database.kind`, message: NO_POD_IDENTITY });
      continue;
    }
    const artifact = app.artifacts[app.active];
    applications.push({
      name,
      spec,
      facts,
      settings: app,
      database,
      ...(artifact && { artifact }),
    });
  }
  if (problems.length > 0) throw new SettingsError(environment, problems);
  return { settings, secrets, applications };
}

function logLevelProblems(at: string, { logLevel }: Application, facts: AppEnvironment): Problem[] {
  if (facts.logLevels.includes(logLevel)) return [];
  return [
    {
      path: `${at}.logLevel`,
      message: `use ${facts.logLevels.join(" or ")} here; got ${logLevel}`,
    },
  ];
}

function artifactProblems(at: string, app: Application, spec: AppSpec): Problem[] {
  const problems: Problem[] = [];
  for (const [id, artifact] of Object.entries(app.artifacts)) {
    if (artifactId(artifact) !== id) {
      problems.push({
        path: `${at}.artifacts.${id}`,
        message: `an artifact is named by its content; this one is ${artifactId(artifact)}`,
      });
    }
    if (artifact.images[spec.image] === undefined) {
      problems.push({
        path: `${at}.artifacts.${id}.images`,
        message: `every process runs image ${spec.image}, which is not listed`,
      });
    }
  }
  if (app.active !== "none" && app.artifacts[app.active] === undefined) {
    problems.push({
      path: `${at}.active`,
      message: `name one of the artifacts, or none; got ${app.active}`,
    });
  }
  return problems;
}

const NO_POD_IDENTITY =
  "rds needs a cluster with Pod Identity (cluster.eksName) to create its login roles";

function databaseOf(
  { database }: Application,
  eksName: string | undefined,
): PlannedDatabase | undefined {
  if (database.kind === "inCluster") return database;
  return eksName === undefined ? undefined : { ...database, eksName };
}
