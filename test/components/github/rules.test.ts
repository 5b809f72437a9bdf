import { type BranchRules, Rules, type RulesArgs } from "../../../components/github/rules";
import { record } from "../../support/recorder";

const BRANCH: BranchRules = {
  ...{ approvals: 1, merges: ["squash"], linear: true, resolveConversations: true },
  ...{ codeOwners: true, checks: ["test"], pushers: [], reviewed: undefined },
};

const NOTHING: RulesArgs = {
  ...{ repository: "shop", branches: { main: BRANCH }, tags: undefined, releaseAppId: 7 },
  ...{ branchNames: undefined, commitMessages: undefined, frozen: undefined, after: [] },
};

describe("Rules", () => {
  it("are all of one branch, written out", async () => {
    const recording = await declared();

    expect(recording.named("shop-main", "RepositoryRuleset").inputs).toEqual({
      ...{ name: "main", repository: "shop", target: "branch", enforcement: "active" },
      bypassActors: [],
      conditions: { refName: { includes: ["refs/heads/main"], excludes: [] } },
      rules: {
        nonFastForward: true,
        requiredLinearHistory: true,
        pullRequest: {
          requiredApprovingReviewCount: 1,
          requireCodeOwnerReview: true,
          dismissStaleReviewsOnPush: true,
          requireLastPushApproval: true,
          requiredReviewThreadResolution: true,
          allowedMergeMethods: ["squash"],
        },
        requiredStatusChecks: {
          strictRequiredStatusChecksPolicy: true,
          requiredChecks: [{ context: "test", integrationId: 15_368 }],
        },
      },
    });
  });

  it.each<[string, Partial<RulesArgs>, readonly string[]]>([
    ["branches alone", {}, []],
    ["tags", { tags: { patterns: ["v*"], form: "^v" } }, ["release-tags", "tags-stay"]],
    ["names of branches", { branchNames: "^[0-9]" }, ["branch-names"]],
    ["messages", { commitMessages: "^feat" }, ["commit-messages"]],
    ["frozen files", { frozen: "apps/**" }, ["frozen"]],
  ])("of %s are these rulesets, and no other", async (_what, change, more) => {
    const names = (await declared(change))
      .of("RepositoryRuleset")
      .map(({ inputs }) => inputs["name"]);

    expect(names.sort()).toEqual(["main", "stays", ...more].sort());
  });

  it("ask nobody again about the last push where nobody approves", async () => {
    const recording = await declared({ branches: { next: { ...BRANCH, approvals: 0 } } });

    expect(recording.named("shop-next", "RepositoryRuleset").inputs).toMatchObject({
      rules: { pullRequest: { requireLastPushApproval: false, requiredApprovingReviewCount: 0 } },
    });
  });
});

function declared(change: Partial<RulesArgs> = {}) {
  return record(() => new Rules("shop", { ...NOTHING, ...change }));
}
