import type { Run } from "../../audit/pulumi";
import { stackDiff } from "../../audit/stack-diff";
import { STATE_WITH_SECRET } from "../support/state-with-secret";

const bucket = "urn:pulumi:prod::platform::aws:s3/bucket:Bucket::uploads";

describe("the diff of a stack", () => {
  it("is free of secrets of the state and of the configuration", async () => {
    const asked: string[][] = [];

    const { code, stdout, stderr } = await diff({}, asked);

    expect({ code, stdout, stderr }).toEqual({
      code: 0,
      stdout:
        "changes — prod: 1 update\n" +
        "update  aws:s3/bucket:Bucket  uploads  " +
        '— a ("x=[secret]" → "y=[secret]"), url (none → "redis://:[secret]@h")\n',
      stderr: "",
    });
    expect(asked).toEqual([
      ["stack", "export", "--show-secrets", "--stack", "prod"],
      ["config", "--show-secrets", "--json", "--stack", "prod"],
      [
        ...["preview", "--json", "--show-sames", "--show-replacement-steps", "--event-log"],
        expect.stringMatching(/^\/.*\/events\.jsonl$/),
        ...["--stack", "prod", "--refresh"],
      ],
    ]);
  });

  it.each([
    [
      ["--config-file", "other.yaml", "--refresh"],
      ["--config-file", "other.yaml"],
    ],
    [["--refresh", "--config-file=other.yaml"], ["--config-file=other.yaml"]],
  ])("reads secrets and waivers where the engine reads settings: %j", async (engineArgs, read) => {
    const asked: string[][] = [];

    await diff({}, asked, engineArgs);

    expect(asked[1]).toEqual(["config", "--show-secrets", "--json", "--stack", "prod", ...read]);
  });

  it("keeps the waivers that hold on the day", async () => {
    const waiver = (expires: string) => ({
      ...{ kind: "weaken", subject: "x", reason: "long enough", ticket: "OPS-1", expires },
    });
    const waivers = [waiver("2026-11-19"), waiver("2026-11-20")];
    const config = {
      stdout: JSON.stringify({ "platform:settings": { objectValue: { waivers }, secret: false } }),
    };

    const { files } = await diff({ config });

    expect(JSON.parse(files["preview.json"] ?? "")).toMatchObject({
      waivers: [waiver("2026-11-20")],
    });
  });

  it("passes on the code of a failed preview, with what it listed and its diagnostics", async () => {
    const preview = { code: 255, stderr: "policy says no to from-config\n" };

    const { code, stdout, stderr } = await diff({ preview });

    expect(code).toBe(255);
    expect(stdout).toMatch(/^FAILED, incomplete — prod: 1 update\nupdate /);
    expect(stderr).toBe("error: [secret] is wrong\npolicy says no to [secret]\n");
  });

  it("shows why there was no preview at all", async () => {
    const preview = { code: 6, stdout: "", stderr: "no stack for from-state\u001b[0m\n" };

    const { code, stdout, stderr, files } = await diff({ preview });

    expect({ code, stdout, stderr }).toEqual({
      code: 6,
      stdout: "FAILED, incomplete — prod: nothing counted\n",
      stderr: "no stack for [secret]\n",
    });
    expect(files["report.md"]).toContain("\n```\nno stack for [secret]\n```\n");
  });

  it.each(["state", "config"])(
    "shows nothing when the secrets of the %s cannot be read",
    async (which) => {
      const unread = { [which]: { code: 6, stderr: "incorrect passphrase\n" } };

      expect(await diff(unread)).toEqual({
        code: 6,
        stdout: "",
        stderr: "the stack's secrets cannot be read, so nothing is shown: incorrect passphrase\n",
        files: {},
      });
    },
  );

  it("is fine with a stack that has no state", async () => {
    const { code } = await diff({ state: { stdout: '{"version":3,"deployment":{}}' } });

    expect(code).toBe(0);
  });

  it("refuses to show a secret that only appears once invisible characters are gone", async () => {
    const stdout = digest({ a: "from\u200b-state" });

    expect(await diff({ preview: { stdout } })).toEqual({
      code: 1,
      stdout: "",
      stderr: "refused: a secret would be shown (text)\n",
      files: {},
    });
  });

  it.each(["preview", "state", "config"])(
    "does not quote unreadable output of %s",
    async (which) => {
      const reading = diff({ [which]: { stdout: "{from-state" } });

      await expect(reading).rejects.toThrow(/^what .* printed is not JSON$/);
    },
  );
});

function digest(inputs: object): string {
  return JSON.stringify({
    steps: [
      {
        op: "update",
        urn: bucket,
        oldState: { inputs: { a: "x=from-state" } },
        newState: { inputs },
        detailedDiff: null,
      },
    ],
    diagnostics: [{ message: "error: from-state is wrong\n", severity: "error" }],
    changeSummary: { update: 1 },
  });
}

const GOOD: Readonly<Record<string, string>> = {
  preview: digest({ a: "y=from-config", url: "redis://:from-state@h" }),
  state: STATE_WITH_SECRET,
  config: JSON.stringify({ "platform:token": { value: "from-config", secret: true } }),
};

/** Runs against a `pulumi` that answers well, but for what is given. */
function diff(
  answers: Readonly<Record<string, Partial<Run>>>,
  asked: string[][] = [],
  engineArgs: readonly string[] = ["--refresh"],
) {
  return stackDiff("prod", engineArgs, "2026-11-20", (args) => {
    asked.push([...args]);
    const which = args[0] === "stack" ? "state" : (args[0] ?? "");
    return Promise.resolve({ code: 0, stdout: GOOD[which] ?? "", stderr: "", ...answers[which] });
  });
}
