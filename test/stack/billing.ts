import { specs } from "../../apps";
import { CUSTOM_DUMP } from "../../apps/dumps";
import { building } from "../../apps/environments";
import type { RepositoryFacts } from "../../apps/repository";
import { CACHE, configured, DATABASE, GENERATED, SLACK_WEBHOOK } from "../../apps/sources";
import type { AppEnvironment, AppSpec, GithubFacts } from "../../apps/spec";
import type { TagModel } from "../../apps/tags";
import type { Application } from "../../config/application";
import { artifactId } from "../../config/artifact";
import type { Environment, Settings } from "../../config/schema";
import { recordStack } from "../support/environment";
import type { Registration } from "../support/recorder";
import { recorded } from "../support/three-stacks";

const tags: TagModel = {
  rows: [{ on: "push", branches: ["main"], tags: ["<sha>"] }],
  stripTagPrefix: false,
};

const repository: RepositoryFacts = {
  name: "billing",
  defaultBranch: "main",
  branches: {
    main: {
      ...{ approvals: 1, merges: ["squash"], linear: true },
      ...{ resolveConversations: true, codeOwners: true },
    },
  },
  pipelines: [
    {
      file: "ci.yml",
      pullRequests: ["main"],
      jobs: {
        test: { required: true },
        build: { environment: "ci" },
        staging: { environment: "staging" },
        production: { environment: "production" },
      },
    },
  ],
  owners: [["*", "developers"]],
  labels: {},
  conventionalCommits: false,
  secrets: {},
};

/** Everything that a new application is: one file under `apps/`. */
const billing: AppSpec = {
  name: "billing",
  repository,
  registry: { kind: "ecr" },
  tags,
  environments: {
    dev: { ...place("dev"), logLevels: ["DEBUG"], github: [] },
    staging: { ...place("staging"), logLevels: ["INFO"], github: [from("staging", "develop")] },
    prod: {
      ...place("production"),
      logLevels: ["INFO"],
      github: [from("production", "main"), building(tags, repository, "push")],
    },
  },
  database: {
    name: { dev: "billing", staging: "billing", prod: "billing" },
    owner: "billing",
    driver: "asyncpg",
    block: 4,
  },
  cache: { index: { dev: 0, staging: 0, prod: 0 }, client: "plain" },
  backend: {
    image: "billing",
    container: "api",
    port: 4000,
    readinessPath: "/ready",
    paths: ["/*"],
    smoke: [{ method: "GET", path: "/ready", expect: [200], fatal: true }],
  },
  worker: { command: () => ["billing", "work"] },
  check: ["billing", "check"],
  migrate: ["billing", "migrate"],
  dump: CUSTOM_DUMP,
  variables: ({ facts }) => ({ BILLING_ENV: facts.label }),
  guards: ({ facts }) => ({ BILLING_ENV: facts.label }),
  developmentValues: [],
  internetPorts: [443],
  secrets: () => ({
    DATABASE_URL: DATABASE,
    REDIS_URL: CACHE,
    SESSION_SECRET: GENERATED,
    BANK_KEY: configured("bankKey"),
  }),
};

const artifact = { images: { billing: `sha256:${"7".repeat(64)}` }, schemaHead: "0001" };

/** The artifact of it that runs. */
export const billingArtifact = artifactId(artifact);

/** Its YAML, with the sizes that AppOS has in the same environment. */
function withBilling(settings: Settings): Settings {
  const { appos } = settings.applications;
  if (appos === undefined) throw new Error("appos is not in the stack file");
  const own: Application = {
    ...appos,
    ...(appos.host !== undefined && { host: appos.host.replace("appos", "billing") }),
    artifacts: { [billingArtifact]: artifact },
    active: billingArtifact,
  };
  return { ...settings, applications: { ...settings.applications, billing: own } };
}

/** Records an environment without and with the fifth application before the tests of a block. */
export function growth(stack: Environment) {
  let grown: Awaited<ReturnType<typeof grow>> | undefined;
  beforeAll(async () => {
    grown = await grow(stack);
  });
  return () => {
    if (grown === undefined) throw new Error(`${stack} was not recorded`);
    return grown;
  };
}

async function grow(stack: Environment) {
  const recording = await recorded(stack);
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

function place(namespace: string): Pick<AppEnvironment, "label" | "namespace" | "serviceName"> {
  return { label: namespace, namespace, serviceName: "billing" };
}

function from(environment: GithubFacts["environment"], branch: string): GithubFacts {
  return {
    environment,
    branches: [branch],
    tags: [],
    reviewed: environment === "production",
    secrets: { SLACK_WEBHOOK },
    variables: [],
  };
}
