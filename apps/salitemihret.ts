import { CUSTOM_DUMP } from "./dumps";
import { building } from "./environments";
import { salitemihretRepository } from "./repositories/salitemihret";
import {
  CACHE,
  configured,
  DATABASE,
  GENERATED,
  SLACK_WEBHOOK,
  SMTP_PASSWORD,
  SMTP_USER,
} from "./sources";
import type { AppSpec, GithubFacts, SecretSource, Where } from "./spec";
import type { TagModel } from "./tags";

const LICENSE_PATH = "/etc/salitemihret/license.json";
const LICENSE = configured("license");

const deployed = ({ environment }: Where) => environment !== "dev";

/** Where mail goes: caught in dev, sent by SES elsewhere, whose SMTP interface wants a login. */
const SMTP_LOGIN = { SMTP_USER, SMTP_PASSWORD };

const TAGS: TagModel = {
  rows: [
    { on: "pullRequest", tags: ["pr-<number>-<sha>"] },
    { on: "deployment", tags: ["<sha>", "<deployment>"] },
    { on: "request", tags: ["<sha>"] },
  ],
  stripTagPrefix: false,
};

/** SaliteMihret: a FastAPI backend, its scheduler, and pages that are built once for all environments. */
export const salitemihret: AppSpec = {
  name: "salitemihret",
  repository: salitemihretRepository,
  registry: { kind: "ecr" },
  tags: TAGS,
  environments: {
    dev: {
      namespace: "dev",
      label: "local",
      serviceName: "salitemihret-backend",
      logLevels: ["DEBUG"],
      github: [],
    },
    staging: {
      namespace: "staging",
      label: "staging",
      // The seed's own name for the staging service; it is no dev environment.
      serviceName: "salitemihret-dev-backend",
      logLevels: ["INFO"],
      github: [release("staging", "staging-*", false)],
    },
    prod: {
      namespace: "production",
      label: "production",
      serviceName: "salitemihret-backend",
      logLevels: ["INFO", "WARNING"],
      github: [
        release("production", "prod-*", true),
        building(TAGS, salitemihretRepository, "push"),
      ],
    },
  },
  database: {
    name: { dev: "saliteone", staging: "saliteone", prod: "saliteone" },
    owner: "saliteone",
    driver: "psycopg2",
    block: 3,
  },
  cache: { index: { dev: 0, staging: 0, prod: 0 }, client: "plain" },
  backend: {
    image: "salitemihret-backend",
    container: "backend",
    port: 8000,
    livenessPath: "/health",
    readinessPath: "/health",
    paths: ["/api/*", "/health"],
    // Without an account: a login that names nobody, and members that are nobody's business. The seed
    // gives no codes, and a guess may not stop a release.
    smoke: [
      { method: "GET", path: "/health", expect: [200], fatal: true },
      { method: "POST", path: "/api/auth/login", expect: [400, 401, 422], fatal: false },
      { method: "GET", path: "/api/members?page=1", expect: [401, 403], fatal: false },
    ],
  },
  frontend: { kind: "static", image: "salitemihret-frontend", directory: "/app/dist" },
  scheduler: {
    command: () => ["python", "-m", "server.scheduler"],
    variables: { SCHEDULER_ENABLED: "true" },
  },
  check: inServer("alembic current"),
  migrate: inServer("alembic upgrade head"),
  downgrade: (revision) => `sh -c "cd server && alembic downgrade ${revision}"`,
  // The seed names the flows and no command; the backend's image answers to these.
  rehearsal: ["login", "import", "payments"].map((name) => ({
    name,
    command: ["python", "-m", "server.rehearse", name],
  })),
  dump: CUSTOM_DUMP,
  variables: (where) => ({
    // One scheduler is enough: every other process leaves its jobs alone.
    SCHEDULER_ENABLED: "false",
    SMTP_HOST: where.mailHost,
    SMTP_PORT: deployed(where) ? "587" : "1025",
    ...(where.settings.host !== undefined && { SMTP_FROM: `no-reply@${where.settings.host}` }),
    LICENSE_KEY_PATH: deployed(where) ? LICENSE_PATH : "runtime/license.json",
  }),
  guards: () => ({ SCHEDULER_ENABLED: "false" }),
  developmentValues: [],
  // Sentry, and the SMTP interface of SES.
  internetPorts: [443, 587],
  secrets: (where) => ({
    DATABASE_URL: DATABASE,
    REDIS_URL: CACHE,
    JWT_SECRET: GENERATED,
    ...(deployed(where) && { SENTRY_DSN: configured("sentryDsn"), ...SMTP_LOGIN }),
  }),
  secretFiles: (where) => (deployed(where) ? { [LICENSE_PATH]: LICENSE } : {}),
  email: { dev: "mailhog", staging: "sesSandbox", prod: "ses" },
  // S3 under the names of its MinIO client; MINIO_ACCESS_KEY and MINIO_SECRET_KEY have no successor.
  uploads: {
    kind: "bucket",
    variables: { bucket: "MINIO_BUCKET", endpoint: "MINIO_ENDPOINT", region: "MINIO_REGION" },
  },
};

/** Its migrations are described in that folder of the image. */
function inServer(command: string): readonly string[] {
  return ["sh", "-c", `cd server && exec ${command}`];
}

function release(
  environment: GithubFacts["environment"],
  tag: string,
  reviewed: boolean,
): GithubFacts {
  const secrets: Readonly<Record<string, SecretSource>> = {
    DATABASE_URL: DATABASE,
    JWT_SECRET: GENERATED,
    SENTRY_DSN: configured("sentryDsn"),
    LICENSE_KEY: LICENSE,
    ...SMTP_LOGIN,
    SLACK_WEBHOOK,
  };
  const variables = ["SMTP_HOST", "SMTP_PORT", "SMTP_FROM"];
  return { environment, branches: [], tags: [tag], reviewed, secrets, variables };
}
