import { stringify } from "yaml";

import type { AppEnvironment, AppSpec } from "./spec";

const CELERY = ["celery", "-A", "appos.celery"];

/** Three queues, one worker: `celery` is the default, the others are AppOS's own. */
const QUEUES = "celery,process_steps,scheduled";

/** AppOS: one image for web, worker and beat; promoted feature → staging → main. */
export const appos: AppSpec = {
  name: "appos",
  repository: "appos",
  image: "appos",
  environments: {
    dev: {
      namespace: "dev",
      variables: { APPOS_ENV: "dev" },
      logLevels: ["DEBUG"],
      cacheIndex: 0,
      concurrency: 2,
    },
    staging: {
      namespace: "staging",
      variables: { APPOS_ENV: "staging" },
      logLevels: ["INFO"],
      cacheIndex: 0,
      concurrency: 4,
      github: {
        environment: "staging",
        branch: "staging",
        secrets: { SLACK_WEBHOOK: "slackWebhook" },
        variables: { APPOS_ENV: "staging" },
      },
    },
    prod: {
      namespace: "prod",
      variables: { APPOS_ENV: "prod" },
      logLevels: ["INFO", "WARNING"],
      cacheIndex: 0,
      concurrency: { min: 8, max: 16 },
      github: {
        environment: "production",
        branch: "main",
        secrets: { PROD_DB_URL: "databaseUrl", SLACK_WEBHOOK: "slackWebhook" },
        variables: { APPOS_ENV: "prod" },
      },
    },
  },
  database: { name: "appos_core", owner: "appos" },
  web: { port: 3000, readinessPath: "/ready" },
  worker: (facts, app) => [
    ...CELERY,
    "worker",
    "-l",
    app.logLevel.toLowerCase(),
    "-Q",
    QUEUES,
    concurrencyFlag(facts),
  ],
  scheduler: (_facts, app) => [
    ...CELERY,
    "beat",
    "-l",
    app.logLevel.toLowerCase(),
    "--schedule",
    "/tmp/celerybeat-schedule",
  ],
  migrate: ["appos", "migrate"],
  generate: { command: ["appos", "generate"], path: "/app/generated" },
  configFile: (facts, app) => ({
    name: `appos.${facts.variables["APPOS_ENV"] ?? ""}.yaml`,
    directory: "/app/config",
    text: stringify({
      platform: { environment: facts.variables["APPOS_ENV"], log_level: app.logLevel },
    }),
  }),
};

/** Processes of the worker pod; scaling pods is another decision. */
function concurrencyFlag({ concurrency }: AppEnvironment): string {
  return typeof concurrency === "number"
    ? `--concurrency=${concurrency}`
    : `--autoscale=${concurrency.max},${concurrency.min}`;
}
