import { loadSettings } from "../../config/load";
import type { Environment } from "../../config/schema";
import { settingsOf } from "../support/environment";

type Json = Record<string, unknown>;

describe("loadSettings", () => {
  it.each(["dev", "staging", "prod"] as const)("accepts the committed file of %s", (stack) => {
    expect(load(stack)).toMatchObject({ environment: stack });
  });

  it("reports every problem of a file at once, each with its path", () => {
    const broken = () =>
      load("prod", (s) => {
        s["owner"] = 7;
        s["databsaes"] = {};
        (s["github"] as Json)["reviewers"] = { teams: [], users: [] };
        appos(s)["reviewers"] = { teams: [], users: [] };
        database(s)["pitrDays"] = 5;
      });

    expect(broken).toThrowErrorMatchingInlineSnapshot(`
     "Pulumi.prod.yaml does not describe a valid environment:
     ✖ Invalid input: expected string, received number
       → at owner
     ✖ Unrecognized key: "databsaes"
       → at platform:settings
     ✖ production can be restored to any second of the last 7 days at least; got 5
       → at applications.appos.database.pitrDays
     ✖ nobody deploys to production alone (at least one reviewer); got none
       → at applications.appos.reviewers
     ✖ nobody changes production alone (at least one reviewer); got none
       → at github.reviewers"
    `);
  });

  it.each([
    ["LIM-1 zero days of recovery", 0, "applications.appos.database.pitrDays"],
    ["LIM-1 36 days of recovery", 36, "applications.appos.database.pitrDays"],
    ["half a day of recovery", 1.5, "applications.appos.database.pitrDays"],
  ])("refuses %s in prod", (_title, pitrDays, path) => {
    expect(() => load("prod", (s) => (database(s)["pitrDays"] = pitrDays))).toThrow(`at ${path}`);
  });

  it.each<[string, Environment, (settings: Json) => unknown, string]>([
    [
      "a tag instead of a digest",
      "prod",
      (s) => (artifact(s)["images"] = { appos: "v1.2.3" }),
      "outside dev an image is named by its digest, never by a tag; got v1.2.3\n  → at applications.appos.artifacts",
    ],
    [
      "APP-27 production without reviewers",
      "prod",
      (s) => (appos(s)["reviewers"] = { teams: [], users: [] }),
      "nobody deploys to production alone (at least one reviewer); got none\n  → at applications.appos.reviewers",
    ],
    [
      "a platform that anyone may deploy",
      "prod",
      (s) => ((s["github"] as Json)["reviewers"] = { teams: [], users: [] }),
      "nobody changes production alone (at least one reviewer); got none\n  → at github.reviewers",
    ],
    [
      "LIM-2 seven reviewers",
      "prod",
      (s) => (appos(s)["reviewers"] = { teams: [], users: ["a", "b", "c", "d", "e", "f", "g"] }),
      "GitHub takes at most six reviewers\n  → at applications.appos.reviewers",
    ],
    [
      "LIM-2 a wait of more than thirty days",
      "prod",
      (s) => (appos(s)["waitMinutes"] = 43_201),
      "at applications.appos.waitMinutes",
    ],
    [
      "APP-13 the environment that CI calls test",
      "dev",
      (s) => (s["environment"] = "test"),
      "stack dev describes dev; got test\n  → at environment",
    ],
    [
      "a file copied from another stack",
      "prod",
      (s) => (s["environment"] = "staging"),
      "stack prod describes prod; got staging\n  → at environment",
    ],
    [
      "an unmanaged database outside dev",
      "staging",
      (s) => (appos(s)["database"] = { kind: "inCluster", image: "postgres:16", storageGiB: 5 }),
      "data outside dev lives in a managed database with point-in-time recovery (rds); got inCluster",
    ],
    [
      "disposable data outside dev",
      "staging",
      (s) => (database(s)["lifecycle"] = "disposable"),
      "data outside dev outlives the stack (durable); got disposable",
    ],
    [
      "a production database in one zone",
      "prod",
      (s) => (database(s)["zones"] = "single"),
      "the production database survives the loss of one zone (multi); got single",
    ],
    [
      "a cache without authentication outside dev",
      "staging",
      (s) => (appos(s)["cache"] = { kind: "inCluster", image: "redis:7" }),
      "the cache outside dev is managed, encrypted and authenticated (elasticache); got inCluster",
    ],
    [
      "a production cache of one node",
      "prod",
      (s) => ((appos(s)["cache"] as Json)["replicas"] = 0),
      "the production cache fails over by itself (at least one replica); got 0",
    ],
    [
      "one production web pod",
      "prod",
      (s) => ((appos(s)["backend"] as Json)["replicas"] = 1),
      "production serves while a pod is replaced (at least two replicas); got 1",
    ],
    [
      "production deployments that nobody hears of",
      "prod",
      (s) => (appos(s)["notify"] = "none"),
      "every production deployment is announced; got none",
    ],
    [
      "two credentials of the same age",
      "dev",
      (s) => (appos(s)["rotation"] = { a: "2026-10-01", b: "2026-10-01" }),
      "the two dates must differ: the later one is live\n  → at applications.appos.rotation",
    ],
    [
      "a date that YAML took for a point in time",
      "dev",
      (s) => (appos(s)["rotation"] = { a: "2026-10-01 00:00:00 +0000 UTC", b: "2026-07-01" }),
      'write a date in quotes, for example "2026-10-01"\n  → at applications.appos.rotation.a',
    ],
    [
      "a waiver without an end",
      "prod",
      (s) =>
        (s["waivers"] = [
          { kind: "destroy", subject: "x", reason: "because of it", ticket: "T-1" },
        ]),
      "at waivers.0.expires",
    ],
    [
      "a network of another size",
      "staging",
      (s) => ((s["network"] as Json)["cidr"] = "10.10.0.0/24"),
      "use a 10.x.0.0/16 network\n  → at network.cidr",
    ],
    [
      "a string for a number",
      "prod",
      (s) => (database(s)["storageGiB"] = "100"),
      "at applications.appos.database.storageGiB",
    ],
    [
      "an unknown key of a database",
      "prod",
      (s) => (database(s)["pitrDay"] = 7),
      'Unrecognized key: "pitrDay"',
    ],
  ])("refuses %s", (_title, stack, change, message) => {
    expect(() => load(stack, change)).toThrow(message);
  });

  it("says what is missing when there are no settings at all", () => {
    expect(() => loadSettings("qa", () => undefined)).toThrow("at platform:settings");
  });

  it("lets dev relax what production promises", () => {
    const relaxed = load("dev", (s) => ((appos(s)["backend"] as Json)["replicas"] = 1));

    expect(relaxed.applications["appos"]?.backend.replicas).toBe(1);
  });
});

function load(stack: Environment, change: (settings: Json) => unknown = () => undefined) {
  const settings = settingsOf(stack);
  change(settings);
  return loadSettings(stack, () => settings);
}

function appos(settings: Json): Json {
  return (settings["applications"] as Record<string, Json>)["appos"] ?? {};
}

function database(settings: Json): Json {
  return appos(settings)["database"] as Json;
}

function artifact(settings: Json): Json {
  return Object.values(appos(settings)["artifacts"] as Record<string, Json>)[0] ?? {};
}
