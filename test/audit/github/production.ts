/** One environment as a state declares it and as GitHub reports it. */
import { readBack } from "../../../audit/github/read-back";
import { apiOf, engineOf, stateOf, type Row } from "./answers";

export const REPO = "/repos/example-org/appos";
export const PROD = `${REPO}/environments/production`;
export const WITHIN = { repository: "appos", environment: "production" };
const WRITTEN = "2026-11-20T10:00:00Z";

export const STATE: readonly Row[] = [
  [
    "RepositoryEnvironment",
    {
      ...WITHIN,
      waitTimer: 5,
      canAdminsBypass: false,
      preventSelfReview: true,
      reviewers: [{ teams: [9202, 9201], users: [9101] }],
      deploymentBranchPolicy: { protectedBranches: false, customBranchPolicies: true },
    },
  ],
  ["RepositoryEnvironmentDeploymentPolicy", { ...WITHIN, branchPattern: "main" }],
  ["RepositoryEnvironmentDeploymentPolicy", { ...WITHIN, tagPattern: "v*" }],
  [
    "ActionsEnvironmentSecret",
    { ...WITHIN, secretName: "DATABASE_URL", value: { ciphertext: "v1:abc" } },
    { updatedAt: "2026-11-20 10:00:00 +0000 UTC" },
  ],
  [
    "ActionsSecret",
    { repository: "appos", secretName: "SLACK_WEBHOOK", value: { ciphertext: "v1:abc" } },
    { updatedAt: "2026-11-20 10:00:00 +0000 UTC" },
  ],
  ["ActionsEnvironmentVariable", { ...WITHIN, variableName: "REGION", value: "eu-central-1" }],
];

export const REVIEWERS = {
  type: "required_reviewers",
  prevent_self_review: true,
  reviewers: [
    { type: "User", reviewer: { id: 9101 } },
    { type: "Team", reviewer: { id: 9201 } },
    { type: "Team", reviewer: { id: 9202 } },
  ],
};
export const WAIT = { type: "wait_timer", wait_timer: 5 };
export const ENVIRONMENT = {
  name: "production",
  can_admins_bypass: false,
  protection_rules: [WAIT, REVIEWERS, { type: "branch_policy" }],
  deployment_branch_policy: { protected_branches: false, custom_branch_policies: true },
};
export const WEBHOOK = { name: "SLACK_WEBHOOK", updated_at: WRITTEN };
export const SECRET = { name: "DATABASE_URL", updated_at: WRITTEN };
export const VARIABLE = { name: "REGION", value: "eu-central-1" };
export const POLICIES = [
  { id: 1, name: "v*", type: "tag" },
  { id: 2, name: "main", type: "branch" },
];

export const ANSWERS = {
  [REPO]: { name: "appos" },
  [`${REPO}/environments`]: [ENVIRONMENT],
  [`${PROD}/deployment-branch-policies`]: POLICIES,
  [`${PROD}/secrets`]: [SECRET],
  [`${PROD}/variables`]: [VARIABLE],
  [`${REPO}/actions/secrets`]: [WEBHOOK, { name: "UNRELATED", updated_at: WRITTEN }],
};

/** The answers in which the environment says this. */
export function environment(change: object): object {
  return { [`${REPO}/environments`]: [{ ...ENVIRONMENT, ...change }] };
}

/** Reads prod back where GitHub answers otherwise. */
export function read(changes: object, others: Readonly<Record<string, object>> = {}) {
  const engine = engineOf({ prod: stateOf(...STATE), ...others });
  return readBack("prod", "example-org", apiOf({ ...ANSWERS, ...changes }), engine);
}
