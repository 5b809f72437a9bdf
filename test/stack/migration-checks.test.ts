import { type Artifact, artifactId } from "../../config/artifact";
import type { Environment } from "../../config/schema";
import type { Waiver } from "../../config/waiver";
import { dangerProblems, schemaProblems } from "../../stack/migration-checks";
import type { PlannedApplication } from "../../stack/plan";
import type { Past } from "../../stack/promotion";
import { planOf, TODAY } from "../support/environment";

const NEW: Artifact = { images: { web: `sha256:${"7".repeat(64)}` }, schemaHead: "0002" };
const SERVING = artifactId(NEW);
const SINCE = { verifiedAt: "2026-11-01T10:00:00Z" };

function waiver(subject: string, expires = TODAY): Waiver {
  return { kind: "rule", subject, reason: "it fits, as tried", ticket: "OPS-9", expires };
}

function app(name: string, stack: Environment = "prod"): PlannedApplication {
  const found = planOf(stack).applications.find((one) => one.name === name);
  if (found === undefined) throw new Error(`${stack} has no ${name}`);
  return found;
}

/** A stack that serves a newer artifact than the one that is pinned, which it served before. */
function ahead({ artifact, where }: PlannedApplication, change: Partial<Past> = {}): Past {
  if (artifact === undefined) throw new Error("nothing is pinned");
  const verified = [
    { artifactId: SERVING, ...NEW, ...SINCE },
    { artifactId: where.settings.active, ...artifact, ...SINCE },
  ];
  const database = { live: "original", instances: {} };
  return { artifact: SERVING, rollout: "0123456789ab", verified, database, ...change };
}

describe("schemaProblems", () => {
  const RESTORE = "restore the database to before it went there and promote that (docs/runbook.md)";

  it.each([
    ["appos", RESTORE],
    ["life-os", RESTORE],
    [
      "lifeos",
      "downgrade it first (kubectl --namespace production exec " +
        "deployment/lifeos-backend-stable --container web -- flask db downgrade 0001)",
    ],
    [
      "salitemihret",
      "downgrade it first (kubectl --namespace production exec " +
        "deployment/salitemihret-backend-0123456789ab --container backend -- " +
        'sh -c "cd server && alembic downgrade 0001")',
    ],
  ])("leaves the schema of %s to a person, with the way that its seed gives", (name, way) => {
    const one = app(name);
    const { active } = one.where.settings;

    expect(schemaProblems(one, ahead(one), [], TODAY)).toEqual([
      {
        path: `applications.${name}.active`,
        message:
          `the schema is at 0002, and ${active} knows 0001: ${way}; ` +
          `once it fits, add a waiver of kind rule with subject ${name}.schema; got ${active}`,
      },
    ]);
  });

  const appos = app("appos");
  it.each<[string, Past, readonly Waiver[], number]>([
    ["a way back that a waiver calls safe", ahead(appos), [waiver("appos.schema")], 0],
    ["one whose waiver has expired", ahead(appos), [waiver("appos.schema", "2026-11-19")], 1],
    ["one whose waiver names another", ahead(appos), [waiver("lifeos.schema")], 1],
    ["the first release", { verified: [] }, [], 0],
    ["what serves already", ahead(appos, { artifact: appos.where.settings.active }), [], 0],
    [
      "what never served here",
      ahead(appos, { verified: ahead(appos).verified.slice(0, 1) }),
      [],
      0,
    ],
    ["another database", ahead(appos, { database: { live: "restored", instances: {} } }), [], 0],
  ])("says of %s", (_title, past, waivers, problems) => {
    expect(schemaProblems(appos, past, waivers, TODAY)).toHaveLength(problems);
  });

  it("says nothing where both know the same schema", () => {
    const past = ahead(appos);
    const verified = past.verified.map((one) => ({ ...one, schemaHead: "0001" }));

    expect(schemaProblems(appos, { ...past, verified }, [], TODAY)).toEqual([]);
  });
});

describe("dangerProblems", () => {
  const FIRST = { id: "0001", operations: ["create_table", "execute"] };
  const MIGRATIONS = [
    FIRST,
    { id: "0002", operations: ["add_column"] },
    { id: "0003", operations: ["drop_table", "add_column", "alter_column"] },
    { id: "0004", operations: ["drop_column"] },
  ];
  const carrying = (stack: Environment = "prod"): PlannedApplication => {
    const one = app("appos", stack);
    if (one.artifact === undefined) throw new Error("nothing is pinned");
    return { ...one, artifact: { ...one.artifact, migrations: MIGRATIONS } };
  };
  const ID = carrying().where.settings.active;
  const served = { artifactId: SERVING, ...NEW, ...SINCE, migrations: [FIRST] };
  const past: Past = { artifact: SERVING, verified: [served] };

  it.each(["staging", "prod"] as const)(
    "refuses in %s new migrations that may lose data, by name and operation",
    (stack) => {
      expect(dangerProblems(carrying(stack), past, [], TODAY)).toEqual([
        {
          path: "applications.appos.active",
          message:
            "it runs migrations that may lose data: read them, then add a waiver of kind rule " +
            `with subject ${ID}.migrations; got 0003 (drop_table, alter_column), 0004 (drop_column)`,
        },
      ]);
    },
  );

  it.each<[string, PlannedApplication, Past, readonly Waiver[], number]>([
    ["in dev", carrying("dev"), past, [], 0],
    ["that somebody has read", carrying(), past, [waiver(`${ID}.migrations`)], 0],
    ["read too long ago", carrying(), past, [waiver(`${ID}.migrations`, "2026-11-19")], 1],
    ["of what served", carrying(), { verified: [{ ...served, artifactId: ID }] }, [], 0],
    ["before the first release", carrying(), { verified: [] }, [], 1],
    ["of which nobody tells", app("appos"), past, [], 0],
  ])("says of migrations %s", (_title, one, before, waivers, problems) => {
    expect(dangerProblems(one, before, waivers, TODAY)).toHaveLength(problems);
  });
});
