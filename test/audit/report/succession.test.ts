import { readDigest } from "../../../audit/digest";
import { report } from "../../../audit/report/report";

const POD = "kubernetes:apps/v1:Deployment";
const [OLD, NEW] = ["5a17685d2aee", "d5812e704f38"];

describe("what is deleted", () => {
  it("is no loss where the next rollout of the same follows, Jobs that have run included", () => {
    const { verdict, rows } = told(
      gone(POD, `appos-backend-${OLD}`),
      gone("kubernetes:batch/v1:Job", `appos-migrate-${OLD}`),
      made(POD, `appos-backend-${NEW}`),
    );

    expect(verdict).toBe("changes — prod: 2 delete, 1 create; 1 rollout or login renewed");
    expect(rows.map(({ kind, happens }) => `${kind}: ${happens}`)).toEqual([
      `changes: followed by ${NEW}`,
      `changes: followed by ${NEW}`,
      "changes: created",
    ]);
  });

  it("is no loss where a login of a later date follows", () => {
    const login = "kubernetes:core/v1:Secret";

    expect(
      told(gone(login, "appos-login-a-2026-07-01"), made(login, "appos-login-a-2026-11-20"))
        .verdict,
    ).toMatch(/^changes — prod: .*1 rollout or login renewed/);
  });

  it.each<[string, object[]]>([
    ["nothing follows", [gone(POD, `appos-backend-${OLD}`)]],
    [
      "something of another component follows",
      [gone(POD, `appos-backend-${OLD}`), made(POD, `lifeos-backend-${NEW}`, "lifeos")],
    ],
    [
      "its name is not that of a rollout",
      [gone(POD, "appos-backend"), made(POD, `appos-backend-${NEW}`)],
    ],
    [
      "a login follows a rollout",
      [gone(POD, `appos-backend-${OLD}`), made(POD, "appos-login-a-2026-11-20")],
    ],
    [
      "more is counted than listed",
      [
        gone(POD, `appos-backend-${OLD}`),
        made(POD, `appos-backend-${NEW}`),
        gone(POD, "appos-web"),
      ],
    ],
  ])("is a loss where %s", (_title, steps) => {
    expect(told(...steps).word).toBe("DESTROYS");
  });

  it("is a loss of data whatever follows", () => {
    const bucket = "aws:s3/bucket:Bucket";

    expect(told(gone(bucket, `dumps-${OLD}`), made(bucket, `dumps-${NEW}`)).word).toBe(
      "DESTROYS DATA",
    );
    expect(told(gone(POD, `x-${OLD}`, { protect: true }), made(POD, `x-${NEW}`)).word).toBe(
      "DESTROYS",
    );
  });
});

describe("a Job that ran for a rollout", () => {
  const JOB = "kubernetes:batch/v1:Job";
  const labelled = (labels: object) => ({ inputs: { metadata: { labels } } });
  const next = (app: string) => ({
    ...made(POD, `appos-backend-${NEW}`),
    newState: { parent: parent("appos"), ...labelled({ app, rollout: NEW }) },
  });
  const dump = gone(JOB, `appos-backup-${OLD}`, labelled({ app: "appos" }), "appos-backup");

  it("is no loss once its application has another one, in whatever component it ran", () => {
    expect(told(dump, next("appos")).word).toBe("changes");
  });

  it("is a loss where another application has one, or it is protected", () => {
    expect(told(dump, next("lifeos")).word).toBe("DESTROYS");
    const kept = gone(
      ...([JOB, `appos-backup-${OLD}`] as const),
      { ...labelled({ app: "appos" }), protect: true },
      "appos-backup",
    );
    expect(told(kept, next("appos")).word).toBe("DESTROYS");
  });
});

describe("a Job that is replaced", () => {
  const JOB = "kubernetes:batch/v1:Job";
  const replaced = (type: string, old: object = {}) => {
    const labels = { rollout: NEW };
    const [oldState, newState] = [
      { parent: parent("appos"), ...old },
      { parent: parent("appos"), inputs: { metadata: { labels } } },
    ];
    return ["delete-replaced", "replace", "create-replacement"].map((op) => ({
      ...{ op, ...place(type, "appos-confirm"), oldState, newState, detailedDiff: null },
    }));
  };

  it("is no loss: it runs once more, for the rollout that it names", () => {
    const { word, rows } = told(...replaced(JOB));

    expect(word).toBe("changes");
    expect(rows.map(({ happens }) => happens)).toEqual([`followed by ${NEW}`]);
  });

  it("is a replacement where it is protected, and so is anything else", () => {
    expect(told(...replaced(JOB, { protect: true })).word).toBe("REPLACES");
    expect(told(...replaced(POD)).word).toBe("REPLACES");
  });
});

function gone(type: string, name: string, rest: object = {}, app = "appos") {
  return {
    op: "delete",
    ...place(type, name),
    oldState: { parent: parent(app), ...rest },
    detailedDiff: null,
  };
}

function made(type: string, name: string, app = "appos") {
  return {
    op: "create",
    ...place(type, name),
    newState: { parent: parent(app) },
    detailedDiff: null,
  };
}

function place(type: string, name: string) {
  return { urn: `urn:pulumi:prod::platform::platform:workload:Release$${type}::${name}` };
}

function parent(app: string) {
  return `urn:pulumi:prod::platform::platform:workload:Release::${app}`;
}

function told(...steps: readonly object[]) {
  const count = (op: string) => steps.filter((step) => (step as { op: string }).op === op).length;
  const changeSummary = {
    ...{ delete: count("delete"), create: count("create"), replace: count("replace") },
  };
  return report({
    ...{
      stack: "prod",
      outcome: "succeeded",
      waivers: [],
      policies: { packs: {}, violations: [] },
    },
    digest: readDigest(JSON.stringify({ steps, changeSummary }), (value) => value),
  });
}
