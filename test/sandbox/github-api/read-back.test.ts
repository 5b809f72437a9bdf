import { readBack } from "../../../audit/github/read-back";
import { setOffset } from "../../../sandbox/cloud/clock";
import { setQuirk } from "../../../sandbox/cloud/quirks";
import type { Props } from "../../../sandbox/provider/values";
import { engineOf, stateOf, type Row } from "../../audit/github/answers";
import { RULESET } from "../../support/ruleset";
import type { Plugin } from "../provider/plugin";
import { over } from "./audited";
import { ENVIRONMENT, Hub, R, WITHIN } from "./client";

const RESOURCES = {
  RepositoryEnvironment: ENVIRONMENT,
  RepositoryEnvironmentDeploymentPolicy: { ...WITHIN, branchPattern: "main" },
  ActionsEnvironmentSecret: { ...WITHIN, secretName: "TOKEN", value: "hunter2-hunter2" },
  ActionsEnvironmentVariable: { ...WITHIN, variableName: "REGION", value: "eu" },
  RepositoryRuleset: {
    ...RULESET,
    bypassActors: RULESET.bypassActors.slice(0, 1),
    rules: {
      deletion: true,
      update: true,
      pullRequest: { requiredApprovingReviewCount: 1 },
      requiredStatusChecks: { requiredChecks: [{ context: "lint", integrationId: 15368 }] },
    },
  },
  ActionsRepositoryPermissions: {
    repository: "appos",
    allowedActions: "selected",
    allowedActionsConfig: { githubOwnedAllowed: true, patternsAlloweds: ["example-org/*"] },
  },
  WorkflowRepositoryPermissions: { repository: "appos", defaultWorkflowPermissions: "read" },
  TeamRepository: { repository: "appos", teamId: "9202", permission: "push" },
};

describe("a read-back of what the provider made on the emulated GitHub", () => {
  let hub: Hub;
  let rows: readonly Row[];
  beforeEach(async () => {
    hub = new Hub();
    rows = await made(await hub.open());
  });
  afterEach(() => hub.close());

  it("finds nothing where nobody changed anything", async () => {
    expect(await verdict()).toBe("holds — GitHub and prod: 0 differ, 0 cannot be seen, 25 hold\n");
  });

  it.each<[string, string, object | undefined, string]>([
    [
      "reviewers",
      `PUT ${R}/appos/environments/prod`,
      { wait_timer: 5 },
      "environment prod: reviewers",
    ],
    [
      "a policy",
      `POST ${R}/appos/environments/prod/deployment-branch-policies`,
      { name: "*" },
      "environment prod: policy branch *",
    ],
    ["an environment", `PUT ${R}/appos/environments/extra`, {}, "environment extra"],
    [
      "a secret",
      `PUT ${R}/appos/environments/prod/secrets/TOKEN`,
      { encrypted_value: "eA==", key_id: "1" },
      "environment prod: secret TOKEN",
    ],
    [
      "a secret of the repository",
      `PUT ${R}/appos/actions/secrets/TOKEN`,
      { encrypted_value: "eA==", key_id: "1" },
      "repository secret TOKEN",
    ],
    [
      "a variable",
      `PATCH ${R}/appos/environments/prod/variables/REGION`,
      { value: "us" },
      "environment prod: variable REGION",
    ],
    [
      "a ruleset",
      `POST ${R}/appos/rulesets`,
      { name: "extra", enforcement: "active" },
      "ruleset extra",
    ],
    [
      "what the workflow token may do",
      `PUT ${R}/appos/actions/permissions/workflow`,
      { default_workflow_permissions: "write" },
      "permissions/workflow: setting default_workflow_permissions",
    ],
    [
      "which actions may run",
      `PUT ${R}/appos/actions/permissions`,
      { enabled: true, allowed_actions: "all" },
      "permissions: setting allowed_actions",
    ],
    [
      "whose actions may run",
      `PUT ${R}/appos/actions/permissions/selected-actions`,
      { patterns_allowed: ["*"] },
      "selected-actions: setting patterns_allowed",
    ],
    [
      "a team's access",
      `PUT /orgs/example-org/teams/release-approvers${R}/appos`,
      { permission: "admin" },
      "teams: permission of team 9202",
    ],
  ])("finds that somebody changed %s by hand", async (_what, line, body, item) => {
    setOffset(hub.sandbox, "2h");
    await hub.ask(line, body);

    expect(await verdict()).toMatch(/^DIFFERS/);
    expect(await verdict()).toContain(item);
  });

  it("finds a rogue bypass actor, and says where a weak token cannot", async () => {
    const [{ id = 0 } = {}] = (await hub.ask(`GET ${R}/appos/rulesets`)).body as { id?: number }[];
    const rogue = { actor_id: 5, actor_type: "RepositoryRole", bypass_mode: "always" };
    await hub.ask(`PUT ${R}/appos/rulesets/${id}`, { bypass_actors: [rogue] });

    expect(await verdict()).toContain("found: RepositoryRole 5 (always)");
    const weak = await verdict("weak");
    expect(weak).toMatch(/^CANNOT SEE/);
    expect(weak).toMatch(/cannot see {2}appos {2}ruleset main: bypass actors/);
    expect(weak).toMatch(/cannot see {2}appos {2}environment prod: secret TOKEN/);
    expect(weak).toMatch(/cannot see {2}appos {2}environment prod: variable REGION/);
    expect(weak).toMatch(/cannot see {2}appos {2}teams: permission of team 9202/);
  });

  it.each([
    ["drop-reviewers", {}, "environment prod: reviewers"],
    [
      "plan-fallback",
      { waitTimer: 0, reviewers: [], preventSelfReview: false },
      "environment prod: admins may bypass",
    ],
  ] as const)("finds what GitHub did without a word: %s", async (quirk, change, item) => {
    setQuirk(hub.sandbox, quirk, true);
    const environment = { ...RESOURCES.RepositoryEnvironment, ...change };
    const anew = await made(await hub.provider(), { RepositoryEnvironment: environment });
    rows = [...anew, ...rows.slice(1)];

    expect(await verdict()).toMatch(/^DIFFERS/);
    expect(await verdict()).toContain(item);
  });

  async function verdict(token = "strong"): Promise<string> {
    const engine = engineOf({ prod: stateOf(...rows) });
    const report = await readBack("prod", "example-org", over(hub, token), engine);
    return report.terminal;
  }
});

/** Creates everything and returns it as the state would hold it. */
async function made(
  github: Plugin,
  resources: Readonly<Record<string, Props>> = RESOURCES,
): Promise<readonly Row[]> {
  const rows: Row[] = [];
  for (const [word, inputs] of Object.entries(resources)) {
    const type = `github:index/${word.charAt(0).toLowerCase()}${word.slice(1)}:${word}`;
    const { properties } = await github.create(type, word, inputs);
    rows.push([word, inputs, properties]);
  }
  return rows;
}
