import { join } from "node:path";

import { Lab, ROOT } from "../support/lab";

const PROJECT = join(ROOT, "test/fixtures/lab");
const R = "/repos/example-org/handbook";
const ROGUE = { actor_id: 5, actor_type: "RepositoryRole", bypass_mode: "always" };

describe("reading rules, access and settings back after an update", () => {
  const lab = new Lab().as({ LAB_CASE: "rules" });
  let ruleset = "";
  let restore: () => void;
  beforeAll(async () => {
    const { text } = await lab.pulumi("up", "--yes", "--cwd", PROJECT, "--stack", "dev");
    expect(text).toMatch(/5 created/);
    const [{ id = 0 } = {}] = by("GET", `${R}/rulesets`) as { id?: number }[];
    ruleset = `${R}/rulesets/${id}`;
    restore = lab.keeps();
  });
  afterAll(() => {
    lab.remove();
  });
  beforeEach(() => {
    lab.as({});
    restore();
  });

  it("reports nothing where nobody changed anything", async () => {
    const { code, text } = await lab.readBack(["--stack", "dev"], PROJECT);

    expect(text).toBe("holds — GitHub and dev: 0 differ, 0 cannot be seen, 18 hold\n");
    expect(code).toBe(0);
  });

  it.each<[string, string, () => string, object, RegExp]>([
    [
      "a stranger may bypass a ruleset",
      "PUT",
      () => ruleset,
      { bypass_actors: [{ ...ROGUE, actor_id: 77, actor_type: "Integration" }, ROGUE] },
      /ruleset main: bypass actors +declared: Integration 77 \(always\) +found: Integration 77 \(always\), RepositoryRole 5 \(always\)/,
    ],
    [
      "a ruleset is off",
      "PUT",
      () => ruleset,
      { enforcement: "disabled" },
      /ruleset main: enforcement +declared: active +found: disabled/,
    ],
    [
      "a team may more",
      "PUT",
      () => `/orgs/example-org/teams/release-approvers${R}`,
      { permission: "admin" },
      /teams: permission of team 9202 +declared: push +found: admin/,
    ],
    [
      "merge commits are allowed",
      "PATCH",
      () => R,
      { allow_merge_commit: true },
      /settings: setting allow_merge_commit +declared: none +found: on/,
    ],
    [
      "workflows may write",
      "PUT",
      () => `${R}/actions/permissions/workflow`,
      { default_workflow_permissions: "write" },
      /setting default_workflow_permissions +declared: read +found: write/,
    ],
  ])("finds that %s", async (_what, method, path, body, row) => {
    by(method, path(), body);

    const { code, stdout } = await lab.readBack(["--stack", "dev"], PROJECT);

    expect(stdout).toMatch(/^DIFFERS — GitHub and dev: 1 differ, 0 cannot be seen/);
    expect(stdout).toMatch(row);
    expect(code).toBe(1);
  });

  it("never calls well what GitHub hides from a weak token", async () => {
    by("PUT", ruleset, { bypass_actors: [ROGUE] });

    const { code, stdout } = await lab
      .as({ GITHUB_TOKEN: "weak" })
      .readBack(["--stack", "dev"], PROJECT);

    expect(stdout).toMatch(/^CANNOT SEE — GitHub and dev: 0 differ/);
    expect(stdout).toMatch(/ruleset main: bypass actors +lacks: the token may not change/);
    expect(stdout).toMatch(/settings: setting delete_branch_on_merge +lacks: /);
    expect(stdout).toMatch(/teams: permission of team 9202 +lacks: /);
    expect(code).toBe(2);
  });

  function by(method: string, path: string, body?: object): unknown {
    const json = body === undefined ? [] : [JSON.stringify(body)];
    const answer = lab.sandbox("github", "api", method, path, ...json).trim();
    return answer === "" ? undefined : JSON.parse(answer);
  }
});
