import type { GithubEnvironment } from "../config/github";
import type { Environment } from "../config/schema";
import { platformPipelines } from "./platform-pipelines";
import type { RepositoryFacts } from "./repository";
import { READER_KEY, RELEASE_CHANNEL, RELEASE_KEY } from "./secret-keys";
import type { GithubFacts } from "./spec";
import type { TagModel } from "./tags";

/** What GitHub runs for a pull request is its merge with the branch that it goes to. */
const PULL_REQUESTS = ["refs/pull/*/merge"];

/** What jobs find in an environment, by what they do there. */
const PLANS = {
  secrets: { READER_APP_KEY: { from: "config", key: READER_KEY } },
  variables: ["READER_APP_ID", "PULUMI_BACKEND_URL"],
} as const;
const PROPOSES = {
  secrets: { RELEASE_APP_KEY: { from: "config", key: RELEASE_KEY } },
  variables: ["RELEASE_APP_ID"],
} as const;
const APPLIES = {
  secrets: { ...PROPOSES.secrets, RELEASE_CHANNEL: { from: "config", key: RELEASE_CHANNEL } },
  variables: [...PROPOSES.variables, "PULUMI_BACKEND_URL", "EVIDENCE_BUCKET"],
} as const;

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
  pipelines: platformPipelines,
  owners: [["*", "devops"]],
  labels: {},
  conventionalCommits: false,
  secrets: {},
};

/**
 * Its environments gate `pulumi preview` and `pulumi up`, each with a role of its own. What is on `main` has been
 * reviewed, so that nobody is asked again before it is looked at (`plan-…`) or proposed.
 */
export const platformEnvironments: Readonly<Record<Environment, readonly GithubFacts[]>> = {
  dev: stages("dev", "preview-dev", "plan-dev"),
  staging: stages("staging", "preview-staging", "plan-staging"),
  prod: [
    ...stages("production", "preview-prod", "plan-prod"),
    { ...open("ci"), role: "push" },
    { ...open("proposals"), ...PROPOSES },
  ],
};

function stages(
  apply: GithubEnvironment,
  preview: GithubEnvironment,
  plan: GithubEnvironment,
): readonly GithubFacts[] {
  return [
    { ...open(apply), ...APPLIES, reviewed: true, role: "apply" },
    { ...open(preview), ...PLANS, reviewed: true, role: "plan", branches: PULL_REQUESTS },
    { ...open(plan), ...PLANS, role: "plan" },
  ];
}

/** An environment that jobs of `main` enter without asking anybody. */
function open(environment: GithubEnvironment): GithubFacts {
  const nothing = { tags: [], secrets: {}, variables: [] };
  return { environment, branches: ["main"], reviewed: false, ...nothing };
}
