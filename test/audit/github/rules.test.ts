import { ACTORS, read, REPO, RULESET, rules, ruleset, SETTINGS, TEAMS } from "./protected";

describe("reading rules, access and settings back", () => {
  it("reports nothing where GitHub enforces what is declared, in whatever order and detail", async () => {
    const { code, terminal } = await read({});

    expect(terminal).toBe(
      "holds — GitHub and prod: 0 differ, 0 cannot be seen, 26 hold\nnot compared: IssueLabels\n",
    );
    expect(code).toBe(0);
  });

  it.each<[string, object, string]>([
    [
      "a rogue bypass actor",
      ruleset({
        bypass_actors: [...ACTORS, { actor_id: 5, actor_type: "RepositoryRole" }],
      }),
      "ruleset main: bypass actors  declared: Integration 77 (always), OrganizationAdmin (pull_request)  found: Integration 77 (always), OrganizationAdmin (pull_request), RepositoryRole 5 (always)",
    ],
    [
      "a bypass that became a wider one",
      ruleset({ bypass_actors: [{ ...ACTORS[0], bypass_mode: "always" }, ACTORS[1]] }),
      "found: Integration 77 (always), OrganizationAdmin (always)",
    ],
    [
      "a ruleset that only watches",
      ruleset({ enforcement: "evaluate" }),
      "ruleset main: enforcement  declared: active  found: evaluate",
    ],
    [
      "refs that were left out",
      ruleset({
        conditions: { ref_name: { include: ["~DEFAULT_BRANCH"], exclude: ["refs/heads/main"] } },
      }),
      "ruleset main: refs  declared: include ~DEFAULT_BRANCH  found: exclude refs/heads/main; include ~DEFAULT_BRANCH",
    ],
    ["another target", ruleset({ target: "tag" }), "main: target  declared: branch  found: tag"],
    [
      "a rule that is gone, once and with what it asked for",
      ruleset({ rules: RULESET.rules.slice(1) }),
      "ruleset main: rule deletion  declared: on  found: none\n",
    ],
    [
      "a rule that nobody declared",
      ruleset({ rules: [...RULESET.rules, { type: "required_signatures" }] }),
      "ruleset main: rule required_signatures  declared: none  found: on",
    ],
    [
      "fewer approvals",
      ruleset({ rules: rules({ pullRequest: { required_approving_review_count: 1 } }) }),
      "main: parameter pull_request.required_approving_review_count  declared: 2  found: 1",
    ],
    [
      "code owners who are no longer asked",
      ruleset({ rules: rules({ pullRequest: { require_code_owner_review: undefined } }) }),
      "main: parameter pull_request.require_code_owner_review  declared: on  found: none",
    ],
    [
      "reviewers of a path who are others",
      ruleset({ rules: rules({ pullRequest: { required_reviewers: [] } }) }),
      "declared: file_patterns db/**; minimum_approvals 1; reviewer id 9203; type Team  found: none",
    ],
    [
      "a check that any app may now satisfy",
      ruleset({
        rules: rules({
          checks: {
            required_status_checks: [
              { context: "lint" },
              { context: "build (3.10)", integration_id: 15368 },
            ],
          },
        }),
      }),
      "found: context build (3.10); integration_id 15368, context lint",
    ],
    [
      "two checks that became one with a comma in its name",
      ruleset({
        rules: rules({
          checks: {
            required_status_checks: [
              {
                context: "build (3.10); integration_id 15368, context lint",
                integration_id: 15368,
              },
            ],
          },
        }),
      }),
      'found: context "build (3.10); integration_id 15368, context lint"; integration_id 15368',
    ],
    [
      "a permission that declared off and is on",
      ruleset({ rules: rules({ update: { update_allows_fetch_and_merge: true } }) }),
      "main: parameter update.update_allows_fetch_and_merge  declared: none  found: on",
    ],
    [
      "a ruleset that is gone, once",
      { [`${REPO}/rulesets`]: [] },
      "differs  appos  ruleset main  declared: exists  found: none\nnot compared",
    ],
    [
      "a ruleset that nobody declared",
      {
        [`${REPO}/rulesets`]: [
          { id: 5, name: "main" },
          { id: 6, name: "extra" },
        ],
        [`${REPO}/rulesets/6`]: { ...RULESET, name: "extra" },
      },
      "ruleset extra  declared: none  found: exists\nnot compared",
    ],
    [
      "a ruleset that is off behind another one of its name",
      {
        [`${REPO}/rulesets`]: [
          { id: 6, name: "main" },
          { id: 5, name: "main" },
        ],
        [`${REPO}/rulesets/6`]: { ...RULESET, enforcement: "disabled" },
      },
      "ruleset main: enforcement  declared: active  found: disabled and active",
    ],
    [
      "a team with more than it was given",
      { [`${REPO}/teams`]: [{ ...TEAMS[0], permission: "admin" }, TEAMS[1]] },
      "teams: permission of team 9202  declared: push  found: admin",
    ],
    [
      "a team without access",
      { [`${REPO}/teams`]: [TEAMS[0]] },
      "teams: permission of team architects  declared: pull  found: none",
    ],
    [
      "a public repository",
      { [REPO]: { ...SETTINGS, visibility: "public" } },
      "settings: setting visibility  declared: private  found: public",
    ],
    [
      "branches that stay after merging",
      { [REPO]: { ...SETTINGS, delete_branch_on_merge: false } },
      "settings: setting delete_branch_on_merge  declared: on  found: none",
    ],
    [
      "a workflow token that may write and approve",
      {
        [`${REPO}/actions/permissions/workflow`]: {
          default_workflow_permissions: "write",
          can_approve_pull_request_reviews: true,
        },
      },
      `actions/permissions/workflow: setting can_approve_pull_request_reviews  declared: none  found: on
differs  appos  actions/permissions/workflow: setting default_workflow_permissions      declared: read  found: write`,
    ],
    [
      "actions of everybody",
      { [`${REPO}/actions/permissions`]: { enabled: true, allowed_actions: "all" } },
      "actions/permissions: setting allowed_actions  declared: selected  found: all",
    ],
    [
      "actions of others",
      { [`${REPO}/actions/permissions/selected-actions`]: { patterns_allowed: ["*"] } },
      "selected-actions: setting patterns_allowed      declared: example-org/*  found: *",
    ],
  ])("finds %s", async (_what, changes, row) => {
    const { code, terminal } = await read(changes);

    expect(terminal).toContain(row);
    expect(code).toBe(1);
  });
});
