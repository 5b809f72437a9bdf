import { Lab, type Settings } from "../support/lab";
import type { Environment } from "../../config/schema";

const lab = new Lab();
afterAll(() => {
  lab.remove();
});

const appos = (s: Settings) => s.applications["appos"] ?? {};

it.each<[string, Environment, (s: Settings) => unknown, string]>([
  ["an unknown key", "dev", (s) => (s["databsaes"] = {}), 'Unrecognized key: "databsaes"'],
  [
    "a wrong type",
    "dev",
    (s) => ((appos(s)["backend"] ?? {})["replicas"] = "two"),
    "expected number, received string\n      → at applications.appos.backend.replicas",
  ],
  [
    "LIM-1 no days of recovery in prod",
    "prod",
    (s) => ((appos(s)["database"] ?? {})["pitrDays"] = 0),
    "→ at applications.appos.database.pitrDays",
  ],
  [
    "LIM-1 36 days of recovery in prod",
    "prod",
    (s) => ((appos(s)["database"] ?? {})["pitrDays"] = 36),
    "→ at applications.appos.database.pitrDays",
  ],
  [
    "a tag instead of a digest in prod",
    "prod",
    (s) => {
      for (const artifact of Object.values(appos(s)["artifacts"] ?? {})) {
        (artifact as Record<string, unknown>)["images"] = { appos: "latest" };
      }
    },
    "outside dev an image is named by its digest, never by a tag; got latest",
  ],
  [
    "APP-27 production without reviewers",
    "prod",
    (s) => (appos(s)["reviewers"] = { teams: [], users: [] }),
    "nobody deploys to production alone",
  ],
  [
    "APP-13 the environment test",
    "dev",
    (s) => (s["environment"] = "test"),
    "stack dev describes dev; got test",
  ],
  [
    "Services at addresses of the network",
    "staging",
    (s) => ((s["cluster"] as Record<string, unknown>)["serviceCidr"] = "10.20.240.0/20"),
    "Services need addresses of their own\n      → at cluster.serviceCidr",
  ],
  [
    "production behind a Gateway",
    "prod",
    (s) => (s["edge"] = { kind: "gateway", name: "public", namespace: "gateways" }),
    "production is reached over HTTPS alone, with certificates of its own (loadBalancer); got gateway",
  ],
  [
    "a host that no certificate covers",
    "staging",
    (s) => Object.assign(appos(s), { host: "appos.example.com" }),
    "no certificate covers it: edge.domains names fcy.sh, staging.example-org.test; got appos.example.com",
  ],
  [
    "an application without a spec",
    "dev",
    (s) => (s.applications["billing"] = appos(s)),
    "no such application; apps/ describes appos, life-os, lifeos, salitemihret\n      → at applications.billing",
  ],
])("refuses %s before anything is created", async (_title, stack, change, message) => {
  const { code, text } = await lab.pulumi(
    ...["up", "--yes", "--stack", stack],
    ...["--config-file", lab.settings(stack, change)],
  );

  expect(unindented(text)).toContain(unindented(message));
  expect(code).not.toBe(0);
  expect(text).not.toMatch(/\n\s+at .*\.(ts|js):\d+/);
  expect(lab.made()).toEqual([]);
});

it("refuses a stack that has no file", async () => {
  const { code, text } = await lab.pulumi("up", "--yes", "--stack", "qa");

  expect(text).toContain("there is no stack qa");
  expect(code).not.toBe(0);
});

it("names the command that sets a missing secret", async () => {
  await lab.pulumi("config", "rm", "platform:appos.slackWebhook", "--stack", "prod");
  const { code, text } = await lab.pulumi("up", "--yes", "--stack", "prod");

  expect(text).toContain("pulumi config set --secret platform:appos.slackWebhook --stack prod");
  expect(code).not.toBe(0);
  expect(lab.made()).toEqual([]);
});

/** The engine indents what a program says; how far is its own business. */
function unindented(text: string): string {
  return text.replace(/^\s+/gm, "");
}
