import { Command } from "commander";

import { has } from "../../../sandbox/cloud/quirks";
import { temporary } from "../temporary";

describe("the commands about GitHub", () => {
  const sandbox = temporary();
  const print = jest.spyOn(console, "log").mockImplementation();

  /** The commands learn at import which sandbox they act on. */
  async function github(...args: string[]): Promise<string> {
    process.env["SANDBOX_DIR"] = sandbox;
    const { registerGithub } = await import("../../../sandbox/cli/github");
    const program = new Command().exitOverride();
    registerGithub(program);
    print.mockClear();
    await program.parseAsync(["github", ...args], { from: "user" });
    return print.mock.calls.flat().join("\n");
  }

  afterAll(() => {
    delete process.env["SANDBOX_DIR"];
    process.exitCode = undefined;
  });

  it("switch quirks on and off", async () => {
    await github("quirk", "drop-reviewers");
    await github("quirk", "rate-limit");
    await github("quirk", "rate-limit", "off");

    expect(has(sandbox, "drop-reviewers")).toBe(true);
    expect(has(sandbox, "rate-limit")).toBe(false);
    await expect(github("quirk", "nonsense")).rejects.toThrow(
      "nonsense is none of drop-reviewers, plan-fallback, rate-limit",
    );
  });

  it("ask the API, and say what it refuses", async () => {
    const environment = "/repos/example-org/appos/environments/x";

    expect(JSON.parse(await github("api", "put", environment, "{}"))).toMatchObject({ name: "x" });
    await expect(github("api", "GET", `${environment}y`)).rejects.toThrow(/^404 .*Not Found/);
  });

  it("answer while a command runs, and end as it does", async () => {
    const script = `
      fetch(process.env.GITHUB_BASE_URL + "api/v3/repos/" + process.env.GITHUB_OWNER + "/appos", {
        headers: { authorization: "token " + process.env.GITHUB_TOKEN },
      }).then(({ status }) => { process.exitCode = status === 200 ? 42 : 1; });`;

    await github("serve", "--", process.execPath, "-e", script);

    expect(process.exitCode).toBe(42);
    process.exitCode = undefined;
  });
});
