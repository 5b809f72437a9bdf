import { imagesOf } from "../apps/spec";
import { Registry } from "../components/delivery/registry";
import { Environment } from "../components/github/environment";
import { MailCatcher } from "../components/workload/mail-catcher";
import { declareCache } from "./cache";
import { declareDatabase } from "./database";
import type { Foundation } from "./foundation";
import type { ApplicationOutputs } from "./outputs";
import { mailCatcherName, type Plan, type PlannedApplication } from "./plan";
import { declareRelease, registryAddress } from "./release";
import { reviewerIds } from "./reviewers";
import { gatherSecrets, type SecretValues } from "./secret-values";

/** The image that catches mail in dev. */
const MAILHOG_IMAGE = "mailhog/mailhog:v1.0.1";

/** Declares everything that one application needs in one environment. */
export function declareApplication(
  plan: Plan,
  app: PlannedApplication,
  foundation: Foundation,
): ApplicationOutputs {
  const { name, spec, where } = app;
  const namespace = foundation.namespaces.get(where.facts.namespace)?.name;
  if (namespace === undefined) throw new Error(`no namespace ${where.facts.namespace}`);

  const registries = declareRegistries(plan, app, foundation);
  const database = declareDatabase(plan, app, foundation, namespace);
  const cache = declareCache(app, foundation, namespace);
  const values = gatherSecrets(plan, app, foundation, { database: database.url, cache: cache.url });
  const github = declareGithub(app, values);
  if (spec.email?.[where.environment] === "mailhog") {
    new MailCatcher(
      mailCatcherName(name),
      { namespace, image: MAILHOG_IMAGE, stamp: foundation.stamp(name) },
      foundation.providers,
    );
  }
  const release = declareRelease(plan, app, foundation, namespace, values);

  return {
    namespace,
    url: where.settings.host === undefined ? undefined : `https://${where.settings.host}`,
    images: imagesOf(spec).map(
      (image) => `${registryAddress(plan.settings, spec.registry)}/${image}`,
    ),
    registries: registries.map(({ url }) => url),
    databaseHost: database.host,
    cacheHost: cache.host,
    githubEnvironments: github.map(({ environment }) => environment),
    address: release?.address,
    artifact: release?.rollout.apply(() => where.settings.active),
    rollout: release?.rollout,
  };
}

function declareRegistries(
  { settings }: Plan,
  { name, spec }: PlannedApplication,
  { dataKey, guard, stamp, providers }: Foundation,
): readonly Registry[] {
  if (!settings.ownsRegistry || spec.registry.kind !== "ecr") return [];
  return imagesOf(spec).map(
    (repository) =>
      new Registry(
        `${repository}-registry`,
        {
          repository,
          kmsKeyArn: dataKey.arn,
          pullAccounts: settings.registry.pullAccounts,
          guard,
          stamp: stamp(name),
        },
        providers,
      ),
  );
}

function declareGithub(
  { name, spec, where }: PlannedApplication,
  values: SecretValues,
): readonly Environment[] {
  const { settings, facts } = where;
  const nobody = { teams: [], users: [] };
  const reviewers = reviewerIds(settings.reviewers);
  return facts.github.map(
    ({ environment, branches, tags, reviewed, secrets, variables }) =>
      new Environment(`${name}-${environment}`, {
        repository: spec.repository,
        environment,
        branches,
        tags,
        reviewers: reviewed ? reviewers : nobody,
        waitMinutes: reviewed ? settings.waitMinutes : 0,
        secrets: values.of(secrets),
        variables,
      }),
  );
}
