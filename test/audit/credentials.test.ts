import { credentialAges } from "../../audit/credentials";
import type { Run } from "../../audit/pulumi";

const TODAY = "2026-11-20";

describe("the credentials of a stack", () => {
  it("are named with the days that they have served, oldest first", async () => {
    const { code, stdout } = await ages({ appos: "2026-10-01", lifeos: "2026-09-01" });

    expect(stdout).toBe(
      "due — prod: credentials serve for 90 days at most\n" +
        "due  lifeos  80 days\n" +
        "fresh  appos  50 days\n",
    );
    expect(code).toBe(0);
  });

  it.each([
    ["2026-08-23", 0, "due  appos  89 days"],
    ["2026-08-22", 1, "TOO OLD  appos  90 days"],
  ])("X-15 fail the check once they have served a quarter: %s", async (date, expected, line) => {
    const { code, stdout } = await ages({ appos: date, lifeos: "2026-11-01" });

    expect(stdout).toContain(line);
    expect(code).toBe(expected);
  });

  it("are counted from the later of the two dates", async () => {
    const { stdout } = await ages({ appos: "2026-11-10" });

    expect(stdout).toContain("fresh  appos  10 days");
  });

  it.each([
    ["nothing was deployed", {}],
    ["nothing was released", { applications: { appos: { namespace: "prod" } } }],
  ])("are none where %s", async (_title, outputs) => {
    expect(await check({ code: 0, stdout: JSON.stringify(outputs), stderr: "" })).toEqual({
      code: 0,
      stdout: "none in use — prod: credentials serve for 90 days at most\n",
      stderr: "",
    });
  });

  it("are unknown where the outputs cannot be read", async () => {
    const unread = { code: 6, stdout: "", stderr: "no stack\u001b[0m\n" };

    expect(await check(unread)).toEqual({ code: 6, stdout: "", stderr: "no stack\n" });
    await expect(
      check({ code: 0, stdout: '{"applications":{"appos":{"rotation":"x"}}}', stderr: "" }),
    ).rejects.toThrow("unreadable outputs:\n✖ Invalid input: expected object, received string");
  });
});

/** Each application by the later of its dates. */
function ages(live: Readonly<Record<string, string>>): Promise<Run> {
  const applications = Object.fromEntries(
    Object.entries(live).map(([name, b]) => [name, { rotation: { a: "2026-07-01", b } }]),
  );
  return check({ code: 0, stdout: JSON.stringify({ applications }), stderr: "" });
}

function check(outputs: Run): Promise<Run> {
  return credentialAges("prod", TODAY, async (args) => {
    expect(args).toEqual(["stack", "output", "--json", "--stack", "prod"]);
    return Promise.resolve(outputs);
  });
}
