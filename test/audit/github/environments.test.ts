import { readBack } from "../../../audit/github/read-back";
import { apiOf, engineOf, stateOf } from "./answers";
import {
  ANSWERS,
  ENVIRONMENT,
  environment,
  POLICIES,
  PROD,
  read,
  REPO,
  REVIEWERS,
  SECRET,
  WEBHOOK,
  STATE,
  VARIABLE,
  WAIT,
} from "./production";

describe("reading an environment back", () => {
  it("reports nothing where GitHub enforces what is declared", async () => {
    const { code, terminal } = await read({});

    expect(terminal).toBe("holds — GitHub and prod: 0 differ, 0 cannot be seen, 11 hold\n");
    expect(code).toBe(0);
  });

  it.each<[string, object, string]>([
    [
      "reviewers that were removed or dropped, and with them self review",
      environment({ protection_rules: [WAIT] }),
      `differs  appos  environment production: prevent self review  declared: on  found: none
differs  appos  environment production: reviewers            declared: team 9201, team 9202, user 9101  found: none`,
    ],
    [
      "one dropped reviewer",
      environment({
        protection_rules: [WAIT, { ...REVIEWERS, reviewers: REVIEWERS.reviewers.slice(1) }],
      }),
      "environment production: reviewers  declared: team 9201, team 9202, user 9101  found: team 9201, team 9202",
    ],
    [
      "self review",
      environment({ protection_rules: [WAIT, { ...REVIEWERS, prevent_self_review: false }] }),
      "environment production: prevent self review  declared: on  found: none",
    ],
    [
      "a shorter wait",
      environment({ protection_rules: [{ ...WAIT, wait_timer: 1 }, REVIEWERS] }),
      "environment production: wait timer  declared: 5 minutes  found: 1 minutes",
    ],
    [
      "a way round for administrators",
      environment({ can_admins_bypass: true }),
      "environment production: admins may bypass  declared: none  found: on",
    ],
    [
      "refs that are no longer asked about",
      environment({ deployment_branch_policy: null }),
      "environment production: refs that may deploy  declared: those that a policy names  found: every branch and tag",
    ],
    [
      "a policy for every branch",
      { [`${PROD}/deployment-branch-policies`]: [...POLICIES, { id: 3, name: "*" }] },
      "environment production: policy branch *  declared: none  found: may deploy",
    ],
    [
      "a policy that became one for branches",
      { [`${PROD}/deployment-branch-policies`]: [POLICIES[1], { name: "v*", type: "branch" }] },
      "environment production: policy tag v*     declared: may deploy  found: none",
    ],
    [
      "a secret that was overwritten",
      { [`${PROD}/secrets`]: [{ ...SECRET, updated_at: "2026-11-27T08:30:00Z" }] },
      "environment production: secret DATABASE_URL  declared: written 2026-11-20T10:00:00Z  found: written 2026-11-27T08:30:00Z",
    ],
    [
      "a secret that is gone, and one that came",
      { [`${PROD}/secrets`]: [{ ...SECRET, name: "OTHER" }] },
      "environment production: secret OTHER         declared: none  found: written 2026-11-20T10:00:00Z",
    ],
    [
      "a secret of the repository that every branch can read under the same name",
      { [`${REPO}/actions/secrets`]: [WEBHOOK, SECRET] },
      "secrets of the repository: repository secret DATABASE_URL  declared: none  found: written 2026-11-20T10:00:00Z",
    ],
    [
      "a secret of the repository that is gone",
      { [`${REPO}/actions/secrets`]: [] },
      "secrets of the repository: repository secret SLACK_WEBHOOK  declared: written 2026-11-20T10:00:00Z  found: none",
    ],
    [
      "a variable with another value, without showing it",
      { [`${PROD}/variables`]: [{ name: "REGION", value: "us-east-1" }] },
      "environment production: variable REGION  declared: the declared value  found: another value",
    ],
    [
      "a variable that nobody declared, without showing it",
      { [`${PROD}/variables`]: [VARIABLE, { name: "EXTRA", value: "typed-in-here" }] },
      "environment production: variable EXTRA  declared: none  found: a value",
    ],
    [
      "an environment that nobody declared",
      { [`${REPO}/environments`]: [ENVIRONMENT, { name: "prod" }] },
      "environment prod  declared: none  found: exists",
    ],
    [
      "an environment that is gone, once",
      { [`${REPO}/environments`]: [] },
      "environment production  declared: exists  found: none\n",
    ],
  ])("finds %s", async (_what, changes, row) => {
    const { code, terminal } = await read(changes);

    expect(terminal).toMatch(/^DIFFERS — /);
    expect(terminal).toContain(row);
    expect(terminal).not.toMatch(/us-east-1|typed-in-here/);
    expect(code).toBe(1);
  });

  it("does not take for an addition what another stack of the project declares", async () => {
    const changes = { [`${REPO}/environments`]: [ENVIRONMENT, { name: "staging" }] };
    const staging = stateOf([
      "RepositoryEnvironment",
      { repository: "appos", environment: "staging" },
    ]);

    expect((await read(changes, { staging })).code).toBe(0);
    expect((await read(changes, { staging: stateOf() })).code).toBe(1);
  });

  it("does not take a secret for an addition that another stack gives the whole repository", async () => {
    const changes = { [`${REPO}/actions/secrets`]: [WEBHOOK, SECRET] };
    const given = { repository: "appos", secretName: SECRET.name };

    expect((await read(changes, { dev: stateOf(["ActionsSecret", given]) })).code).toBe(0);
    expect((await read(changes, { dev: stateOf() })).code).toBe(1);
  });

  it("cannot tell an addition where the state of another stack is closed", async () => {
    const changes = { [`${REPO}/environments`]: [ENVIRONMENT, { name: "staging" }] };
    const closed = engineOf({ prod: stateOf(...STATE) });
    const report = await readBack(
      "prod",
      "example-org",
      apiOf({ ...ANSWERS, ...changes }),
      (args) =>
        args[1] === "ls"
          ? Promise.resolve({ code: 0, stdout: '[{"name":"prod"},{"name":"dev"}]', stderr: "" })
          : closed(args),
    );

    expect(report.terminal).toContain("cannot see  appos  environment staging  lacks: this stack");
    expect(report.code).toBe(2);
  });
});
