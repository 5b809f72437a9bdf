import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";

import { Lab, type Settings } from "../support/lab";

const STAGING = ["--stack", "staging"];
const R = "/repos/example-org";
const OWN = `${R}/platform/environments/staging`;
const APPOS = `${R}/appos/environments/staging`;
const SEALED = '{"encrypted_value":"eA==","key_id":"1"}';
const UNSEEN = { wait_timer: 0, can_admins_bypass: false, reviewers: null };
const OWN_REFS = { protected_branches: false, custom_branch_policies: true };
const REVIEWERS = [
  { type: "Team", id: 9201 },
  { type: "User", id: 9101 },
];

describe("reading GitHub back after an update", () => {
  const lab = new Lab();
  const staging = (...users: string[]) =>
    lab.appos("staging", (settings: Settings) => {
      Object.assign(settings["github"] as object, {
        reviewers: { teams: ["platform-ops"], users },
        access: { teams: { "platform-ops": "admin" }, users: { ada: "push", grace: "push" } },
      });
    });
  let restore: () => void;
  beforeAll(async () => {
    await lab.pulumi("up", "--yes", "--skip-preview", ...staging("ada"));
    restore = lab.keeps();
  });
  beforeEach(() => {
    lab.as({});
    restore();
  });
  afterAll(lab.remove.bind(lab));

  it("reports nothing on repositories that nobody touched, and writes it down", async () => {
    const [markdown, json] = [join(lab.directory, "report.md"), join(lab.directory, "report.json")];
    const files = ["--markdown", markdown, "--json", json];

    const { code, text } = await lab.readBack([...STAGING, ...files]);

    expect(text).toMatch(/^holds — GitHub and staging: 0 differ, 0 cannot be seen, \d+ hold\n/);
    expect(code).toBe(0);
    const written = readFileSync(markdown, "utf8");
    expect(written).toContain("| holds | ` platform ` | ` environment staging: reviewers ` |");
    expect(written).toContain(
      "| holds | ` appos ` | ` environment staging: secret SLACK_WEBHOOK ` |",
    );
    expect(written).not.toMatch(/dummy-\w+-secret/);
    expect(JSON.parse(readFileSync(json, "utf8"))).toMatchObject({ verdict: "holds" });
  });

  it("finds removed reviewers and an overwritten secret, which a refresh does not", async () => {
    lab.sandbox("clock", "set", "2h");
    by("PUT", OWN, { ...UNSEEN, deployment_branch_policy: OWN_REFS });
    lab.sandbox("github", "api", "PUT", `${APPOS}/secrets/SLACK_WEBHOOK`, SEALED);

    const refreshed = await lab.pulumi(
      ...["preview", "--refresh", "--expect-no-changes", ...staging("ada")],
    );
    const { code, stdout } = await lab.readBack(STAGING);

    expect(refreshed.code).toBe(0);
    expect(stdout).toMatch(/^DIFFERS — GitHub and staging: 3 differ/);
    expect(stdout).toMatch(
      /platform +environment staging: reviewers +declared: team 9201, user 9101 +found: none/,
    );
    expect(stdout).toMatch(
      /platform +environment staging: prevent self review +declared: on +found: none/,
    );
    expect(stdout).toMatch(
      /appos +environment staging: secret SLACK_WEBHOOK +declared: written \S+Z +found: written \S+Z/,
    );
    expect(code).toBe(1);
  });

  it.each<[string, string, string, object, RegExp]>([
    [
      "administrators may pass",
      "PUT",
      OWN,
      { reviewers: REVIEWERS, prevent_self_review: true, deployment_branch_policy: OWN_REFS },
      /admins may bypass +declared: none +found: on/,
    ],
    [
      "self review is allowed",
      "PUT",
      OWN,
      { reviewers: REVIEWERS, can_admins_bypass: false, deployment_branch_policy: OWN_REFS },
      /prevent self review +declared: on +found: none/,
    ],
    [
      "every ref may deploy",
      "PUT",
      OWN,
      { reviewers: REVIEWERS, can_admins_bypass: false, prevent_self_review: true },
      /refs that may deploy +declared: those that a policy names +found: every branch and tag/,
    ],
    [
      "a policy lets every branch in",
      "POST",
      `${APPOS}/deployment-branch-policies`,
      { name: "*" },
      /appos +environment staging: policy branch \* +declared: none +found: may deploy/,
    ],
    [
      "there is another environment, whose name is hostile",
      "PUT",
      `${R}/appos/environments/x%1b%5b2J%e2%80%ae%60`,
      {},
      /appos +environment x` +declared: none +found: exists/,
    ],
    [
      "there is another secret",
      "PUT",
      `${APPOS}/secrets/EXTRA`,
      JSON.parse(SEALED) as object,
      /appos +environment staging: secret EXTRA +declared: none/,
    ],
    [
      "there is another variable",
      "POST",
      `${APPOS}/variables`,
      { name: "EXTRA", value: "typed-in" },
      /appos +environment staging: variable EXTRA +declared: none +found: a value/,
    ],
  ])("finds that %s", async (_what, method, path, body, row) => {
    by(method, path, body);

    const { code, stdout } = await lab.readBack(STAGING);

    expect(stdout).toMatch(/^DIFFERS — GitHub and staging: 1 differ, 0 cannot be seen/);
    expect(stdout).toMatch(row);
    expect(stdout).not.toMatch(/\u001b|\u202e|typed-in/);
    expect(code).toBe(1);
  });

  it("says what a weak token cannot see, and does not call it well", async () => {
    const { code, stdout } = await lab.as({ GITHUB_TOKEN: "weak" }).readBack(STAGING);

    expect(stdout).toMatch(/^CANNOT SEE — GitHub and staging: 0 differ/);
    expect(stdout).toMatch(/appos +environment staging: secret SLACK_WEBHOOK +lacks: .* needs: /);
    expect(code).toBe(2);
  });

  it("waits when GitHub asks it to, and takes that for no answer", async () => {
    lab.sandbox("github", "quirk", "rate-limit");

    expect((await lab.readBack(STAGING)).code).toBe(0);
  });

  it("reads every page of a list", async () => {
    const type = "github:index/repositoryEnvironment:RepositoryEnvironment";
    const place = join(lab.directory, "cloud/objects/github/example-org");
    for (let number = 0; number < 120; number++) {
      const common = { type, createdAt: "2026-11-20T10:00:00Z", outputs: {} };
      const inputs = { repository: "appos", environment: `extra-${number}` };
      const object = { ...common, id: `${number}`, uid: `${number}`, name: `${number}`, inputs };
      writeFileSync(
        join(place, type.replaceAll(/[:/]/g, "."), `extra-${number}.json`),
        JSON.stringify(object),
      );
    }

    expect((await lab.readBack(STAGING)).stdout).toMatch(/: 120 differ/);
  });

  it.each([
    ["nobody deployed", { GITHUB_TOKEN: "any" }, "dev", "declares nothing about GitHub"],
    ["does not exist", { GITHUB_TOKEN: "any" }, "nowhere", "the state of nowhere cannot be read"],
    ["is asked about without a token", { GITHUB_TOKEN: "" }, "staging", "GITHUB_TOKEN is not set"],
  ])("proves nothing about a stack that %s", async (_what, environment, stack, words) => {
    const markdown = join(lab.directory, "report.md");
    const files = ["--markdown", markdown];
    const { code, text } = await lab.as(environment).readBack(["--stack", stack, ...files]);

    expect(text).toMatch(new RegExp(`^CANNOT SEE — GitHub and ${stack}: .*\n.*${words}`));
    expect(readFileSync(markdown, "utf8")).toMatch(/^CANNOT SEE/m);
    expect(code).toBe(2);
  });

  // The last one: the state is another one afterwards.
  it("finds reviewers that GitHub drops without a word, although the update succeeds", async () => {
    lab.sandbox("github", "quirk", "drop-reviewers");

    const updated = await lab.pulumi("up", "--yes", "--skip-preview", ...staging("grace"));
    const { code, stdout } = await lab.readBack(STAGING);

    expect(updated.code).toBe(0);
    expect(updated.text).toMatch(/RepositoryEnvironment platform-staging-environment updated/);
    expect(stdout).toMatch(/reviewers +declared: team 9201, user 9102 +found: none/);
    expect(code).toBe(1);
  });

  function by(method: string, path: string, body: object): void {
    lab.sandbox("github", "api", method, path, JSON.stringify(body));
  }
});
