import type { RepositoryFacts } from "../repository";

/** AppOS: feature branches go to staging, staging goes to main. */
export const apposRepository: RepositoryFacts = {
  name: "appos",
  defaultBranch: "main",
  branches: {
    main: {
      ...{ approvals: 1, merges: ["merge", "squash"], linear: false },
      ...{ resolveConversations: true, codeOwners: true },
    },
    staging: {
      ...{ approvals: 0, merges: ["merge", "squash"], linear: false },
      ...{ resolveConversations: true, codeOwners: false },
    },
  },
  pipelines: [
    {
      file: "appos-ci.yml",
      pullRequests: ["main", "staging"],
      jobs: {
        validate: { required: true },
        build: { environment: "ci" },
        "deploy-staging": { environment: "staging" },
        "deploy-prod": { environment: "production" },
      },
    },
  ],
  owners: [
    ["*", "developers"],
    ["/.github/", "devops"],
  ],
  labels: {},
  conventionalCommits: false,
  secrets: {},
};
