import type { Environment } from "../config/schema";
import type { RepositoryFacts } from "./repository";
import type { GithubFacts } from "./spec";
import type { TagModel } from "./tags";

/** What GitHub runs for a pull request is its merge with the branch that it goes to. */
const PULL_REQUESTS = ["refs/pull/*/merge"];

/** Gates and bootstrap Jobs of every environment run the toolbox, by digest. */
export const toolboxTags: TagModel = {
  rows: [{ on: "push", branches: ["main"], tags: ["<sha>"] }],
  stripTagPrefix: false,
};

/** The repository of this program. */
export const platformRepository: RepositoryFacts = {
  name: "platform",
  defaultBranch: "main",
  branches: {
    main: {
      ...{ approvals: 1, merges: ["squash"], linear: true },
      ...{ resolveConversations: true, codeOwners: true },
    },
  },
  pipelines: [
    {
      file: "pull-request.yml",
      pullRequests: ["main"],
      jobs: {
        check: { required: true },
        test: { required: true },
        "preview-dev": { environment: "preview-dev" },
        "preview-staging": { environment: "preview-staging" },
        "preview-prod": { environment: "preview-prod" },
      },
    },
    {
      file: "up.yml",
      pullRequests: [],
      jobs: {
        toolbox: { environment: "ci" },
        dev: { environment: "dev" },
        staging: { environment: "staging" },
        prod: { environment: "production" },
      },
    },
  ],
  owners: [["*", "devops"]],
  labels: {},
  conventionalCommits: false,
  secrets: {},
};

/** Its environments gate `pulumi preview` and `pulumi up`, each with a role of its own. */
export const platformEnvironments: Readonly<Record<Environment, readonly GithubFacts[]>> = {
  dev: [gate("dev", ["main"], "apply"), gate("preview-dev", PULL_REQUESTS, "plan")],
  staging: [gate("staging", ["main"], "apply"), gate("preview-staging", PULL_REQUESTS, "plan")],
  prod: [
    gate("production", ["main"], "apply"),
    gate("preview-prod", PULL_REQUESTS, "plan"),
    { ...gate("ci", ["main"], "push"), reviewed: false },
  ],
};

function gate(
  environment: GithubFacts["environment"],
  branches: readonly string[],
  role: GithubFacts["role"] & string,
): GithubFacts {
  return { environment, branches, tags: [], reviewed: true, secrets: {}, variables: [], role };
}
