import { building } from "./environments";
import { lifeOsRepository } from "./repositories/life-os";
import { CACHE, configured, DATABASE, GENERATED, SLACK_WEBHOOK } from "./sources";
import type { AppEnvironment, AppSpec, GithubFacts, Where } from "./spec";
import type { TagModel } from "./tags";

const LOG_LEVELS = {
  dev: ["DEBUG"],
  staging: ["INFO"],
  prod: ["INFO", "WARNING"],
} as const;

const deployed = ({ environment }: Where) => environment !== "dev";

/** Keys of the model providers; each environment has its own. */
const KEYS = {
  GEMINI_API_KEY: configured("geminiApiKey"),
  OPENAI_API_KEY: configured("openaiApiKey"),
};

/** The release tag follows the merge that went out, and names the image which that merge pushed. */
const TAGS: TagModel = {
  rows: [
    { on: "push", branches: ["staging", "main"], tags: ["<sha>"] },
    { on: "release", tags: ["<version>", "<sha>"] },
  ],
  stripTagPrefix: false,
};

/** Life-OS: an API and a front-end container; staging is the default branch, main is production. */
export const lifeOs: AppSpec = {
  name: "life-os",
  repository: lifeOsRepository,
  registry: { kind: "ecr" },
  tags: TAGS,
  environments: {
    dev: { ...place("development", "dev"), logLevels: LOG_LEVELS.dev, github: [] },
    staging: {
      ...place("staging", "staging"),
      logLevels: LOG_LEVELS.staging,
      github: [from("staging", "staging", false)],
    },
    prod: {
      ...place("production", "production"),
      logLevels: LOG_LEVELS.prod,
      github: [
        from("production", "main", true),
        from("production-migrations", "main", true),
        building(TAGS, lifeOsRepository, "push"),
      ],
    },
  },
  database: {
    name: { dev: "life_os_dev", staging: "life_os_staging", prod: "life_os_production" },
    owner: "life_os",
    driver: "asyncpg",
    block: 1,
  },
  cache: { index: { dev: 0, staging: 1, prod: 0 }, client: "plain" },
  backend: {
    image: "life-os-api",
    container: "ai-studio-api",
    port: 8000,
    readinessPath: "/health",
    paths: ["/api/*", "/health"],
    smoke: [{ method: "GET", path: "/health", expect: [200], fatal: true }],
  },
  frontend: {
    kind: "container",
    image: "life-os-frontend",
    container: "ai-studio-frontend",
    port: 3000,
    readinessPath: "/",
    paths: ["/*"],
    smoke: [{ method: "GET", path: "/", expect: [200], fatal: true }],
  },
  check: ["alembic", "current"],
  migrate: ["alembic", "upgrade", "head"],
  // The name that its restore_postgresql_backup.sh is given.
  dump: { format: "sqlGz", name: "backup_%Y%m%d_%H%M%S.sql.gz" },
  // Assumed: its seed wants realistic test data in staging and names no command that makes any.
  testData: ["python", "scripts/load_test_data.py"],
  variables: (where) => ({
    ENVIRONMENT: where.facts.label,
    DEBUG: String(!deployed(where)),
    REQUIRE_AUTH: String(deployed(where)),
    ...(where.settings.host !== undefined && { BASE_URL: `https://${where.settings.host}` }),
  }),
  guards: (where) => ({
    ENVIRONMENT: where.facts.label,
    ...(deployed(where) && { DEBUG: "false", REQUIRE_AUTH: "true" }),
  }),
  developmentValues: ["dev_secret_key_insecure"],
  // Its seed backs "files" up and names none: nothing that people upload lies on a disk.
  uploads: { kind: "disk", paths: [] },
  // Gemini, OpenAI and Sentry.
  internetPorts: [443],
  secrets: ({ environment }) => ({
    DATABASE_URL: DATABASE,
    REDIS_URL: CACHE,
    JWT_SECRET_KEY: GENERATED,
    ...KEYS,
    ...(environment === "prod" && { SENTRY_DSN: configured("sentryDsn") }),
  }),
};

function place(label: string, namespace: string): Omit<AppEnvironment, "logLevels" | "github"> {
  return { label, namespace, serviceName: "life-os" };
}

function from(
  environment: GithubFacts["environment"],
  branch: string,
  reviewed: boolean,
): GithubFacts {
  return {
    environment,
    branches: [branch],
    tags: [],
    reviewed,
    secrets: { SLACK_WEBHOOK },
    variables: [],
  };
}
