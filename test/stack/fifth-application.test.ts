import * as pulumi from "@pulumi/pulumi";

import { specs } from "../../apps";
import { CACHE, configured, DATABASE, GENERATED, SLACK_WEBHOOK } from "../../apps/sources";
import type { AppEnvironment, AppSpec } from "../../apps/spec";
import type { Application } from "../../config/application";
import { artifactId } from "../../config/artifact";
import type { Environment, Settings } from "../../config/schema";
import type { ApplicationOutputs } from "../../stack/outputs";
import { recordStack } from "../support/environment";
import type { Registration } from "../support/recorder";

/** Everything that a new application is: one file under `apps/`. */
const billing: AppSpec = {
  name: "billing",
  repository: "billing",
  registry: { kind: "ecr" },
  environments: {
    dev: { ...place("dev"), logLevels: ["DEBUG"], github: [] },
    staging: { ...place("staging"), logLevels: ["INFO"], github: [from("staging", "develop")] },
    prod: { ...place("production"), logLevels: ["INFO"], github: [from("production", "main")] },
  },
  database: {
    name: { dev: "billing", staging: "billing", prod: "billing" },
    owner: "billing",
    driver: "asyncpg",
  },
  cache: { index: { dev: 0, staging: 0, prod: 0 }, client: "plain" },
  backend: { image: "billing", container: "api", port: 4000, readinessPath: "/ready" },
  worker: { command: () => ["billing", "work"] },
  migrate: ["billing", "migrate"],
  variables: ({ facts }) => ({ BILLING_ENV: facts.label }),
  guards: ({ facts }) => ({ BILLING_ENV: facts.label }),
  developmentValues: [],
  secrets: () => ({
    DATABASE_URL: DATABASE,
    REDIS_URL: CACHE,
    SESSION_SECRET: GENERATED,
    BANK_KEY: configured("bankKey"),
  }),
};

const artifact = { images: { billing: `sha256:${"7".repeat(64)}` }, schemaHead: "0001" };
const id = artifactId(artifact);

/** What makes a stack of it complete; names without the id of the rollout. */
const EVERYWHERE = [
  "core/v1:Service billing-backend",
  "apps/v1:Deployment billing-backend",
  "apps/v1:Deployment billing-worker",
  "batch/v1:Job billing-migrate",
  "core/v1:Secret billing-secrets",
  "index/randomPassword:RandomPassword billing-generated-SESSION_SECRET",
];
const IN_CLUSTER = [
  "apps/v1:StatefulSet billing-postgres-server",
  "apps/v1:StatefulSet billing-redis-server",
];
const MANAGED = [
  "rds/instance:Instance billing-postgres-instance",
  "elasticache/replicationGroup:ReplicationGroup billing-redis-group",
];
const environment = (name: string) =>
  `index/repositoryEnvironment:RepositoryEnvironment billing-${name}-environment`;

const REGISTRY = "ecr/repository:Repository billing-registry-repository";

describe.each([
  {
    stack: "dev",
    namespace: "dev",
    complete: [...EVERYWHERE, ...IN_CLUSTER],
    absent: /aws:|github:/,
    outputs: { url: undefined, registries: [], githubEnvironments: [] },
  },
  {
    stack: "staging",
    namespace: "staging",
    complete: [...EVERYWHERE, ...MANAGED, environment("staging")],
    absent: /aws:ecr|StatefulSet/,
    outputs: {
      url: "https://billing.staging.example-org.test",
      registries: [],
      githubEnvironments: ["staging"],
    },
  },
  {
    stack: "prod",
    namespace: "production",
    complete: [...EVERYWHERE, ...MANAGED, environment("production"), REGISTRY],
    absent: /StatefulSet/,
    outputs: {
      url: "https://billing.example-org.test",
      registries: ["registry.test/billing-registry-repository"],
      githubEnvironments: ["production"],
    },
  },
] as const)("a fifth application in $stack", ({ stack, namespace, complete, absent, outputs }) => {
  const grown = growth(stack);

  it("brings everything that it needs", () => {
    expect(grown().added.map(plainName)).toEqual(expect.arrayContaining([...complete]));
  });

  it("brings nothing that is not its own", () => {
    expect(grown().added.filter(({ name }) => !/^billing(-|$)/.test(name))).toEqual([]);
    expect(grown().added.filter(({ type }) => absent.test(type))).toEqual([]);
  });

  it("leaves the other four as they were", () => {
    expect(grown().kept).toEqual(grown().before);
  });

  it("runs in the namespace that is there", () => {
    const places = grown()
      .added.map(({ inputs }) => inputs["metadata"] as { namespace?: string } | undefined)
      .flatMap((metadata) => metadata?.namespace ?? []);

    expect(new Set(places)).toEqual(new Set([namespace]));
  });

  it("is an output like the others", async () => {
    const { billing: own, appos } = grown().outputs.applications;

    expect(await plain(own)).toMatchObject({
      ...outputs,
      namespace,
      images: ["333333333333.dkr.ecr.eu-central-1.amazonaws.com/billing"],
      artifact: id,
    });
    expect(Object.keys(own ?? {})).toEqual(Object.keys(appos ?? {}));
  });
});

/** Records an environment without and with the fifth application before the tests of a block. */
function growth(stack: Environment) {
  let grown: Awaited<ReturnType<typeof grow>> | undefined;
  beforeAll(async () => {
    grown = await grow(stack);
  }, 60_000);
  return () => {
    if (grown === undefined) throw new Error(`${stack} was not recorded`);
    return grown;
  };
}

async function grow(stack: Environment) {
  const { recording } = await recordStack(stack);
  const { recording: after, outputs } = await recordStack(stack, withBilling, {
    ...specs,
    billing,
  });
  const names = new Set(recording.names());
  const isOld = ({ type, name }: Registration) => names.has(`${type} ${name}`);
  return {
    before: recording.all,
    kept: after.all.filter(isOld),
    added: after.all.filter((r) => !isOld(r)),
    outputs,
  };
}

/** Type without its package, and name without the id of the rollout. */
function plainName({ type, name }: Registration): string {
  return `${type.split(":").slice(1).join(":")} ${name.replace(/-[0-9a-f]{12}$/, "")}`;
}

function plain(value: ApplicationOutputs | undefined): Promise<unknown> {
  return new Promise((done) => void pulumi.output(value).apply(done));
}

/** Its YAML, with the sizes that AppOS has in the same environment. */
function withBilling(settings: Settings): Settings {
  const { appos } = settings.applications;
  if (appos === undefined) throw new Error("appos is not in the stack file");
  const own: Application = {
    ...appos,
    ...(appos.host !== undefined && { host: appos.host.replace("appos", "billing") }),
    artifacts: { [id]: artifact },
    active: id,
  };
  return { ...settings, applications: { ...settings.applications, billing: own } };
}

function place(namespace: string): Pick<AppEnvironment, "label" | "namespace" | "serviceName"> {
  return { label: namespace, namespace, serviceName: "billing" };
}

function from(environment: string, branch: string): AppEnvironment["github"][number] {
  return {
    environment,
    branches: [branch],
    tags: [],
    reviewed: environment === "production",
    secrets: { SLACK_WEBHOOK },
    variables: {},
  };
}
