import { CUSTOM_DUMP } from "./dumps";
import { building } from "./environments";
import { lifeosRepository } from "./repositories/lifeos";
import { CACHE, DATABASE, GENERATED, SLACK_WEBHOOK } from "./sources";
import type { AppSpec, GithubFacts, SecretSource } from "./spec";
import type { TagModel } from "./tags";

const RELEASE_TAGS = ["v*.*.*"];

/** Staging and production run everything. */
const ALL_FEATURES = {
  ENABLE_ML: "true",
  ENABLE_INSIGHTS: "true",
  ENABLE_ASSISTANT: "true",
  RATELIMIT_ENABLED: "true",
};

/** As in CI: models and assistant cost more than a sandbox is worth. */
const LOCAL_FEATURES = {
  ENABLE_ML: "false",
  ENABLE_INSIGHTS: "true",
  ENABLE_ASSISTANT: "false",
  RATELIMIT_ENABLED: "false",
};

const TAGS: TagModel = {
  rows: [
    { on: "pullRequest", tags: ["pr-<number>-<sha>"] },
    { on: "push", branches: ["main"], tags: ["<sha>", "main"] },
    { on: "push", branches: ["develop"], tags: ["<sha>", "develop"] },
    { on: "release", tags: ["<version>", "<sha>", "latest"] },
  ],
  stripTagPrefix: true,
};

/** LifeOS: a Flask web and a worker from one image on GHCR; production follows release tags. */
export const lifeos: AppSpec = {
  name: "lifeos",
  repository: lifeosRepository,
  registry: { kind: "ghcr", base: "ghcr.io/org", user: "lifeos" },
  tags: TAGS,
  environments: {
    dev: {
      namespace: "dev",
      label: "development",
      serviceName: "lifeos",
      logLevels: ["DEBUG"],
      github: [],
    },
    staging: {
      namespace: "staging",
      label: "staging",
      serviceName: "lifeos",
      logLevels: ["INFO"],
      github: [
        environment("staging", ["main", "develop"], RELEASE_TAGS, false, {
          DATABASE_URL: DATABASE,
          STAGING_DATABASE_URL: DATABASE,
          JWT_SECRET_KEY: GENERATED,
          SLACK_WEBHOOK,
        }),
      ],
    },
    prod: {
      namespace: "production",
      label: "production",
      serviceName: "lifeos",
      logLevels: ["INFO", "WARNING"],
      github: [
        environment("production-approval", [], RELEASE_TAGS, true, {}),
        environment("production", [], RELEASE_TAGS, true, {
          DATABASE_URL: DATABASE,
          PROD_DATABASE_URL: DATABASE,
          JWT_SECRET_KEY: GENERATED,
          SLACK_WEBHOOK,
        }),
        // GHCR takes the token of the job itself.
        building(TAGS, lifeosRepository),
      ],
    },
  },
  database: {
    name: { dev: "lifeos", staging: "lifeos", prod: "lifeos" },
    owner: "lifeos",
    driver: "none",
    block: 2,
  },
  cache: { index: { dev: 0, staging: 0, prod: 0 }, client: "celery" },
  backend: {
    image: "lifeos",
    container: "web",
    port: 5000,
    command: ["gunicorn", "-c", "deploy/gunicorn.conf.py"],
    livenessPath: "/health",
    readinessPath: "/ready",
    paths: ["/*"],
    smoke: [
      {
        ...{ method: "GET", path: "/health", expect: [200], fatal: true },
        bodyContains: ["ok", "healthy"],
      },
      // It may ask for a login that nobody has.
      { method: "GET", path: "/api/v1/ping", expect: [200], fatal: false },
    ],
  },
  worker: {
    command: ({ settings }) => [
      ...["celery", "-A", "lifeos.worker", "worker", "-l", settings.logLevel.toLowerCase()],
      "--concurrency=4",
    ],
  },
  check: ["flask", "db", "current"],
  migrate: ["flask", "db", "upgrade", "head"],
  downgrade: (revision) => `flask db downgrade ${revision}`,
  dump: CUSTOM_DUMP,
  variables: (where) => ({
    APP_ENV: where.facts.label,
    LOG_LEVEL: where.settings.logLevel,
    ...(where.environment === "dev" ? LOCAL_FEATURES : ALL_FEATURES),
    WORKER_ENABLED: String(where.settings.worker !== undefined),
  }),
  guards: (where) => ({
    APP_ENV: where.facts.label,
    ...(where.environment !== "dev" && ALL_FEATURES),
  }),
  developmentValues: [],
  internetPorts: [],
  secrets: () => ({ DATABASE_URL: DATABASE, REDIS_URL: CACHE, JWT_SECRET_KEY: GENERATED }),
};

function environment(
  name: GithubFacts["environment"],
  branches: readonly string[],
  tags: readonly string[],
  reviewed: boolean,
  secrets: Readonly<Record<string, SecretSource>>,
): GithubFacts {
  return { environment: name, branches, tags, reviewed, secrets, variables: [] };
}
