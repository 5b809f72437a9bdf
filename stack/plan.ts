import { environmentKeys, secretKeysOf } from "../apps/secret-keys";
import type { AppSpec, Where } from "../apps/spec";
import { bucketVariables } from "../apps/uploads";
import type { Application } from "../config/application";
import type { Artifact } from "../config/artifact";
import { type Problem, SettingsError } from "../config/problem";
import type { Settings } from "../config/schema";
import { readSecrets, type Secrets, type SecretSource } from "../config/secrets";
import { backupProblems } from "./backup-checks";
import { crossChecks } from "./cross-checks";
import { githubProblems } from "./github-checks";
import { applicationProblems } from "./own-checks";
import { placeProblems } from "./place-checks";
import { bucketOf } from "./upload-checks";

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
  readonly where: Where;
  /** Plain variables of every container: the application's, and what the settings add. */
  readonly variables: Readonly<Record<string, string>>;
  /** Absent before the first release. */
  readonly artifact?: Artifact;
}

/**
 * Joins settings with specs and secrets, or says everything that does not fit, before any resource.
 *
 * `today` (`YYYY-MM-DD`) decides which waivers are still valid.
 */
export function planEnvironment(
  settings: Settings,
  specs: Readonly<Record<string, AppSpec>>,
  config: SecretSource,
  today: string,
): Plan {
  const { environment } = settings;
  const entries = Object.entries(settings.applications);
  const applications: PlannedApplication[] = [];
  const problems: Problem[] = [];
  const keys: string[] = [...environmentKeys(settings)];

  for (const [name, app] of entries) {
    const path = `applications.${name}`;
    const spec = Object.hasOwn(specs, name) ? specs[name] : undefined;
    if (spec === undefined) {
      const known = Object.keys(specs).join(", ");
      problems.push({ path, message: `no such application; apps/ describes ${known}` });
      continue;
    }
    const needed = secretKeysOf(spec, environment, app, settings.ownsRepositories);
    keys.push(...needed.map((key) => `${name}.${key}`));
    const where = placeOf(spec, settings, app);
    const own = { ...spec.variables(where), ...bucketVariables(spec, where) };
    const variables = { ...own, ...app.variables };
    problems.push(...applicationProblems(path, spec, where, variables));
    problems.push(...placeProblems(path, settings, spec, app));
    const artifact = Object.hasOwn(app.artifacts, app.active)
      ? app.artifacts[app.active]
      : undefined;
    applications.push({ name, spec, where, variables, ...(artifact && { artifact }) });
  }
  const { secrets, problems: missing } = readSecrets(
    environment,
    keys,
    environment === "dev" ? [] : Object.values(specs).flatMap((spec) => spec.developmentValues),
    config,
  );
  problems.push(...crossChecks(applications), ...githubProblems(settings, applications));
  problems.push(...backupProblems(settings, applications, today), ...missing);
  if (problems.length > 0) throw new SettingsError(environment, problems);
  return { settings, secrets, applications };
}

function placeOf(spec: AppSpec, { environment, aws }: Settings, settings: Application): Where {
  const facts = spec.environments[environment];
  const mailHost = {
    none: "",
    mailhog: `${mailCatcherName(spec.name)}.${facts.namespace}.svc.cluster.local`,
    sesSandbox: `email-smtp.${aws.region}.amazonaws.com`,
    ses: `email-smtp.${aws.region}.amazonaws.com`,
  }[spec.email?.[environment] ?? "none"];
  return { environment, facts, settings, mailHost, ...bucketOf(spec.name, aws, settings) };
}

/** Name of the server that catches an application's mail in dev. */
export function mailCatcherName(application: string): string {
  return `${application}-mailhog`;
}
