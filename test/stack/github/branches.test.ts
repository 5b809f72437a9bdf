import { TEAM_IDS } from "../../support/github-answers";
import { checks, ruleset, rulesets } from "../../support/github";
import { recordAll } from "../../support/three-stacks";

const of = recordAll();

/** Checks of GitHub Actions, in any number. */
const ACTIONS = 15_368;

const REPOSITORIES = ["appos", "life-os", "lifeos", "salitemihret", "platform"];

describe("AppOS", () => {
  it("APP-32 asks for a pull request and validate on staging and main, and for an approval on main", () => {
    expect(checks(of("prod"), "appos", "main")).toEqual(["validate"]);
    expect(checks(of("prod"), "appos", "staging")).toEqual(["validate"]);
    expect(pullRequest("appos", "main")).toMatchObject({ requiredApprovingReviewCount: 1 });
    expect(pullRequest("appos", "staging")).toMatchObject({ requiredApprovingReviewCount: 0 });
    expect(stays("appos")).toMatchObject({ deletion: true, nonFastForward: true });
  });
});

describe("Life-OS", () => {
  it("LIFE-35 LIFE-39 main takes pull requests with an approval, once conversations are resolved", () => {
    expect(pullRequest("life-os", "main")).toMatchObject({
      requiredApprovingReviewCount: 1,
      requiredReviewThreadResolution: true,
      requireLastPushApproval: true,
      dismissStaleReviewsOnPush: true,
    });
  });

  it("LIFE-36 LIFE-40 main takes what passed the tests and comes from where it may", () => {
    expect(checks(of("prod"), "life-os", "main")).toEqual([
      "backend-tests",
      "frontend-tests",
      "merge-source",
    ]);
  });

  it("LIFE-37 X-16 nobody goes round the rules of main, and developers alone round those of staging", () => {
    expect(ruleset(of("prod"), "life-os", "main").bypassActors).toEqual([]);
    expect(ruleset(of("prod"), "life-os", "staging").bypassActors).toEqual([
      { actorId: TEAM_IDS["developers"], actorType: "Team", bypassMode: "always" },
    ]);
  });

  it("LIFE-38 LIFE-45 the history of main is linear, that of staging takes main back", () => {
    expect(ruleset(of("prod"), "life-os", "main").rules["requiredLinearHistory"]).toBe(true);
    expect(pullRequest("life-os", "main")["allowedMergeMethods"]).toEqual(["squash", "rebase"]);
    expect(ruleset(of("prod"), "life-os", "staging").rules["requiredLinearHistory"]).toBe(false);
    expect(pullRequest("life-os", "staging")["allowedMergeMethods"]).toContain("merge");
  });

  it("LIFE-41 LIM-5 staging asks for the tests, which only a push that may go round it escapes", () => {
    expect(checks(of("prod"), "life-os", "staging")).toEqual(["backend-tests", "frontend-tests"]);
    expect(ruleset(of("prod"), "life-os", "staging").bypassActors).toHaveLength(1);
  });

  it("LIFE-42 LIFE-43 nobody deletes main or staging, or pushes them by force", () => {
    expect(ruleset(of("prod"), "life-os", "stays")).toMatchObject({
      target: "branch",
      conditions: {
        refName: {
          includes: ["refs/heads/main", "refs/heads/staging", "refs/heads/platform/managed"],
        },
      },
      rules: { deletion: true, nonFastForward: true },
    });
    expect(ruleset(of("prod"), "life-os", "stays").bypassActors).toBeUndefined();
    expect(
      of("prod").named("life-os-github-repository", "index/repository:Repository").inputs,
    ).toMatchObject({ deleteBranchOnMerge: true });
  });
});

describe("LifeOS", () => {
  it.each(["main", "develop", "release/*"])(
    "LOS-30 LOS-31 %s takes pull requests with five checks",
    (branch) => {
      expect(ruleset(of("prod"), "lifeos", branch).conditions?.refName.includes).toEqual([
        `refs/heads/${branch}`,
      ]);
      expect(checks(of("prod"), "lifeos", branch)).toEqual([
        "lint",
        "typecheck",
        "security",
        "unit-tests",
        "migration-check",
      ]);
    },
  );

  it.each(["main", "develop", "release/*"])(
    "LOS-71 the DB team approves migrations on %s",
    (branch) => {
      expect(pullRequest("lifeos", branch)).toMatchObject({
        requireCodeOwnerReview: true,
        requiredReviewers: [
          {
            filePatterns: ["lifeos/migrations/versions/**"],
            minimumApprovals: 1,
            reviewer: { id: TEAM_IDS["db-reviewers"], type: "Team" },
          },
        ],
      });
    },
  );
});

describe("branches of a release", () => {
  it("go once they are merged, and nobody rewrites one", () => {
    expect(ruleset(of("prod"), "lifeos", "stays").conditions?.refName.includes).toEqual([
      ...["refs/heads/main", "refs/heads/develop", "refs/heads/platform/managed"],
    ]);
    expect(ruleset(of("prod"), "lifeos", "release/*").rules["nonFastForward"]).toBe(true);
  });
});

describe("SaliteMihret", () => {
  const STAYS = "deploy/stmary-staging";

  it("SAL-31 takes pull requests with an approval, CI and the checklist", () => {
    expect(checks(of("prod"), "salitemihret", STAYS)).toEqual([
      "lint-and-test",
      "build",
      "scan",
      "checklist",
    ]);
    expect(pullRequest("salitemihret", STAYS)).toMatchObject({ requiredApprovingReviewCount: 1 });
  });

  it("SAL-29 names every other branch by number and description", () => {
    const { conditions, rules } = ruleset(of("prod"), "salitemihret", "branch-names");

    expect(conditions?.refName).toEqual({
      includes: ["~ALL"],
      excludes: [`refs/heads/${STAYS}`, "refs/heads/platform/managed"],
    });
    expect(rules).toEqual({
      branchNamePattern: { operator: "regex", pattern: "^[0-9]{3}-[a-z0-9-]+$" },
    });
  });

  it.each([
    ["feat: sign in", true],
    ["fix(api)!: refuse it", true],
    ["Merge pull request #7", true],
    ["signs in", false],
    ["feature: sign in", false],
  ])("SAL-30 takes the message %p: %p", (message, taken) => {
    const { rules } = ruleset(of("prod"), "salitemihret", "commit-messages");
    const { pattern } = rules["commitMessagePattern"] as { readonly pattern: string };

    expect(new RegExp(pattern).test(message)).toBe(taken);
  });

  it("SAL-32 leaves what is archived alone", () => {
    expect(ruleset(of("prod"), "salitemihret", "frozen")).toEqual({
      ...{ name: "frozen", repository: "salitemihret", enforcement: "active", target: "push" },
      rules: { filePathRestriction: { restrictedFilePaths: ["apps/**/*"] } },
    });
  });
});

describe("every repository", () => {
  it.each(REPOSITORIES)(
    "takes the checks of GitHub Actions alone, in force and up to date: %s",
    (repository) => {
      const recorded = of("prod")
        .of("RepositoryRuleset")
        .filter(({ inputs }) => inputs["repository"] === repository);
      const required = rulesets(of("prod"), repository).flatMap((name) => {
        const { requiredStatusChecks } = ruleset(of("prod"), repository, name).rules;
        return requiredStatusChecks === undefined ? [] : [requiredStatusChecks];
      });

      expect(recorded.map(({ inputs }) => inputs["enforcement"])).toEqual(
        recorded.map(() => "active"),
      );
      expect(required.length).toBeGreaterThan(0);
      for (const rule of required) {
        expect(rule).toMatchObject({ strictRequiredStatusChecksPolicy: true });
        expect(rule.requiredChecks.length).toBeGreaterThan(0);
        expect(rule.requiredChecks.every(({ integrationId }) => integrationId === ACTIONS)).toBe(
          true,
        );
      }
    },
  );
});

function pullRequest(repository: string, branch: string): Readonly<Record<string, unknown>> {
  return ruleset(of("prod"), repository, branch).rules.pullRequest ?? {};
}

function stays(repository: string) {
  return ruleset(of("prod"), repository, "stays").rules;
}
