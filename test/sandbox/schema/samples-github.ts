import type * as github from "@pulumi/github";
import type * as random from "@pulumi/random";

const place = { repository: "platform", environment: "production" };

/** What correct programs send for GitHub. */
export const GITHUB_SAMPLES = {
  "github:index/repositoryEnvironment:RepositoryEnvironment": {
    ...place,
    waitTimer: 10,
    preventSelfReview: true,
    reviewers: [{ teams: [1], users: [2] }],
    deploymentBranchPolicy: { protectedBranches: false, customBranchPolicies: true },
  } satisfies github.RepositoryEnvironmentArgs,
  "github:index/repositoryEnvironmentDeploymentPolicy:RepositoryEnvironmentDeploymentPolicy": {
    ...place,
    branchPattern: "main",
  } satisfies github.RepositoryEnvironmentDeploymentPolicyArgs,
  "github:index/actionsEnvironmentSecret:ActionsEnvironmentSecret": {
    ...place,
    secretName: "TOKEN",
    value: "t",
  } satisfies github.ActionsEnvironmentSecretArgs,
  "github:index/actionsEnvironmentVariable:ActionsEnvironmentVariable": {
    ...place,
    variableName: "STAGE",
    value: "prod",
  } satisfies github.ActionsEnvironmentVariableArgs,
};

/** What correct programs send for random. */
export const RANDOM_SAMPLES = {
  "random:index/randomPassword:RandomPassword": {
    length: 32,
    special: false,
    keepers: { date: "2026-01-01" },
  } satisfies random.RandomPasswordArgs,
};
