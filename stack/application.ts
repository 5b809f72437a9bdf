import type * as pulumi from "@pulumi/pulumi";

import type { SecretSource } from "../apps/spec";
import { Registry } from "../components/delivery/registry";
import { Environment } from "../components/github/environment";
import { Release } from "../components/workload/release";
import { contentId, isDigest } from "../config/artifact";
import type { Settings } from "../config/schema";
import { declareCache } from "./cache";
import { declareDatabase } from "./database";
import type { Foundation } from "./foundation";
import type { ApplicationOutputs } from "./outputs";
import type { Plan, PlannedApplication } from "./plan";
import { reviewerIds } from "./reviewers";

/** Raised when the components change what runs: every application then gets a new rollout. */
const COMPONENT_VERSION = 1;

/** Declares everything that one application needs in one environment. */
export function declareApplication(
  plan: Plan,
  app: PlannedApplication,
  foundation: Foundation,
): ApplicationOutputs {
  const { name, spec, facts } = app;
  const namespace = foundation.namespaces.get(facts.namespace)?.name;
  if (namespace === undefined) throw new Error(`namespace ${facts.namespace} was not declared`);

  const registry = plan.settings.ownsRegistry ? declareRegistry(plan, app, foundation) : undefined;
  const database = declareDatabase(plan, app, foundation, namespace);
  const cache = declareCache(app, foundation, namespace);
  const sources: Record<SecretSource, pulumi.Input<string> | undefined> = {
    databaseUrl: database.url,
    slackWebhook: plan.secrets[`${name}.slackWebhook`],
  };
  const github = declareGithub(app, sources);
  const release = declareRelease(plan, app, foundation, namespace, {
    DATABASE_URL: database.url,
    REDIS_URL: cache.url,
  });

  return {
    namespace,
    image: `${registryHost(plan.settings)}/${spec.image}`,
    registry: registry?.url,
    databaseHost: database.host,
    cacheHost: cache.host,
    githubEnvironment: github?.environment,
    address: release?.address,
    artifact: release?.rollout.apply(() => app.settings.active),
    rollout: release?.rollout,
  };
}

function declareRegistry(
  { settings }: Plan,
  { name, spec }: PlannedApplication,
  { dataKey, guard, stamp, providers }: Foundation,
): Registry {
  return new Registry(
    `${name}-registry`,
    {
      repository: spec.image,
      kmsKeyArn: dataKey.arn,
      pullAccounts: settings.registry.pullAccounts,
      guard,
      stamp: stamp(name),
    },
    providers,
  );
}

function declareGithub(
  { name, spec, facts, settings }: PlannedApplication,
  sources: Readonly<Record<SecretSource, pulumi.Input<string> | undefined>>,
): Environment | undefined {
  if (facts.github === undefined) return undefined;
  const { environment, branch, secrets, variables } = facts.github;
  return new Environment(`${name}-${environment}`, {
    repository: spec.repository,
    environment,
    branch,
    reviewers: reviewerIds(settings.reviewers),
    waitMinutes: settings.waitMinutes,
    secrets: Object.fromEntries(
      Object.entries(secrets).flatMap(([secretName, source]) => {
        const value = sources[source];
        return value === undefined ? [] : [[secretName, value]];
      }),
    ),
    variables,
  });
}

function declareRelease(
  { settings }: Plan,
  app: PlannedApplication,
  { stamp, providers }: Foundation,
  namespace: pulumi.Output<string>,
  secrets: Readonly<Record<string, pulumi.Output<string>>>,
): Release | undefined {
  const { name, spec, facts, artifact, settings: own } = app;
  const image = artifact?.images[spec.image];
  if (artifact === undefined || image === undefined) return undefined;

  const configFile = spec.configFile(facts, own);
  const worker = { ...own.worker, command: spec.worker(facts, own) };
  const scheduler = { command: spec.scheduler(facts, own) };
  return new Release(
    name,
    {
      namespace,
      rolloutId: contentId({
        artifact: own.active,
        configFile,
        variables: facts.variables,
        rotation: own.rotation,
        version: COMPONENT_VERSION,
      }),
      image: `${registryHost(settings)}/${spec.image}${isDigest(image) ? "@" : ":"}${image}`,
      variables: facts.variables,
      secrets,
      configFile,
      generate: spec.generate,
      migrate: spec.migrate,
      web: { ...spec.web, ...own.web },
      worker,
      scheduler,
      stamp: stamp(name),
    },
    providers,
  );
}

/** The registry exists once, so an image has the same address in every environment. */
function registryHost({ registry }: Settings): string {
  return `${registry.accountId}.dkr.ecr.${registry.region}.amazonaws.com`;
}
