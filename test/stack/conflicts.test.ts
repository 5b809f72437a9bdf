import type { Environment } from "../../config/schema";
import { recordStack } from "../support/environment";
import { STACKS } from "../support/three-stacks";
import {
  approved,
  components,
  container,
  deployedFrom,
  githubSecrets,
  metadata,
  plain,
  process,
  recordAllTelling,
  secret,
} from "../support/workloads";

const of = recordAllTelling();

const APPLICATIONS = ["appos", "life-os", "lifeos", "salitemihret"] as const;

/** One answer per application. */
function each<T>(ask: (app: (typeof APPLICATIONS)[number]) => T): Readonly<Record<string, T>> {
  return Object.fromEntries(APPLICATIONS.map((app) => [app, ask(app)]));
}

describe("where deployments start", () => {
  it("X-02 production: a branch for two applications, a tag for the other two", () => {
    expect(each((app) => deployedFrom(of("prod"), app))).toEqual({
      appos: ["production branch main"],
      "life-os": ["production branch main", "production-migrations branch main"],
      lifeos: ["production tag v*.*.*", "production-approval tag v*.*.*"],
      salitemihret: ["production tag prod-*"],
    });
  });

  it("X-03 X-04 staging: main is one of its branches for LifeOS, and only there", () => {
    expect(each((app) => deployedFrom(of("staging"), app))).toEqual({
      appos: ["staging branch staging"],
      "life-os": ["staging branch staging"],
      lifeos: ["staging branch develop", "staging branch main", "staging tag v*.*.*"],
      salitemihret: ["staging tag staging-*"],
    });
  });

  it("X-07 who must approve: each application's own environments, with reviewers", () => {
    expect(each((app) => approved(of("prod"), app))).toEqual({
      appos: ["production"],
      "life-os": ["production", "production-migrations"],
      lifeos: ["production", "production-approval"],
      salitemihret: ["production"],
    });
    expect(each((app) => approved(of("staging"), app))).toEqual(each(() => []));
  });
});

describe("what an environment is called", () => {
  const WORDS = {
    dev: { appos: "dev", "life-os": "development", lifeos: "development" },
    staging: { appos: "staging", "life-os": "staging", lifeos: "staging" },
    prod: { appos: "prod", "life-os": "production", lifeos: "production" },
  };
  const NAMESPACES = {
    dev: { appos: "dev", "life-os": "dev", lifeos: "dev", salitemihret: "dev" },
    staging: { appos: "staging", "life-os": "staging", lifeos: "staging", salitemihret: "staging" },
    prod: {
      appos: "prod",
      "life-os": "production",
      lifeos: "production",
      salitemihret: "production",
    },
  };

  it.each(STACKS)("X-06 %s: one stack, and each application's own words for it", (stack) => {
    const variable = { appos: "APPOS_ENV", "life-os": "ENVIRONMENT", lifeos: "APP_ENV" };
    const words = Object.entries(variable).map(([app, name]) => [
      app,
      plain(of(stack), app, "backend")[name],
    ]);
    const backend = (app: string) => metadata(process(of(stack), app, "backend"));

    expect(Object.fromEntries(words)).toEqual(WORDS[stack]);
    expect(each((app) => backend(app).namespace)).toEqual(NAMESPACES[stack]);
    expect(each((app) => backend(app).labels["environment"])).toEqual(each(() => stack));
  });
});

it.each(STACKS)("X-09 in %s every process of every application runs on Kubernetes", (stack) => {
  expect(each((app) => components(of(stack), app))).toEqual({
    appos: ["backend", "check", "migrate", "scheduler", "worker"],
    "life-os": ["backend", "check", "frontend", "migrate"],
    lifeos: ["backend", "check", "migrate", ...(stack === "dev" ? [] : ["worker"])],
    salitemihret: ["backend", "check", "migrate", "scheduler"],
  });
  expect(of(stack).of("ec2/instance:Instance")).toEqual([]);
});

it.each(STACKS)("X-10 in %s liveness and readiness are decided apart", (stack) => {
  const probes = each((app) => {
    const { livenessProbe, readinessProbe } = container(of(stack), app, "backend");
    return [livenessProbe, readinessProbe];
  });
  const get = (path: string): unknown =>
    expect.objectContaining({ httpGet: { path, port: "main" } });

  expect(probes).toEqual({
    appos: [expect.objectContaining({ tcpSocket: { port: 3000 } }), get("/ready")],
    "life-os": [expect.objectContaining({ tcpSocket: { port: 8000 } }), get("/health")],
    lifeos: [get("/health"), get("/ready")],
    salitemihret: [get("/health"), get("/health")],
  });
});

describe("secrets under many names", () => {
  it.each(STACKS)("X-11 in %s each application reads its own names and scheme", (stack) => {
    const scheme = (app: string) =>
      secret(of(stack), app, "backend")["DATABASE_URL"]?.split("://")[0];
    const tokens = (app: string) =>
      Object.keys(secret(of(stack), app, "backend")).filter((name) => name.startsWith("JWT"));

    expect(each(scheme)).toEqual({
      appos: "postgresql",
      "life-os": "postgresql+asyncpg",
      lifeos: "postgresql",
      salitemihret: "postgresql+psycopg2",
    });
    expect(each(tokens)).toEqual({
      appos: [],
      "life-os": ["JWT_SECRET_KEY"],
      lifeos: ["JWT_SECRET_KEY"],
      salitemihret: ["JWT_SECRET"],
    });
  });

  it.each([
    ["appos", "prod", "production", ["PROD_DB_URL"]],
    ["lifeos", "prod", "production", ["DATABASE_URL", "PROD_DATABASE_URL"]],
    ["lifeos", "staging", "staging", ["DATABASE_URL", "STAGING_DATABASE_URL"]],
    ["salitemihret", "prod", "production", ["DATABASE_URL"]],
  ] as const)(
    "X-11 %s of %s: what GitHub calls the database is what the pods read",
    (app, stack, environment, names) => {
      const github = Object.entries(githubSecrets(of(stack), app, environment)).filter(([name]) =>
        /(DATABASE|DB)_URL$/.test(name),
      );
      const url = secret(of(stack), app, "backend")["DATABASE_URL"];

      expect(url).toContain(`@${app}-postgres-instance.test:5432/`);
      expect(github).toEqual(names.map((name) => [name, url]));
    },
  );
});

it.each([
  ["dev", "redis", undefined],
  ["staging", "rediss", "required"],
  ["prod", "rediss", "required"],
] as const)("X-12 in %s the cache is reached by %s", (stack, scheme, mode) => {
  const urls = each((app) => secret(of(stack), app, "backend")["REDIS_URL"] ?? "");
  const groups = of(stack)
    .of("ReplicationGroup")
    .map(({ inputs }) => inputs["transitEncryptionMode"]);

  expect(urls).toEqual(each(() => expect.stringMatching(PATTERN[scheme]) as string));
  expect(groups).toEqual(mode === undefined ? [] : [mode, mode, mode, mode]);
});

/** Over TLS nobody enters without a name and a password. */
const PATTERN = { redis: /^redis:\/\/[^@]+$/, rediss: /^rediss:\/\/\w+_a:generated-[^@]+@/ };

it("X-18 every production deployment can be announced, and must be", async () => {
  const webhook = (stack: Environment, environment: string) =>
    each((app) => githubSecrets(of(stack), app, environment)["SLACK_WEBHOOK"]);
  const quiet = recordStack("prod", (settings) => ({
    ...settings,
    applications: Object.fromEntries(
      Object.entries(settings.applications).map(([name, app]) => [
        name,
        { ...app, notify: "none" as const },
      ]),
    ),
  }));

  expect(webhook("prod", "production")).toEqual(each((app) => `prod:${app}.slackWebhook`));
  expect(webhook("staging", "staging")).toEqual(each((app) => `staging:${app}.slackWebhook`));
  await expect(quiet).rejects.toThrow("every production deployment is announced; got none");
});

it("restores each production database to any second of the days its seed asks for", () => {
  const days = (app: string) =>
    of("prod").named(`${app}-postgres-instance`, "Instance").inputs["backupRetentionPeriod"];

  expect(each(days)).toEqual({ appos: 30, "life-os": 30, lifeos: 30, salitemihret: 7 });
});
