import type { RepositoryFacts } from "../repository";

/** Life-OS: staging is where people work, and main takes what staging, a hotfix or a rollback brings. */
export const lifeOsRepository: RepositoryFacts = {
  name: "life-os",
  defaultBranch: "staging",
  branches: {
    main: {
      ...{ approvals: 1, merges: ["squash", "rebase"], linear: true },
      ...{ resolveConversations: true, codeOwners: true },
    },
    // After a release main is merged back, so its history is not linear.
    staging: {
      ...{ approvals: 0, merges: ["merge", "squash", "rebase"], linear: false },
      ...{ resolveConversations: true, codeOwners: false, directPush: "developers" },
    },
  },
  pipelines: [
    {
      file: "tests.yml",
      pullRequests: ["main", "staging"],
      jobs: { "backend-tests": { required: true }, "frontend-tests": { required: true } },
    },
    {
      file: "release-checks.yml",
      pullRequests: ["main"],
      jobs: { "merge-source": { required: true } },
    },
    {
      file: "deploy-staging.yml",
      pullRequests: [],
      jobs: {
        ...{ "backend-tests": {}, "frontend-tests": {} },
        build: { environment: "ci" },
        deploy: { environment: "staging" },
      },
    },
    {
      file: "deploy-production.yml",
      pullRequests: [],
      jobs: {
        ...{ "backend-tests": {}, "frontend-tests": {} },
        build: { environment: "ci" },
        migrate: { environment: "production-migrations" },
        deploy: { environment: "production" },
      },
    },
  ],
  owners: [
    ["*", "developers"],
    ["/.github/", "devops"],
  ],
  labels: {
    hotfix: "Goes to main without having served staging for a day",
    critical: "Keeps releases from going out while it is open",
  },
  conventionalCommits: true,
  secrets: {},
};
