import { stringify } from "yaml";

import { CUSTOM_DUMP } from "./dumps";
import { building } from "./environments";
import { apposRepository } from "./repositories/appos";
import { CACHE, DATABASE, SLACK_WEBHOOK } from "./sources";
import type { AppSpec, Where } from "./spec";
import type { TagModel } from "./tags";

const CELERY = ["celery", "-A", "appos.celery"];

/** Three queues, one worker: `celery` is the default, the others are AppOS's own. */
const QUEUES = "celery,process_steps,scheduled";

/** Assumed: the seed names the permission cache and none of its keys. */
const CACHED = "permission*";

/** Worker processes of one pod, fixed or grown on demand; scaling pods is another decision. */
const CONCURRENCY = {
  dev: "--concurrency=2",
  staging: "--concurrency=4",
  prod: "--autoscale=16,8",
} as const;

const level = ({ settings }: Where) => settings.logLevel.toLowerCase();

const TAGS: TagModel = {
  rows: [{ on: "push", branches: ["feature/*", "staging", "main"], tags: ["<sha>"] }],
  stripTagPrefix: false,
};

/** AppOS: one image for web, worker and beat; promoted feature → staging → main. */
export const appos: AppSpec = {
  name: "appos",
  repository: apposRepository,
  registry: { kind: "ecr" },
  tags: TAGS,
  environments: {
    dev: {
      namespace: "dev",
      label: "dev",
      serviceName: "appos",
      logLevels: ["DEBUG"],
      github: [],
    },
    staging: {
      namespace: "staging",
      label: "staging",
      serviceName: "appos",
      logLevels: ["INFO"],
      github: [
        {
          environment: "staging",
          branches: ["staging"],
          tags: [],
          reviewed: false,
          secrets: { SLACK_WEBHOOK },
          variables: ["APPOS_ENV"],
        },
      ],
    },
    prod: {
      namespace: "prod",
      label: "prod",
      serviceName: "appos",
      logLevels: ["INFO", "WARNING"],
      github: [
        {
          environment: "production",
          branches: ["main"],
          tags: [],
          reviewed: true,
          secrets: { PROD_DB_URL: DATABASE, SLACK_WEBHOOK },
          variables: ["APPOS_ENV"],
        },
        building(TAGS, apposRepository, "push"),
      ],
    },
  },
  database: {
    name: { dev: "appos_core", staging: "appos_core", prod: "appos_core" },
    owner: "appos",
    driver: "none",
    block: 0,
  },
  cache: { index: { dev: 0, staging: 0, prod: 0 }, client: "celery", cached: CACHED },
  backend: {
    image: "appos",
    container: "web",
    port: 3000,
    readinessPath: "/ready",
    paths: ["/*"],
    smoke: [{ method: "GET", path: "/ready", expect: [200], fatal: true }],
  },
  worker: {
    command: (where) => [
      ...[...CELERY, "worker", "-l", level(where), "-Q", QUEUES],
      CONCURRENCY[where.environment],
    ],
  },
  scheduler: {
    command: (where) => [
      ...[...CELERY, "beat", "-l", level(where)],
      ...["--schedule", "/tmp/celerybeat-schedule"],
    ],
  },
  check: ["appos", "check"],
  migrate: ["appos", "migrate"],
  dump: CUSTOM_DUMP,
  generate: { command: ["appos", "generate"], path: "/app/generated" },
  variables: ({ facts }) => ({ APPOS_ENV: facts.label }),
  guards: ({ facts }) => ({ APPOS_ENV: facts.label }),
  configFile: ({ facts, settings }) => ({
    name: `appos.${facts.label}.yaml`,
    directory: "/app/config",
    text: stringify({ platform: { environment: facts.label, log_level: settings.logLevel } }),
  }),
  developmentValues: ["devpass"],
  internetPorts: [],
  secrets: () => ({ DATABASE_URL: DATABASE, REDIS_URL: CACHE }),
};
