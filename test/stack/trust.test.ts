import { repositoryId } from "../support/github-answers";
import { registered } from "../support/recorder";
import { recordAll, STACKS } from "../support/three-stacks";
import { isAssumable } from "../support/trust";

const of = recordAll();

const ACCOUNTS = { dev: "111111111111", staging: "222222222222", prod: "333333333333" } as const;
const AUDIENCE = "sts.amazonaws.com";

const named = (repository: string, environment: string) =>
  `repo:example-org/${repository}:environment:${environment}`;
const numbered = (repository: string, environment: string) =>
  `repo:example-org@9000/${repository}@${repositoryId(repository)}:environment:${environment}`;

/** Roles that a token opens, in all accounts. */
function opened(sub: string, aud = AUDIENCE): readonly string[] {
  return STACKS.flatMap((stack) =>
    of(stack)
      .of("iam/role:Role")
      .filter((role) => isAssumable(role, ACCOUNTS[stack], { sub, aud }))
      .map(({ inputs }) => `${stack} ${String(inputs["name"])}`),
  );
}

describe("a job of GitHub Actions", () => {
  it.each([
    ["platform", "dev", "dev platform-apply"],
    ["platform", "staging", "staging platform-apply"],
    ["platform", "production", "prod platform-apply"],
    ["platform", "preview-dev", "dev platform-plan"],
    ["platform", "preview-staging", "staging platform-plan"],
    ["platform", "preview-prod", "prod platform-plan"],
    ["platform", "plan-dev", "dev platform-plan"],
    ["platform", "plan-staging", "staging platform-plan"],
    ["platform", "plan-prod", "prod platform-plan"],
    ["platform", "ci", "prod platform-push"],
    ["appos", "ci", "prod appos-push"],
    ["life-os", "ci", "prod life-os-push"],
    ["salitemihret", "ci", "prod salitemihret-push"],
  ])("LIFE-51 of %s in %s takes exactly one role, however it is named", (repository, at, role) => {
    expect(opened(named(repository, at))).toEqual([role]);
    expect(opened(numbered(repository, at))).toEqual([role]);
  });

  it.each([
    ["an application's production", named("appos", "production")],
    ["LifeOS, which pushes to GHCR with its own token (LOS-40)", named("lifeos", "ci")],
    ["a proposal, which needs GitHub alone", named("platform", "proposals")],
    ["another repository", named("payments", "production")],
    ["another repository under the same environment", numbered("payments", "production")],
    ["another organisation", "repo:evil-org/platform:environment:production"],
    ["a fork", "repo:ada/platform:environment:production"],
    ["a repository of another id", "repo:example-org@9000/platform@1:environment:production"],
    ["an organisation of another id", "repo:example-org@1/platform@9308:environment:production"],
    ["another environment", named("platform", "production-eu")],
    ["the beginning of an environment", named("platform", "prod")],
    ["a pull request", "repo:example-org/platform:pull_request"],
    ["a pull request, numbered", "repo:example-org@9000/platform@9308:pull_request"],
    ["a branch", "repo:example-org/platform:ref:refs/heads/main"],
    ["a tag", "repo:example-org/platform:ref:refs/tags/v1.0.0"],
    ["every environment", named("platform", "*")],
    ["every repository", named("*", "production")],
    ["every token", "*"],
    ["no token", ""],
    ["another case", named("Platform", "production")],
  ])("takes no role as %s", (_who, sub) => {
    expect(opened(sub)).toEqual([]);
  });

  it("takes no role with a token for somebody else", () => {
    expect(opened(named("platform", "production"), "https://github.com/example-org")).toEqual([]);
  });
});

describe("the evaluator", () => {
  const trust = (operator: string, sub: string, effect = "Allow") =>
    registered("aws:iam/role:Role", "role", {
      assumeRolePolicy: JSON.stringify({
        Statement: [
          {
            Effect: effect,
            Principal: {
              Federated: `arn:aws:iam::${ACCOUNTS.prod}:oidc-provider/token.actions.githubusercontent.com`,
            },
            Action: "sts:AssumeRoleWithWebIdentity",
            Condition: { [operator]: { "token.actions.githubusercontent.com:sub": sub } },
          },
        ],
      }),
    });
  const claims = { sub: named("platform", "production"), aud: AUDIENCE };

  it.each([
    ["StringLike", "repo:example-org/*", true],
    ["StringLike", "repo:example-org/p?atform:environment:production", true],
    ["StringLike", "repo:example-org/appos:*", false],
    ["StringEquals", "repo:example-org/*", false],
  ])("takes %s %s for what it is", (operator, sub, expected) => {
    expect(isAssumable(trust(operator, sub), ACCOUNTS.prod, claims)).toBe(expected);
  });

  it("asks for the provider of the same account, and lets no denial pass", () => {
    expect(isAssumable(trust("StringEquals", claims.sub), ACCOUNTS.prod, claims)).toBe(true);
    expect(isAssumable(trust("StringEquals", claims.sub), ACCOUNTS.dev, claims)).toBe(false);
    expect(isAssumable(trust("StringEquals", claims.sub, "Deny"), ACCOUNTS.prod, claims)).toBe(
      false,
    );
  });
});
