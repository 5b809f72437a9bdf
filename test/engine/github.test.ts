import { Lab, type Settings } from "../support/lab";

const REPOSITORY = "github:index/repository:Repository";

/** Production before its first release: what GitHub enforces is there first. */
function first(lab: Lab, change: (github: Github) => unknown = () => undefined): string[] {
  return lab.appos("prod", (settings) => {
    Object.assign(settings.applications["appos"] ?? {}, { active: "none", artifacts: {} });
    change((settings as Settings & { github: Github }).github);
  });
}

interface Github {
  readonly access: { readonly teams: Record<string, string> };
  readonly repositories: { readonly roles: Record<string, string> };
}

describe("the repositories of production", () => {
  const lab = new Lab();
  let made: Awaited<ReturnType<Lab["pulumi"]>>;
  beforeAll(async () => {
    made = await lab.pulumi("up", "--yes", "--skip-preview", ...first(lab));
  });
  afterAll(() => {
    lab.remove();
  });

  it("are adopted and put right at once, and then nothing changes any more", async () => {
    const repository = lab.sandbox("cloud", "show", REPOSITORY, "appos");

    expect(made.text).toMatch(/~\s+2 updated\n\s+=\s+2 imported/);
    expect(made.code).toBe(0);
    expect(JSON.parse(repository)).toMatchObject({
      inputs: { deleteBranchOnMerge: true, allowForking: false },
      outputs: { repoId: 9301 },
    });

    const again = await lab.pulumi("preview", "--refresh", "--expect-no-changes", ...first(lab));
    expect([again.code, again.text]).toEqual([0, again.text]);
  });

  it("get another pull request when the owners of code change", async () => {
    const before = requests(lab);
    const { code, text } = await lab.pulumi(
      ...["up", "--yes", "--skip-preview"],
      ...first(lab, ({ repositories }) => (repositories.roles["devops"] = "quality")),
    );

    expect(text).toMatch(/~\s+2 updated/);
    expect(text).toMatch(/\+-\s*2 replaced/);
    expect(code).toBe(0);
    expect(requests(lab)).toHaveLength(before.length);
    expect(requests(lab)).not.toEqual(before);
  });

  it("let in no team that GitHub does not know", async () => {
    const { code, text } = await lab.pulumi(
      ...["preview", ...first(lab, ({ access }) => (access.teams["auditors"] = "pull"))],
    );

    expect(text).toContain("orgs/example-org/teams/auditors: 404 Not Found");
    expect(code).not.toBe(0);
  });
});

/** Titles of the pull requests that are there. */
function requests(lab: Lab): readonly string[] {
  return [...lab.cloudText().matchAll(/"title": "(chore: files[^"]+)"/g)]
    .map(([, title = ""]) => title)
    .sort();
}
