import * as github from "@pulumi/github";
import * as pulumi from "@pulumi/pulumi";

import { MANAGED_BRANCH } from "./managed-files";

export interface RulesArgs {
  readonly repository: pulumi.Input<string>;
  /** What holds on each branch that stays, by name or pattern. */
  readonly branches: Readonly<Record<string, BranchRules>>;
  /** Patterns of the Git tags that start a release, and the form that their names have. */
  readonly tags: { readonly patterns: readonly string[]; readonly form: string } | undefined;
  /** The GitHub App that alone creates such tags. */
  readonly releaseAppId: number;
  /** Form of the names of all other branches. */
  readonly branchNames: string | undefined;
  /** Form of messages on branches that stay. */
  readonly commitMessages: string | undefined;
  /** Files that nobody changes. */
  readonly frozen: string | undefined;
  /** What lets teams in that rules name. */
  readonly after: readonly pulumi.Resource[];
}

/** What it takes to change one branch. */
export interface BranchRules {
  readonly approvals: number;
  readonly merges: readonly string[];
  readonly linear: boolean;
  readonly resolveConversations: boolean;
  readonly codeOwners: boolean;
  /** Checks of GitHub Actions without which nothing is merged. */
  readonly checks: readonly string[];
  /** Teams that push without a pull request. */
  readonly pushers: readonly pulumi.Input<number>[];
  /** The team without which files of this pattern do not change. */
  readonly reviewed: { readonly files: string; readonly team: pulumi.Input<number> } | undefined;
}

/** The App behind GitHub Actions: nobody else's check of the same name counts. */
export const GITHUB_ACTIONS = 15_368;

type RulesetArgs = Omit<github.RepositoryRulesetArgs, "name" | "repository" | "enforcement">;

/** What holds on branches and tags, for administrators as for everybody else. */
export class Rules extends pulumi.ComponentResource {
  constructor(name: string, args: RulesArgs, opts?: pulumi.ComponentResourceOptions) {
    super("platform:github:Rules", name, {}, opts);
    for (const [rule, ruleset] of Object.entries(rulesets(args))) {
      new github.RepositoryRuleset(
        `${name}-${rule}`,
        { ...ruleset, name: rule, repository: args.repository, enforcement: "active" },
        { parent: this, dependsOn: [...args.after] },
      );
    }
    this.registerOutputs({});
  }
}

function rulesets(args: RulesArgs): Readonly<Record<string, RulesetArgs>> {
  const { branches, branchNames, commitMessages, frozen } = args;
  const ruled = Object.keys(branches).map(branchRef);
  const named = ruled.filter((ref) => !ref.includes("*"));
  const changes = Object.entries(branches).map(([branch, rules]) => [
    branch,
    { ...on([branchRef(branch)]), ...changing(rules) },
  ]);
  return {
    ...(Object.fromEntries(changes) as Readonly<Record<string, RulesetArgs>>),
    // Apart from what teams may go round, so that nobody does; branches of a pattern come and go.
    stays: {
      ...on([...named, branchRef(MANAGED_BRANCH)]),
      rules: { deletion: true, nonFastForward: true },
    },
    ...(args.tags && tagRules(args.tags, args.releaseAppId)),
    ...(branchNames !== undefined && {
      "branch-names": {
        ...on(["~ALL"], [...ruled, branchRef(MANAGED_BRANCH)]),
        rules: { branchNamePattern: { operator: "regex", pattern: branchNames } },
      },
    }),
    ...(commitMessages !== undefined && {
      "commit-messages": {
        ...on(ruled),
        rules: { commitMessagePattern: { operator: "regex", pattern: commitMessages } },
      },
    }),
    ...(frozen !== undefined && {
      frozen: {
        target: "push",
        rules: { filePathRestriction: { restrictedFilePaths: [frozen] } },
      },
    }),
  };
}

function changing({ pushers, checks, reviewed, ...rules }: BranchRules) {
  return {
    bypassActors: pushers.map((actorId) => ({ actorId, actorType: "Team", bypassMode: "always" })),
    rules: {
      nonFastForward: true,
      requiredLinearHistory: rules.linear,
      pullRequest: {
        requiredApprovingReviewCount: rules.approvals,
        requireCodeOwnerReview: rules.codeOwners,
        dismissStaleReviewsOnPush: true,
        requireLastPushApproval: rules.approvals > 0,
        requiredReviewThreadResolution: rules.resolveConversations,
        allowedMergeMethods: [...rules.merges],
        ...(reviewed && {
          requiredReviewers: [
            {
              filePatterns: [reviewed.files],
              minimumApprovals: 1,
              reviewer: { id: reviewed.team, type: "Team" },
            },
          ],
        }),
      },
      requiredStatusChecks: {
        strictRequiredStatusChecksPolicy: true,
        requiredChecks: checks.map((context) => ({ context, integrationId: GITHUB_ACTIONS })),
      },
    },
  };
}

/** Two rules: whoever may create a tag still may not move it. */
function tagRules({ patterns, form }: RulesArgs["tags"] & object, releaseAppId: number) {
  const where = { ...on(patterns.map((tag) => `refs/tags/${tag}`)), target: "tag" };
  return {
    "release-tags": {
      ...where,
      bypassActors: [{ actorId: releaseAppId, actorType: "Integration", bypassMode: "always" }],
      rules: { creation: true },
    },
    "tags-stay": {
      ...where,
      rules: {
        ...{ update: true, deletion: true, nonFastForward: true },
        tagNamePattern: { operator: "regex", pattern: form },
      },
    },
  };
}

function on(includes: readonly string[], excludes: readonly string[] = []) {
  return {
    target: "branch",
    conditions: { refName: { includes: [...includes], excludes: [...excludes] } },
  };
}

function branchRef(branch: string): string {
  return `refs/heads/${branch}`;
}
