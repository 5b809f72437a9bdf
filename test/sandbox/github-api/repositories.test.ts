import { RULESET } from "../../support/ruleset";
import type { Plugin } from "../provider/plugin";
import { Hub, R } from "./client";

const TYPE = "github:index/repositoryRuleset:RepositoryRuleset";
const ACCESS = "github:index/teamRepository:TeamRepository";
const MAIN = {
  ...RULESET,
  rules: {
    creation: true,
    deletion: false,
    nonFastForward: true,
    update: true,
    pullRequest: { requiredApprovingReviewCount: 2, requireCodeOwnerReview: true },
    requiredStatusChecks: { requiredChecks: [{ context: "lint", integrationId: 15368 }] },
    requiredDeployments: { requiredDeploymentEnvironments: ["preview"] },
    branchNamePattern: { operator: "regex", pattern: "^[0-9]" },
  },
};

describe("the emulated repositories of GitHub", () => {
  const hub = new Hub();
  let github: Plugin;
  beforeAll(async () => {
    github = await hub.open();
  });
  afterAll(() => hub.close());

  it("show their settings, some of them only to those who may change them", async () => {
    await hub.ask(`PATCH ${R}/appos`, { delete_branch_on_merge: true, has_wiki: false });

    expect((await hub.ask(`GET ${R}/appos`)).body).toMatchObject({
      id: 9301,
      full_name: "example-org/appos",
      private: true,
      default_branch: "main",
      delete_branch_on_merge: true,
      allow_merge_commit: true,
      has_wiki: false,
    });
    const seen = (await hub.ask(`GET ${R}/appos`, undefined, "weak")).body;
    expect(seen).toMatchObject({ has_wiki: false });
    expect(seen).not.toHaveProperty("delete_branch_on_merge");
  });

  it("show what teams may do to administrators", async () => {
    await github.create(ACCESS, "t", { teamId: "9204", repository: "appos", permission: "pull" });

    expect((await hub.ask(`GET ${R}/appos/teams`)).body).toMatchObject([
      { id: 9201, slug: "platform-ops", permission: "admin" },
      { id: 9202, permission: "push" },
      { id: 9203, permission: "push" },
      { id: 9204, slug: "architects", permission: "pull" },
    ]);
    const one = `/orgs/example-org/teams/architects${R}/appos`;
    await hub.ask(`PUT ${one}`, { permission: "admin" });
    expect((await hub.ask(`GET ${R}/appos/teams`)).body).toMatchObject([
      ...[{}, {}, {}],
      { id: 9204, permission: "admin" },
    ]);
    await hub.ask(`DELETE ${one}`);
    expect((await hub.ask(`GET ${R}/appos/teams`)).body).toHaveLength(3);
    expect((await hub.raw(`GET ${R}/appos/teams`, undefined, "weak")).status).toBe(403);
  });

  it("show rulesets as the provider declared them", async () => {
    const { id } = await github.create(TYPE, "r", MAIN);

    expect((await hub.ask(`GET ${R}/appos/rulesets?includes_parents=false`)).body).toMatchObject([
      { id: Number(id), name: "main", source: "example-org/appos" },
    ]);
    expect((await hub.ask(`GET ${R}/appos/rulesets/${id}`)).body).toMatchObject({
      target: "branch",
      enforcement: "active",
      conditions: { ref_name: { include: ["~DEFAULT_BRANCH"], exclude: [] } },
      bypass_actors: [
        { actor_id: 77, actor_type: "Integration", bypass_mode: "always" },
        { actor_id: 1, actor_type: "OrganizationAdmin", bypass_mode: "pull_request" },
      ],
      rules: [
        { type: "branch_name_pattern", parameters: { operator: "regex", pattern: "^[0-9]" } },
        { type: "creation" },
        { type: "non_fast_forward" },
        { type: "pull_request", parameters: { required_approving_review_count: 2 } },
        {
          type: "required_deployments",
          parameters: { required_deployment_environments: ["preview"] },
        },
        {
          type: "required_status_checks",
          parameters: { required_status_checks: [{ context: "lint", integration_id: 15368 }] },
        },
        { type: "update", parameters: { update_allows_fetch_and_merge: false } },
      ],
    });
  });

  it("hide from a weak token who may bypass a ruleset, and nothing else of it", async () => {
    const [{ id = 0 } = {}] = (await hub.ask(`GET ${R}/appos/rulesets`)).body as { id?: number }[];
    const { body } = await hub.ask(`GET ${R}/appos/rulesets/${id}`, undefined, "weak");

    expect(body).not.toHaveProperty("bypass_actors");
    expect(body).toHaveProperty("rules.1.type", "creation");
  });

  it("take rulesets by hand and give back what they took", async () => {
    const [{ id = 0 } = {}] = (await hub.ask(`GET ${R}/appos/rulesets`)).body as { id?: number }[];
    const before = (await hub.ask(`GET ${R}/appos/rulesets/${id}`)).body as Ruleset;
    const { rules, conditions, bypass_actors } = before;

    const actors = [...bypass_actors, { actor_id: 5, actor_type: "RepositoryRole" }];
    await hub.ask(`PUT ${R}/appos/rulesets/${id}`, { rules, conditions, bypass_actors: actors });

    expect((await hub.ask(`GET ${R}/appos/rulesets/${id}`)).body).toEqual({
      ...before,
      bypass_actors: [...bypass_actors, { ...actors[2], bypass_mode: "always" }],
    });
    const made = await hub.ask(`POST ${R}/appos/rulesets`, {
      name: "extra",
      target: "tag",
      enforcement: "active",
      conditions,
      rules: [{ type: "deletion" }],
    });
    expect(made.body).toMatchObject({ name: "extra", rules: [{ type: "deletion" }] });
    const twice = await hub.raw(`POST ${R}/appos/rulesets`, { name: "extra" }, "strong");
    expect(twice.status).toBe(422);
    await hub.ask(`DELETE ${R}/appos/rulesets/${(made.body as { id: number }).id}`);
    expect((await hub.ask(`GET ${R}/appos/rulesets`)).body).toHaveLength(1);
  });
});

interface Ruleset {
  readonly rules: readonly object[];
  readonly conditions: object;
  readonly bypass_actors: readonly object[];
}
