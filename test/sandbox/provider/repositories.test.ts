import type { Props } from "../../../sandbox/provider/values";
import { plugin, type Plugin } from "./plugin";

const STRANGER = {
  ...{ filePatterns: ["**"], minimumApprovals: 1 },
  reviewer: { id: 1, type: "Team" },
};
const RULES = {
  repository: "platform",
  ...{ name: "main", target: "branch", enforcement: "active", rules: {} },
  conditions: { refName: { includes: ["~ALL"], excludes: [] } },
};

describe("a simulated repository", () => {
  let github: Plugin;
  beforeEach(async () => {
    github = await plugin("github");
  });

  it.each<[string, string, Props, string]>([
    [
      "a default branch that is not there",
      "branchDefault:BranchDefault",
      { repository: "platform", branch: "develop" },
      "422 Validation Failed [The branch develop was not found]",
    ],
    [
      "a way round rules for a team of somebody else",
      "repositoryRuleset:RepositoryRuleset",
      { ...RULES, bypassActors: [{ actorId: 1, actorType: "Team", bypassMode: "always" }] },
      "422 Validation Failed [Actor must be part of the ruleset source or owner organization]",
    ],
    [
      "a way round rules for the token of GitHub Actions",
      "repositoryRuleset:RepositoryRuleset",
      {
        ...RULES,
        bypassActors: [{ actorId: 15368, actorType: "Integration", bypassMode: "always" }],
      },
      "422 Validation Failed [Actor must be part of the ruleset source or owner organization]",
    ],
    [
      "a reviewer of files who is no team",
      "repositoryRuleset:RepositoryRuleset",
      { ...RULES, rules: { pullRequest: { requiredReviewers: [STRANGER] } } },
      "422 Validation Failed [Required reviewer not found]",
    ],
    [
      "branches in rules of pushes",
      "repositoryRuleset:RepositoryRuleset",
      { ...RULES, target: "push" },
      "must not be set for push rulesets",
    ],
    [
      "access for a user who is nobody",
      "repositoryCollaborator:RepositoryCollaborator",
      { repository: "platform", username: "nobody" },
      "404 Not Found",
    ],
    [
      "a pull request from a branch that is not there",
      "repositoryPullRequest:RepositoryPullRequest",
      { baseRepository: "platform", baseRef: "main", headRef: "managed", title: "t" },
      "422 Validation Failed [head invalid]",
    ],
  ])("refuses %s", async (_what, type, inputs, words) => {
    await expect(github.create(`github:index/${type}`, "it", inputs)).rejects.toThrow(words);
  });

  it("keeps its number and its default branch, whatever else is changed", async () => {
    const type = "github:index/repository:Repository";
    const adopted = await github.read(type, "r", { id: "salitemihret" });
    const news = { name: "salitemihret", hasIssues: true };

    const changed = await github.update(type, "r", adopted, news);

    expect(changed.properties).toMatchObject({
      ...{ repoId: 9304, defaultBranch: "deploy/stmary-staging", hasIssues: true },
    });
  });

  it("opens one pull request from a branch, and another once that is closed", async () => {
    const type = "github:index/repositoryPullRequest:RepositoryPullRequest";
    const request = { baseRepository: "platform", baseRef: "main", headRef: "managed", title: "t" };
    await github.create("github:index/branch:Branch", "b", {
      repository: "platform",
      branch: "managed",
    });
    const first = await github.create(type, "p", request);

    expect(first.properties["state"]).toBe("open");
    await expect(github.create(type, "q", request)).rejects.toThrow("already exists for managed");
    await github.delete(type, "p", first);
    await expect(github.create(type, "q", request)).resolves.toBeDefined();
  });
});
