import { read, REPO, ruleset } from "./protected";

describe("rules, access and settings", () => {
  it.each<[string, object, readonly string[]]>([
    [
      "who may bypass a ruleset",
      ruleset({ bypass_actors: undefined }),
      ["ruleset main: bypass actors  lacks: the token may not change the ruleset"],
    ],
    ["rulesets", { [`${REPO}/rulesets`]: 404 }, ["ruleset main: bypass actors", "ruleset main "]],
    ["one ruleset", { [`${REPO}/rulesets/5`]: 404 }, ["ruleset main: enforcement"]],
    ["teams", { [`${REPO}/teams`]: 403 }, ["teams: permission of team 9202"]],
    [
      "what Actions may do",
      { [`${REPO}/actions/permissions/workflow`]: 403 },
      ["actions/permissions/workflow: setting default_workflow_permissions"],
    ],
    [
      "merge settings",
      { [REPO]: { name: "appos", visibility: "private" } },
      ["settings: setting delete_branch_on_merge", "settings: setting allow_merge_commit"],
    ],
  ])("are never called well where the token does not show %s", async (_what, changes, items) => {
    const { code, terminal } = await read(changes);

    for (const item of items) expect(terminal).toContain(`cannot see  appos  ${item}`);
    expect(terminal).not.toContain("differs");
    expect(code).toBe(2);
  });
});
