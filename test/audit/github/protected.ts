/** Rules, access and settings as a state declares them and as GitHub reports them. */
import { readBack } from "../../../audit/github/read-back";
import { RULESET as DECLARED } from "../../support/ruleset";
import { apiOf, engineOf, stateOf, type Row } from "./answers";

export const REPO = "/repos/example-org/appos";
const CHECKS = [
  { context: "build (3.10)", integrationId: 15368 },
  { context: "lint", integrationId: 15368 },
];

export const STATE: readonly Row[] = [
  [
    "RepositoryRuleset",
    {
      ...DECLARED,
      rules: {
        __defaults: [],
        deletion: true,
        nonFastForward: false,
        update: true,
        updateAllowsFetchAndMerge: false,
        pullRequest: {
          requiredApprovingReviewCount: 2,
          requireCodeOwnerReview: true,
          allowedMergeMethods: ["squash", "rebase"],
          requiredReviewers: [
            {
              filePatterns: ["db/**"],
              minimumApprovals: 1,
              reviewer: { id: 9203, type: "Team" },
            },
          ],
        },
        requiredStatusChecks: { requiredChecks: CHECKS, strictRequiredStatusChecksPolicy: true },
      },
    },
  ],
  ["TeamRepository", { repository: "appos", teamId: "9202", permission: "push" }],
  ["TeamRepository", { repository: "appos", teamId: "architects" }],
  [
    "Repository",
    { name: "appos", visibility: "private", deleteBranchOnMerge: true, allowMergeCommit: false },
  ],
  [
    "ActionsRepositoryPermissions",
    {
      repository: "appos",
      allowedActions: "selected",
      allowedActionsConfig: { githubOwnedAllowed: true, patternsAlloweds: ["example-org/*"] },
    },
  ],
  [
    "WorkflowRepositoryPermissions",
    {
      repository: "appos",
      defaultWorkflowPermissions: "read",
      canApprovePullRequestReviews: false,
    },
  ],
  ["IssueLabels", { repository: "appos" }],
];

const PULL_REQUEST = {
  required_approving_review_count: 2,
  require_code_owner_review: true,
  allowed_merge_methods: ["rebase", "squash"],
  automatic_copilot_code_review_enabled: false,
  required_reviewers: [
    { minimum_approvals: 1, file_patterns: ["db/**"], reviewer: { id: 9203, type: "Team" } },
  ],
};
const STATUS_CHECKS = {
  strict_required_status_checks_policy: true,
  do_not_enforce_on_create: false,
  required_status_checks: [
    { context: "lint", integration_id: 15368 },
    { context: "build (3.10)", integration_id: 15368 },
  ],
};
export const ACTORS = [
  { actor_id: 1, actor_type: "OrganizationAdmin", bypass_mode: "pull_request" },
  { actor_id: 77, actor_type: "Integration", bypass_mode: "always" },
];
export const RULESET = {
  id: 5,
  name: "main",
  target: "branch",
  enforcement: "active",
  conditions: { ref_name: { include: ["~DEFAULT_BRANCH"], exclude: [] } },
  bypass_actors: ACTORS,
  rules: rules(),
};
export const SETTINGS = {
  name: "appos",
  visibility: "private",
  delete_branch_on_merge: true,
  allow_merge_commit: false,
  allow_squash_merge: true,
};
export const TEAMS = [
  { id: 9202, slug: "release-approvers", permission: "push" },
  { id: 9204, slug: "architects", permission: "pull" },
  { id: 9201, slug: "platform-ops", permission: "admin" },
];
const ACTIONS = `${REPO}/actions/permissions`;
const ANSWERS = {
  [REPO]: SETTINGS,
  [`${REPO}/rulesets`]: [{ id: 5, name: "main" }],
  [`${REPO}/rulesets/5`]: RULESET,
  [`${REPO}/teams`]: TEAMS,
  [ACTIONS]: { enabled: true, allowed_actions: "selected" },
  [`${ACTIONS}/selected-actions`]: {
    github_owned_allowed: true,
    verified_allowed: false,
    patterns_allowed: ["example-org/*"],
  },
  [`${ACTIONS}/workflow`]: {
    default_workflow_permissions: "read",
    can_approve_pull_request_reviews: false,
  },
};

/** The answers in which the ruleset says this. */
export /** The rules of the ruleset, with other parameters. */
function ruleset(change: object): object {
  return { [`${REPO}/rulesets/5`]: { ...RULESET, ...change } };
}

/** The rules of the ruleset, with other parameters. */
export function rules({ update = {}, pullRequest = {}, checks = {} } = {}) {
  return [
    { type: "deletion" },
    { type: "update", parameters: update },
    { type: "pull_request", parameters: { ...PULL_REQUEST, ...pullRequest } },
    { type: "required_status_checks", parameters: { ...STATUS_CHECKS, ...checks } },
  ];
}

/** Reads prod back where GitHub answers otherwise. */
export function read(changes: object) {
  const engine = engineOf({ prod: stateOf(...STATE) });
  return readBack("prod", "example-org", apiOf({ ...ANSWERS, ...changes }), engine);
}
