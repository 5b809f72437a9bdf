import { setQuirk } from "../../../sandbox/cloud/quirks";
import type { Plugin } from "../provider/plugin";
import { ENVIRONMENT as DECLARED, Hub, R, WITHIN } from "./client";

const ENVIRONMENT = "github:index/repositoryEnvironment:RepositoryEnvironment";
const POLICY =
  "github:index/repositoryEnvironmentDeploymentPolicy:RepositoryEnvironmentDeploymentPolicy";
const PROD = `${R}/appos/environments/prod`;

describe("the emulated environments of GitHub", () => {
  const hub = new Hub();
  let github: Plugin;
  beforeAll(async () => {
    github = await hub.open();
  });
  afterAll(() => hub.close());
  beforeEach(async () => {
    for (const quirk of ["drop-reviewers", "plan-fallback"] as const)
      setQuirk(hub.sandbox, quirk, false);
    await github.create(ENVIRONMENT, "e", DECLARED);
  });

  it("show what the provider declared", async () => {
    const { body } = await hub.ask(`GET ${PROD}`);

    expect(body).toMatchObject({
      name: "prod",
      can_admins_bypass: false,
      protection_rules: [
        { type: "wait_timer", wait_timer: 5 },
        {
          type: "required_reviewers",
          prevent_self_review: true,
          reviewers: [
            { type: "Team", reviewer: { id: 9202, slug: "release-approvers" } },
            { type: "User", reviewer: { id: 9101, login: "ada" } },
          ],
        },
        { type: "branch_policy" },
      ],
      deployment_branch_policy: { protected_branches: false, custom_branch_policies: true },
    });
    expect((await hub.ask(`GET ${R}/appos/environments`)).body).toEqual({
      total_count: 1,
      environments: [body],
    });
  });

  it("are changed behind the provider's back, which does not see missing reviewers", async () => {
    const declared = await github.create(ENVIRONMENT, "e", DECLARED);
    // GitHub's own description does not know can_admins_bypass, which the provider sends and reads.
    const without = {
      wait_timer: 5,
      can_admins_bypass: false,
      reviewers: null,
      deployment_branch_policy: { protected_branches: false, custom_branch_policies: true },
    };
    await hub.raw(`PUT ${PROD}`, without, "strong");

    expect((await hub.ask(`GET ${PROD}`)).body).toMatchObject({
      protection_rules: [{ type: "wait_timer" }, { type: "branch_policy" }],
    });
    expect((await github.read(ENVIRONMENT, "e", declared)).inputs).toEqual(DECLARED);
    await hub.ask(`PUT ${PROD}`, { wait_timer: 1, reviewers: [{ type: "Team", id: 9201 }] });
    expect((await github.read(ENVIRONMENT, "e", declared)).inputs).toEqual({
      ...WITHIN,
      waitTimer: 1,
      canAdminsBypass: true,
      preventSelfReview: false,
      reviewers: [{ teams: [9201], users: [] }],
    });
  });

  it("drop reviewers without a word when told to", async () => {
    setQuirk(hub.sandbox, "drop-reviewers", true);
    const { properties } = await github.create(ENVIRONMENT, "e", DECLARED);

    expect(properties).toMatchObject({ reviewers: [{ teams: [9202], users: [9101] }] });
    expect((await hub.ask(`GET ${PROD}`)).body).toMatchObject({
      can_admins_bypass: false,
      protection_rules: [{ type: "wait_timer" }, { type: "branch_policy" }],
    });
  });

  it("forget on a small plan what they were told about administrators", async () => {
    setQuirk(hub.sandbox, "plan-fallback", true);
    const bare = { ...WITHIN, canAdminsBypass: false, preventSelfReview: false };
    const { properties } = await github.create(ENVIRONMENT, "e", bare);

    expect(properties).toMatchObject({ canAdminsBypass: false });
    expect((await hub.ask(`GET ${PROD}`)).body).toMatchObject({ can_admins_bypass: true });
  });

  it.each([
    ["seven reviewers", { reviewers: Array<object>(7).fill({ type: "Team", id: 9201 }) }],
    ["a team that does not exist", { reviewers: [{ type: "Team", id: 1 }] }],
    ["a user who does not exist", { reviewers: [{ type: "User", id: 1 }] }],
    [
      "two policies that agree",
      { deployment_branch_policy: { protected_branches: true, custom_branch_policies: true } },
    ],
  ])("refuse %s", async (_what, body) => {
    const { status } = await hub.raw(`PUT ${PROD}`, body, "strong");

    expect(status).toBe(422);
  });

  it("list, take, change and drop policies", async () => {
    await github.create(POLICY, "p", { ...WITHIN, tagPattern: "v*" });
    const { body } = await hub.ask(`POST ${PROD}/deployment-branch-policies`, {
      name: "main",
      type: "branch",
    });
    const one = `${PROD}/deployment-branch-policies/${(body as { id: number }).id}`;
    await hub.ask(`PUT ${one}`, { name: "*" });

    expect((await hub.ask(`GET ${one}`)).body).toMatchObject({ name: "*", type: "branch" });
    expect((await hub.ask(`GET ${PROD}/deployment-branch-policies`)).body).toMatchObject({
      total_count: 2,
      branch_policies: expect.arrayContaining([
        expect.objectContaining({ name: "v*", type: "tag" }),
      ]) as unknown,
    });
    await hub.ask(`DELETE ${one}`);
    expect((await hub.raw(`GET ${one}`, undefined, "strong")).status).toBe(404);
  });

  it("go with what is in them", async () => {
    await hub.ask(`POST ${PROD}/variables`, { name: "REGION", value: "eu" });
    await hub.ask(`DELETE ${PROD}`);
    await hub.ask(`PUT ${PROD}`, {});

    expect((await hub.ask(`GET ${PROD}/variables`)).body).toEqual({
      total_count: 0,
      variables: [],
    });
  });
});
