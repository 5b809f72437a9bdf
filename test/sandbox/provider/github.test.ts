import { Secret, type Props } from "../../../sandbox/provider/values";
import { onDisk } from "../temporary";
import { plugin, type Plugin } from "./plugin";

const ENVIRONMENT = "github:index/repositoryEnvironment:RepositoryEnvironment";
const SECRET = "github:index/actionsEnvironmentSecret:ActionsEnvironmentSecret";
const FILE = "github:index/repositoryFile:RepositoryFile";
const RULESET = "github:index/repositoryRuleset:RepositoryRuleset";
const prod = { repository: "platform", environment: "prod" };

describe("the simulated GitHub provider", () => {
  let github: Plugin;
  beforeEach(async () => {
    github = await plugin("github");
  });

  it("accepts six reviewers in all, users and teams together", async () => {
    const teams = [9201, 9202, 9203, 9204];
    const reviewed = (users: readonly number[]) => ({ ...prod, reviewers: [{ teams, users }] });

    await expect(github.create(ENVIRONMENT, "e", reviewed([9101, 9102, 9103]))).rejects.toThrow(
      "422 Validation Failed [a maximum of 6 reviewers can be added]",
    );
    await expect(
      github.previewCreate(ENVIRONMENT, "e", reviewed([9101, 9102, 9103])),
    ).resolves.toBeDefined();
    expect((await github.check(ENVIRONMENT, "e", reviewed([9101, 9102, 9103]))).failures).toEqual(
      [],
    );
    await expect(github.create(ENVIRONMENT, "e", reviewed([9101, 9102]))).resolves.toMatchObject({
      id: "platform:prod",
      properties: { repositoryId: expect.any(Number) as number },
    });
  });

  it.each<[string, Props, string]>([
    [
      "a wait of more than thirty days",
      { waitTimer: 43_201 },
      "waitTimer: must be between 0 and 43200 minutes",
    ],
    [
      "two branch policies that agree",
      { deploymentBranchPolicy: { protectedBranches: true, customBranchPolicies: true } },
      "422 Validation Failed",
    ],
  ])("refuses %s", async (_what, change, words) => {
    await expect(github.create(ENVIRONMENT, "e", { ...prod, ...change })).rejects.toThrow(words);
  });

  it("keeps secrets off the disk and stamps every write", async () => {
    await github.create(ENVIRONMENT, "e", prod);
    const given = { ...prod, secretName: "TOKEN", value: new Secret("hunter2-hunter2") };

    const secret = await github.create(SECRET, "s", given);

    expect(onDisk(github.sandbox)).not.toContain("hunter2");
    expect(secret.properties).toMatchObject({
      updatedAt: secret.properties["remoteUpdatedAt"],
      repositoryId: 9305,
    });
    expect(
      (await github.diff(SECRET, "s", secret, { ...given, value: new Secret("new") })).paths,
    ).toEqual(["value"]);
  });

  it("takes an environment away with what is in it", async () => {
    const environment = await github.create(ENVIRONMENT, "e", prod);
    const secret = await github.create(SECRET, "s", { ...prod, secretName: "TOKEN", value: "x" });
    await github.delete(ENVIRONMENT, "e", environment);

    expect((await github.read(SECRET, "s", secret)).id).toBe("");
  });

  it("refuses a file on a branch that asks for a pull request, and takes it on another", async () => {
    await github.create(RULESET, "main", {
      name: "main",
      repository: "platform",
      target: "branch",
      enforcement: "active",
      conditions: { refName: { includes: ["~DEFAULT_BRANCH"], excludes: [] } },
      rules: { pullRequest: { requiredApprovingReviewCount: 1 } },
    });
    const file = (branch: string) => ({
      repository: "platform",
      file: "CODEOWNERS",
      content: "*",
      branch,
    });

    await expect(github.create(FILE, "f", file("main"))).rejects.toThrow(
      "409 Repository rule violations found",
    );
    await expect(github.create(FILE, "f", file("managed"))).rejects.toThrow(
      "404 Branch managed not found",
    );
    await github.create("github:index/branch:Branch", "b", {
      repository: "platform",
      branch: "managed",
    });
    await expect(github.create(FILE, "f", file("managed"))).resolves.toBeDefined();
    await expect(
      github.create(FILE, "g", { ...file("main"), repository: "appos" }),
    ).resolves.toBeDefined();
  });

  it("adopts the repositories and teams that exist beforehand", async () => {
    const repository = "github:index/repository:Repository";

    expect(await github.read(repository, "r", { id: "salitemihret" })).toMatchObject({
      inputs: { name: "salitemihret", visibility: "private" },
      properties: { defaultBranch: "deploy/stmary-staging", repoId: 9304 },
    });
    await expect(github.create(repository, "r", { name: "appos" })).rejects.toThrow(
      "name already exists",
    );
    await expect(
      github.create("github:index/team:Team", "t", { name: "architects" }),
    ).rejects.toThrow("must be unique");
  });

  it("knows one organisation", async () => {
    await expect(plugin("github", { config: { owner: "nobody" } })).rejects.toThrow(
      "orgs/nobody: 404 Not Found",
    );
  });
});
