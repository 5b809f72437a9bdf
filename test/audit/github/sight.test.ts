import { readBack } from "../../../audit/github/read-back";
import { apiOf, engineOf, stateOf, type Row } from "./answers";
import { ANSWERS, environment, PROD, read, REPO, STATE, WITHIN } from "./production";

describe("a token that sees less", () => {
  it.each<[string, object, readonly string[]]>([
    ["nothing of the repository", { [REPO]: 404 }, ["environment production", "secret DATABASE"]],
    ["no environments", { [`${REPO}/environments`]: 403 }, ["environment production: reviewers"]],
    ["no secrets", { [`${PROD}/secrets`]: 403 }, ["environment production: secret DATABASE_URL"]],
    ["no variables", { [`${PROD}/variables`]: 403 }, ["environment production: variable REGION"]],
    [
      "no policies",
      { [`${PROD}/deployment-branch-policies`]: 404 },
      ["environment production: policy branch main", "environment production: policy tag v*"],
    ],
    [
      "no secrets of the repository",
      { [`${REPO}/actions/secrets`]: 403 },
      ["repository secret SLACK_WEBHOOK"],
    ],
    [
      "whether administrators may pass",
      environment({ can_admins_bypass: undefined }),
      ["environment production: admins may bypass"],
    ],
  ])("is told from one that finds all well: %s", async (_what, changes, items) => {
    const { code, terminal } = await read(changes);

    expect(terminal).toMatch(/^CANNOT SEE — /);
    expect(terminal).not.toContain("differs");
    for (const item of items) expect(terminal).toContain(item);
    expect(terminal).toMatch(/lacks: .+ {2}needs: /);
    expect(code).toBe(2);
  });

  it("does not hide what it does see", async () => {
    const changes = { [`${PROD}/secrets`]: 403, ...environment({ can_admins_bypass: true }) };

    expect((await read(changes)).code).toBe(1);
  });
});

describe("a state", () => {
  it("that does not say when a secret was written, or what a variable is, leaves that unseen", async () => {
    const secret: Row = ["ActionsEnvironmentSecret", { ...WITHIN, secretName: "DATABASE_URL" }];
    const variable: Row = [
      "ActionsEnvironmentVariable",
      { ...WITHIN, variableName: "region", value: { ciphertext: "v1:abc" } },
    ];
    const engine = engineOf({ prod: stateOf(...STATE.slice(0, 3), secret, variable) });

    const { code, terminal } = await readBack("prod", "example-org", apiOf(ANSWERS), engine);

    expect(terminal).toContain("lacks: the state does not say when the secret was written");
    expect(terminal).toContain("lacks: the state holds the value as a secret");
    expect(code).toBe(2);
  });

  it("may say less than GitHub: what nobody said is the provider's own default", async () => {
    const bare: Row = ["RepositoryEnvironment", WITHIN];
    const api = apiOf({
      ...ANSWERS,
      [`${REPO}/environments`]: [{ name: "production", can_admins_bypass: true }],
      [`${PROD}/deployment-branch-policies`]: 404,
      [`${PROD}/secrets`]: [],
      [`${PROD}/variables`]: [],
    });

    const report = await readBack("prod", "example-org", api, engineOf({ prod: stateOf(bare) }));

    expect(report.terminal).toMatch(/^holds — .* 6 hold\n$/);
  });

  it("names secrets and variables as the program does, GitHub in capitals", async () => {
    const names = STATE.map(([word, inputs, outputs = {}]): Row => {
      const { secretName, variableName, ...rest } = inputs as Readonly<Record<string, string>>;
      const lower = {
        ...(secretName !== undefined && { secretName: secretName.toLowerCase() }),
        ...(variableName !== undefined && { variableName: variableName.toLowerCase() }),
      };
      return [word, { ...rest, ...lower }, outputs];
    });

    const engine = engineOf({ prod: stateOf(...names) });

    expect((await readBack("prod", "example-org", apiOf(ANSWERS), engine)).code).toBe(0);
  });

  it("may declare a variable with any value, and its removal is found", async () => {
    const variable = { ...WITHIN, variableName: "PROXY", value: "none" };
    const engine = engineOf({ prod: stateOf(...STATE, ["ActionsEnvironmentVariable", variable]) });

    const { code, terminal } = await readBack("prod", "example-org", apiOf(ANSWERS), engine);

    expect(terminal).toContain("variable PROXY  declared: a value  found: none");
    expect(code).toBe(1);
  });

  it("that only fills an environment of another stack is compared, too", async () => {
    const [environment, ...inside] = STATE;
    const states = {
      prod: stateOf(...inside),
      owner: stateOf(...(environment ? [environment] : [])),
    };

    const report = await readBack("prod", "example-org", apiOf(ANSWERS), engineOf(states));

    expect(report.terminal).toMatch(/^holds — .* 5 hold\n$/);
  });

  it("does not declare what waits for its deletion, or was only read", async () => {
    const { deployment } = stateOf(...STATE) as { deployment: { resources: object[] } };
    const extra = { ...WITHIN, branchPattern: "gone" };
    const type =
      "github:index/repositoryEnvironmentDeploymentPolicy:RepositoryEnvironmentDeploymentPolicy";
    const resources = [
      ...deployment.resources,
      { type, inputs: extra, delete: true },
      {
        type: "github:index/repository:Repository",
        inputs: { name: "other", archived: true },
        external: true,
      },
    ];
    const engine = engineOf({ prod: { deployment: { resources } } });

    expect((await readBack("prod", "example-org", apiOf(ANSWERS), engine)).code).toBe(0);
  });

  it.each([
    ["cannot be read", {}, "the state of prod cannot be read: no stack prod\n"],
    ["declares nothing", { prod: stateOf() }, "the state of prod declares nothing about GitHub"],
  ])("that %s proves nothing", async (_what, states, words) => {
    await expect(readBack("prod", "example-org", apiOf(ANSWERS), engineOf(states))).rejects.toThrow(
      words,
    );
  });
});
