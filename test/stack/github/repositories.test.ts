import { recordStack } from "../../support/environment";
import { ruleset, rulesets } from "../../support/github";
import { look } from "../../support/look";
import { recordAll, STACKS } from "../../support/three-stacks";

const of = recordAll();

const REPOSITORIES = ["appos", "life-os", "lifeos", "platform", "salitemihret"];
const DEPLOYMENTS = ["refs/tags/staging-*", "refs/tags/prod-*"];
const APP = { actorId: 401234, actorType: "Integration", bypassMode: "always" };

/** Types of what a repository has once, whatever environments there are. */
const ONCE = [
  ...["index/repository:Repository", "Branch", "BranchDefault", "RepositoryRuleset", "IssueLabel"],
  ...["ActionsSecret", "ActionsRepositoryPermissions", "WorkflowRepositoryPermissions"],
  ...["TeamRepository", "RepositoryFile", "RepositoryPullRequest"],
];

it("tell somebody else what happens in them where the settings say so, signed and encrypted", async () => {
  const url = "https://hooks.example-org.test/appos";
  const { recording } = await recordStack("prod", (settings) => {
    const { repositories } = settings.github;
    if (repositories === undefined) throw new Error("prod owns the repositories");
    const webhooks = [{ repository: "appos", url, events: ["push" as const] }];
    return {
      ...settings,
      github: { ...settings.github, repositories: { ...repositories, webhooks } },
    };
  });
  const hook = recording.one("RepositoryWebhook");

  expect(of("prod").of("RepositoryWebhook")).toEqual([]);
  expect(hook.name).toBe("appos-github-webhook-hooks.example-org.test");
  expect(hook.inputs).toMatchObject({
    ...{ repository: "appos", events: ["push"], active: true },
    configuration: { url, contentType: "json", insecureSsl: false },
  });
  expect(hook.secrets).not.toEqual([]);
});

describe("repositories", () => {
  it("ALL-6 are declared by one stack, and everything that they have once with them", () => {
    const counts = ONCE.map((type) => STACKS.map((stack) => of(stack).of(type).length > 0));

    expect(counts).toEqual(ONCE.map(() => [false, false, true]));
    expect(look(of("prod"), "index/repository:Repository", "name").flat()).toEqual(REPOSITORIES);
  });

  it.each(REPOSITORIES)(
    "LIFE-80 %s is private, takes issues, and refuses secrets in what is pushed",
    (name) => {
      const repository = of("prod").named(
        `${name}-github-repository`,
        "index/repository:Repository",
      );

      expect(repository.inputs).toMatchObject({
        ...{ visibility: "private", allowForking: false, hasIssues: true },
        deleteBranchOnMerge: true,
        securityAndAnalysis: {
          secretScanning: { status: "enabled" },
          secretScanningPushProtection: { status: "enabled" },
        },
      });
      expect([repository.protect, repository.retainOnDelete, repository.beforeDelete]).toEqual([
        ...[true, true, ["refuse-destruction"]],
      ]);
    },
  );

  it.each([
    ["APP-31 X-05", "appos", "main", ["staging"]],
    ["LIFE-46 LIFE-47", "life-os", "staging", ["main"]],
    ["LOS-30", "lifeos", "main", ["develop"]],
    ["SAL-28", "salitemihret", "deploy/stmary-staging", []],
    ["this one", "platform", "main", []],
  ])("%s: %s begins at %s and keeps its other branches", (_row, repository, standard, others) => {
    const mine = (type: string) =>
      of("prod")
        .of(type)
        .map(({ inputs }) => inputs)
        .filter((inputs) => inputs["repository"] === repository)
        .map((inputs) => [inputs["branch"], inputs["sourceBranch"]])
        .sort();

    expect(mine("BranchDefault")).toEqual([[standard, undefined]]);
    expect(mine("Branch")).toEqual(
      [...others, "platform/managed"].sort().map((branch) => [branch, standard]),
    );
  });

  it.each(REPOSITORIES)(
    "%s runs actions of a few owners, by commit, with a token that reads",
    (name) => {
      expect(
        of("prod").named(`${name}-github-actions`, "ActionsRepositoryPermissions").inputs,
      ).toMatchObject({
        ...{ allowedActions: "selected", shaPinningRequired: true },
        allowedActionsConfig: {
          verifiedAllowed: false,
          patternsAlloweds: ["aws-actions/*", "pulumi/*"],
        },
      });
      expect(
        of("prod").named(`${name}-github-token`, "WorkflowRepositoryPermissions").inputs,
      ).toMatchObject({
        ...{ defaultWorkflowPermissions: "read", canApprovePullRequestReviews: false },
      });
    },
  );

  it("have the labels that somebody waits for", () => {
    expect(look(of("prod"), "IssueLabel", "repository", "name")).toEqual([
      ["life-os", "critical"],
      ["life-os", "hotfix"],
      ["lifeos", "run-integration"],
    ]);
  });

  it("LOS-93 let every team in as the settings say", () => {
    const teams = of("prod")
      .of("TeamRepository")
      .filter(({ inputs }) => inputs["repository"] === "lifeos")
      .map(
        ({ name, inputs }) =>
          `${name.replace("lifeos-github-team-", "")} ${String(inputs["permission"])}`,
      );

    expect(teams).toEqual([
      ...["architects push", "db-reviewers push", "developers push", "ml push"],
      ...["platform-ops admin", "quality push", "release-approvers push"],
    ]);
  });
});

describe("tags that start a release", () => {
  it.each([
    ["LIFE-48", "life-os", ["refs/tags/v*"], "v1.10.0", "v1.1"],
    ["LOS-37", "lifeos", ["refs/tags/v*"], "v0.1.0", "v1.2.3-rc"],
    ["SAL-33", "salitemihret", DEPLOYMENTS, "prod-20261120.2", "prod-next"],
  ])(
    "%s: of %s are made by one App, and moved or deleted by nobody",
    (_row, repository, includes, right, wrong) => {
      const made = ruleset(of("prod"), repository, "release-tags");
      const kept = ruleset(of("prod"), repository, "tags-stay");

      expect(made).toMatchObject({ target: "tag", conditions: { refName: { includes } } });
      expect([made.rules, made.bypassActors]).toEqual([{ creation: true }, [APP]]);
      expect(kept).toMatchObject({ target: "tag", conditions: { refName: { includes } } });
      expect(kept.bypassActors).toBeUndefined();
      expect(kept.rules).toMatchObject({ update: true, deletion: true, nonFastForward: true });
      const { pattern } = kept.rules["tagNamePattern"] as { readonly pattern: string };
      expect([right, wrong].map((tag) => new RegExp(pattern).test(tag))).toEqual([true, false]);
    },
  );

  it("start nothing of AppOS, which deploys branches", () => {
    expect(rulesets(of("prod"), "appos")).toEqual(["main", "staging", "stays"]);
  });
});

describe("owners of code", () => {
  it("LOS-92 LOS-94 are told apart by what they know, in a file that arrives by pull request", () => {
    const { inputs } = of("prod").named("lifeos-files-.github/CODEOWNERS", "RepositoryFile");

    expect(inputs).toMatchObject({ branch: "platform/managed", overwriteOnCreate: true });
    expect(String(inputs["content"]).split("\n")).toEqual([
      "# Written by platform; of the lines that match a file, the last decides.",
      "* @example-org/developers",
      "/.github/ @example-org/platform-ops",
      "/ci/ @example-org/platform-ops",
      "/Dockerfile @example-org/platform-ops",
      "/Makefile @example-org/architects",
      "/docs/CI_CD_ARCHITECTURE.md @example-org/architects",
      "/pyproject.toml @example-org/quality",
      "/lifeos/domains/*/ml/ @example-org/ml",
      "/lifeos/migrations/versions/ @example-org/db-reviewers",
      "",
    ]);
  });

  it.each(REPOSITORIES)("LIM-10 reach %s by a pull request that follows the file", (name) => {
    const request = of("prod").named(`${name}-files-pull-request`, "RepositoryPullRequest");

    expect(request.inputs).toMatchObject({ baseRepository: name, headRef: "platform/managed" });
    expect(request.inputs["title"]).toMatch(
      /^chore: files that platform declares \([0-9a-f]{8}\)$/,
    );
    expect(of("prod").waitsFor(request.name)).toContain(`${name}-files-.github/CODEOWNERS`);
  });
});
