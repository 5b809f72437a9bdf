import type { RepositoryFacts } from "../repository";
import { configured } from "../sources";

const STAYS = "deploy/stmary-staging";

/** SaliteMihret: numbered branches go to one branch, and tags of that branch are deployed. */
export const salitemihretRepository: RepositoryFacts = {
  name: "salitemihret",
  defaultBranch: STAYS,
  branches: {
    [STAYS]: {
      ...{ approvals: 1, merges: ["merge", "squash"], linear: false },
      ...{ resolveConversations: true, codeOwners: true },
    },
  },
  pipelines: [
    {
      file: "ci.yml",
      pullRequests: [STAYS],
      jobs: {
        "lint-and-test": { required: true },
        build: { required: true },
        scan: { required: true },
        checklist: { required: true },
        images: { environment: "ci" },
      },
    },
    {
      file: "deploy-staging.yml",
      pullRequests: [],
      jobs: { images: { environment: "ci" }, deploy: { environment: "staging" } },
    },
    {
      file: "deploy-production.yml",
      pullRequests: [],
      jobs: { images: { environment: "ci" }, deploy: { environment: "production" } },
    },
  ],
  owners: [
    ["*", "developers"],
    ["/.github/", "devops"],
  ],
  labels: {},
  branchNames: "^[0-9]{3}-[a-z0-9-]+$",
  conventionalCommits: true,
  frozen: "apps/**/*",
  secrets: { CODECOV_TOKEN: configured("codecovToken") },
};
