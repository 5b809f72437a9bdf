import { readFileSync } from "node:fs";
import { join } from "node:path";

import { leaks } from "../../audit/redact";
import { secretsInState } from "../../audit/secrets-in-state";
import { dummySecret } from "../../sandbox/cli/stack-config";
import { Lab } from "../support/lab";
import { proven } from "../support/proof";

/** What the sandbox gives to every configured secret. */
const WEBHOOK = dummySecret("prod", "platform:appos.slackWebhook");

describe("ALL-2 a secret of prod appears nowhere in clear", () => {
  const lab = new Lab();
  const prod = ["--stack", "prod"];
  const settings = lab.appos("prod");
  const secrets: string[] = [WEBHOOK];
  let printed = "";
  let events: string[] = [];

  beforeAll(async () => {
    await proven(lab);
    const preview = await lab.pulumi("preview", "--diff", ...settings);
    const log = join(lab.directory, "events.jsonl");
    const up = await lab
      .as({ PULUMI_DEBUG_COMMANDS: "true" })
      .pulumi("up", "--yes", "--skip-preview", "--event-log", log, ...settings);
    const outputs = await lab.pulumi("stack", "output", "--json", ...prod);
    const state = await lab.pulumi("stack", "export", ...prod);
    printed = [preview, up, outputs, state].map(({ text }) => text).join("\n");
    events = readFileSync(log, "utf8").trim().split("\n");

    const clear = await lab.pulumi("stack", "export", "--show-secrets", ...prod);
    secrets.push(...secretsInState(JSON.parse(clear.stdout)));
  });
  afterAll(() => {
    lab.remove();
  });

  it("knows the configured one, the generated ones and the addresses made of them", () => {
    expect(secrets.filter((secret) => secret.startsWith("postgresql://appos_a:"))).not.toEqual([]);
    expect(secrets.filter((secret) => /^[A-Za-z0-9]{40}$/.test(secret)).length).toBeGreaterThan(3);
  });

  it("neither in previews, updates, outputs nor the state", () => {
    expect(printed.length).toBeGreaterThan(100_000);
    expect(leaks(printed, secrets)).toEqual([]);
  });

  it("nor in the event log, whose debug lines alone tell what providers generate", () => {
    const told = events.filter((line) => !line.includes('"severity":"debug"')).join("\n");

    expect(told).toContain("resOutputsEvent");
    expect(leaks(told, secrets)).toEqual([]);
    expect(events.join("\n")).not.toContain(WEBHOOK);
  });

  it("nor on the simulated cloud's disk or in its log", () => {
    expect(lab.cloudText().length).toBeGreaterThan(10_000);
    expect(leaks(lab.cloudText(), secrets)).toEqual([]);
  });

  it("nor in the report of changes", async () => {
    const [, , ...file] = lab.appos("prod", (s) => {
      const appos = s.applications["appos"] ?? {};
      appos["rotation"] = { a: "2026-10-01", b: "2026-11-01" };
    });
    const report = await lab.audit("diff", ...prod, "--", ...file);

    expect(report.text).toContain("appos-login-b");
    expect(leaks(report.text, secrets)).toEqual([]);
    expect(report.code).toBe(0);
  });
});
