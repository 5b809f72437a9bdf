import { Lab } from "../support/lab";
import { Thread } from "../support/thread";

describe("the preview of a pull request", () => {
  const lab = new Lab();
  const thread = new Thread();
  const out = `${lab.directory}/report`;
  let close: () => void = () => undefined;
  const job = (url: string) => ({
    ...{ GITHUB_REPOSITORY: "example-org/platform", GITHUB_RUN_ID: "7", GITHUB_RUN_ATTEMPT: "1" },
    GITHUB_TRIGGERING_ACTOR: "ada",
    ...{ GITHUB_SERVER_URL: "https://github.com", GITHUB_SHA: "c".repeat(40) },
    ...{ GITHUB_API_URL: url, JOB_TOKEN: "token" },
  });
  const comment = () =>
    lab.audit(
      ...["comment", "--stack", "dev", "--out", out],
      ...["--pull-request", "7", "--commit", "d".repeat(40)],
    );

  beforeAll(async () => {
    for (let n = 0; n < 120; n++) thread.says(`chatter ${n}`, "ada");
    const served = await thread.serve();
    close = served.close;
    lab.as(job(served.url));
  });
  afterAll(() => {
    close();
    lab.remove();
  });

  it("ALL-1 changes nothing, and is posted as the one comment of its stack, again and again", async () => {
    const before = lab.made();
    const diff = await lab.audit("diff", "--stack", "dev", "--out", out);
    const first = await comment();
    const second = await comment();

    expect([diff.code, first.code, second.code]).toEqual([0, 0, 0]);
    expect(lab.made()).toEqual(before);
    expect(thread.bodies()).toHaveLength(1);
    expect(thread.bodies()[0]).toMatch(
      /^<!-- platform: preview dev -->\n[^]*### 🔵 changes — dev&#58; \d+ create/,
    );
    expect(thread.bodies()[0]).toContain(
      "for dddddddddddd · [the run, with the whole report](https://github.com/example-org/platform/actions/runs/7/attempts/1)",
    );
  });

  it("ALL-1 says in the same comment that it failed", async () => {
    const bad = lab.settings("dev", (settings) => Object.assign(settings, { logDays: 2 }));
    const diff = await lab.audit(
      "diff",
      "--stack",
      "dev",
      "--out",
      out,
      "--",
      "--config-file",
      bad,
    );
    await comment();

    expect(diff.code).not.toBe(0);
    expect(thread.bodies()).toHaveLength(1);
    expect(thread.bodies()[0]).toContain("FAILED, incomplete");
    expect(thread.bodies()[0]).not.toContain("changes —");
  });
});
