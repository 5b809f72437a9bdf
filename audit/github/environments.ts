import { z } from "zod";

import { NONE, show, type Blind, type Fact } from "./facts";

const Numbers = z.array(z.number()).default([]);
const Declared = z.object({
  repository: z.string(),
  environment: z.string(),
  waitTimer: z.number().default(0),
  preventSelfReview: z.boolean().default(false),
  // The provider's own default.
  canAdminsBypass: z.boolean().default(true),
  reviewers: z.array(z.object({ teams: Numbers, users: Numbers })).default([]),
  deploymentBranchPolicy: z
    .object({ protectedBranches: z.boolean(), customBranchPolicies: z.boolean() })
    .optional(),
});

/** An environment as GitHub reports it. */
export const Reported = z.object({
  name: z.string(),
  can_admins_bypass: z.boolean().optional(),
  protection_rules: z
    .array(
      z.object({
        type: z.string(),
        wait_timer: z.number().default(0),
        prevent_self_review: z.boolean().default(false),
        reviewers: z
          .array(z.object({ type: z.string(), reviewer: z.object({ id: z.number() }) }))
          .default([]),
      }),
    )
    .default([]),
  deployment_branch_policy: z
    .object({ protected_branches: z.boolean(), custom_branch_policies: z.boolean() })
    .nullish(),
});
export type Reported = z.infer<typeof Reported>;

/** What an environment in the state declares. */
export function declaredEnvironment(inputs: unknown): readonly Fact[] {
  const declared = Declared.parse(inputs);
  const { protectedBranches, customBranchPolicies } = declared.deploymentBranchPolicy ?? {};
  return factsOf(declared.repository, declared.environment, {
    reviewers: declared.reviewers.flatMap(({ teams, users }) => [
      ...teams.map((id) => `team ${id}`),
      ...users.map((id) => `user ${id}`),
    ]),
    preventSelfReview: declared.preventSelfReview,
    waitMinutes: declared.waitTimer,
    adminsMayBypass: declared.canAdminsBypass,
    refs: refs(protectedBranches, customBranchPolicies),
  });
}

/** What an environment that GitHub reports says. */
export function reportedEnvironment(repository: string, reported: Reported): readonly Fact[] {
  const rule = (type: string) => reported.protection_rules.find((each) => each.type === type);
  const { protected_branches, custom_branch_policies } = reported.deployment_branch_policy ?? {};
  const review = rule("required_reviewers");
  return factsOf(repository, reported.name, {
    reviewers: (review?.reviewers ?? []).map(
      ({ type, reviewer }) => `${type.toLowerCase()} ${reviewer.id}`,
    ),
    preventSelfReview: review?.prevent_self_review ?? false,
    waitMinutes: rule("wait_timer")?.wait_timer ?? 0,
    adminsMayBypass: reported.can_admins_bypass,
    refs: refs(protected_branches, custom_branch_policies),
  });
}

/** GitHub does not say of every environment whether administrators may pass. */
export function unsaidBypass(repository: string, environment: string): Blind {
  return {
    repository,
    subject: subjectOf(environment),
    kinds: ["admins may bypass"],
    lacks: "GitHub does not report whether administrators may bypass the environment",
    remedy: "look at the environment in the settings of the repository",
  };
}

/** The subject of everything about one environment. */
export function subjectOf(environment: string): string {
  return `environment ${environment}`;
}

/** What is decided about an environment; reviewers are `team <id>` or `user <id>`. */
interface Rules {
  readonly reviewers: readonly string[];
  readonly preventSelfReview: boolean;
  readonly waitMinutes: number;
  readonly adminsMayBypass: boolean | undefined;
  readonly refs: string;
}

function factsOf(repository: string, environment: string, rules: Rules): readonly Fact[] {
  const about = { repository, subject: subjectOf(environment) };
  const wait = rules.waitMinutes === 0 ? NONE : `${rules.waitMinutes} minutes`;
  return [
    { ...about, kind: "itself", value: "exists" },
    { ...about, kind: "reviewers", value: show(rules.reviewers) },
    { ...about, kind: "prevent self review", value: show(rules.preventSelfReview) },
    { ...about, kind: "wait timer", value: wait },
    { ...about, kind: "refs that may deploy", value: rules.refs },
    ...(rules.adminsMayBypass === undefined
      ? []
      : [{ ...about, kind: "admins may bypass" as const, value: show(rules.adminsMayBypass) }]),
  ];
}

function refs(protectedBranches = false, ownPatterns = false): string {
  if (ownPatterns) return "those that a policy names";
  return protectedBranches ? "protected branches" : "every branch and tag";
}
