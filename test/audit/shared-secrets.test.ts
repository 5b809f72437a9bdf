import type { Run } from "../../audit/pulumi";
import { sharedSecrets } from "../../audit/shared-secrets";

const TODAY = "2026-11-20";
const KEY = "sk-live-0123456789";

/** What one stack has: secrets by key, and the subjects of waivers that still hold. */
interface Stack {
  readonly secrets: Readonly<Record<string, string>>;
  readonly waivers?: readonly string[];
  readonly expires?: string;
}

describe("LIFE-08 secrets of several environments", () => {
  it("are told apart, and what is plain does not count", async () => {
    const stacks = {
      staging: { secrets: { "appos.key": "a" } },
      prod: { secrets: { "appos.key": "b" } },
    };

    expect(await compare(stacks)).toEqual({
      code: 0,
      stdout: "none shared — secrets of staging, prod\n",
      stderr: "",
    });
  });

  it("fail the check where one is the same, under whatever key, and are never shown", async () => {
    const stacks = {
      staging: { secrets: { "life-os.openaiApiKey": KEY, "appos.key": "a" } },
      prod: { secrets: { "lifeos.openaiApiKey": KEY, "appos.key": "b" } },
    };
    const { code, stdout } = await compare(stacks);

    expect(stdout).toBe(
      "SHARED — secrets of staging, prod\n" +
        "SHARED  staging:life-os.openaiApiKey  prod:lifeos.openaiApiKey\n",
    );
    expect(stdout).not.toContain(KEY);
    expect(code).toBe(1);
  });

  it.each([
    ["holds", ["appos.key"], "2026-11-20", 0, "excused"],
    ["has expired", ["appos.key"], "2026-11-19", 1, "SHARED"],
    ["is of another secret", ["appos.other"], "2026-11-20", 1, "SHARED"],
  ])("may be the same where a waiver %s", async (_title, waivers, expires, expected, verdict) => {
    const secrets = { "appos.key": KEY };
    const { code, stdout } = await compare({
      staging: { secrets },
      prod: { secrets, waivers, expires },
    });

    expect(stdout).toContain(`${verdict}  staging:appos.key  prod:appos.key\n`);
    expect(code).toBe(expected);
  });

  it("may be the same twice in one environment", async () => {
    const secrets = { "appos.key": KEY, "lifeos.key": KEY };

    expect((await compare({ prod: { secrets } })).stdout).toContain("none shared");
  });

  it("are unknown where they cannot be read, and then nothing is quoted", async () => {
    const failed = { code: 255, stdout: KEY, stderr: "incorrect passphrase\u001b[0m\n" };

    expect(await sharedSecrets(["prod"], TODAY, () => Promise.resolve(failed))).toEqual({
      code: 255,
      stdout: "",
      stderr: "incorrect passphrase\n",
    });
    const unread = { code: 0, stdout: `["${KEY}"]`, stderr: "" };
    await expect(sharedSecrets(["prod"], TODAY, () => Promise.resolve(unread))).rejects.toThrow(
      /^the configuration of prod is none$/,
    );
  });
});

function compare(stacks: Readonly<Record<string, Stack>>): Promise<Run> {
  return sharedSecrets(Object.keys(stacks), TODAY, (args) => {
    const {
      secrets,
      waivers = [],
      expires = "2999-01-01",
    } = stacks[args.at(-1) ?? ""] ?? { secrets: {} };
    const why = { kind: "rule", reason: "one contract for both", ticket: "OPS-1", expires };
    const config = {
      ...Object.fromEntries(
        Object.entries(secrets).map(([key, value]) => [`platform:${key}`, { value, secret: true }]),
      ),
      "github:owner": { value: "example-org", secret: false },
      "platform:settings": {
        value: "{}",
        objectValue: { waivers: waivers.map((subject) => ({ ...why, subject })) },
        secret: false,
      },
    };
    return Promise.resolve({ code: 0, stdout: JSON.stringify(config), stderr: "" });
  });
}
