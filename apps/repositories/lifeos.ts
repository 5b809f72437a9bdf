import type { Jobs } from "../pipelines";
import type { BranchFacts, RepositoryFacts } from "../repository";
import { configured, SLACK_WEBHOOK } from "../sources";

const MERGED: BranchFacts = {
  ...{ approvals: 1, merges: ["merge", "squash"], linear: false },
  ...{ resolveConversations: true, codeOwners: true },
};

/** `_reusable-test.yml`, on both versions of Python that the library supports. */
const TESTS: Jobs = { test: { matrix: ["3.10", "3.11"] } };

/** LifeOS: main and develop serve staging, release tags production. */
export const lifeosRepository: RepositoryFacts = {
  name: "lifeos",
  defaultBranch: "main",
  branches: { main: MERGED, develop: MERGED, "release/*": MERGED },
  pipelines: [
    {
      file: "lifeos-pr.yml",
      pullRequests: ["main", "develop", "release/*"],
      jobs: {
        lint: { required: true },
        typecheck: { required: true },
        security: { required: true },
        "unit-tests": { required: true },
        "migration-check": { required: true },
        "integration-tests": {},
      },
    },
    {
      file: "lifeos-main.yml",
      pullRequests: [],
      jobs: {
        ...{ lint: {}, typecheck: {}, security: {}, "unit-tests": { calls: TESTS } },
        ...{ "integration-tests": {}, build: {}, push: { environment: "ci" } },
        ...{ "deploy-staging": { environment: "staging" }, smoke: {} },
      },
    },
    {
      file: "lifeos-release.yml",
      pullRequests: [],
      jobs: {
        ...{ "validate-tag": {}, "full-suite": { calls: TESTS }, build: {}, scan: {} },
        push: { environment: "ci" },
        "deploy-staging": { environment: "staging" },
        approval: { environment: "production-approval" },
        "deploy-production": { environment: "production" },
        "post-deploy": {},
      },
    },
    {
      file: "lifeos-nightly.yml",
      pullRequests: [],
      jobs: { "full-suite": { calls: TESTS }, "dependency-audit": {}, "ml-validation": {} },
    },
  ],
  owners: [
    ["*", "developers"],
    ["/.github/", "devops"],
    ["/ci/", "devops"],
    ["/Dockerfile", "devops"],
    ["/Makefile", "architect"],
    ["/docs/CI_CD_ARCHITECTURE.md", "architect"],
    ["/pyproject.toml", "qa"],
    ["/lifeos/domains/*/ml/", "ml"],
    ["/lifeos/migrations/versions/", "db"],
  ],
  migrations: { files: "lifeos/migrations/versions/**", role: "db" },
  labels: { "run-integration": "Runs the integration tests of a pull request" },
  conventionalCommits: false,
  // Nightly runs announce their end too, and enter no environment.
  secrets: { CODECOV_TOKEN: configured("codecovToken"), SLACK_WEBHOOK },
};
