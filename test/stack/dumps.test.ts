import type { Application } from "../../config/application";
import type { Settings } from "../../config/schema";
import { dumpProblems } from "../../stack/data-checks";
import { pod } from "../support/appos-pods";
import { recordStack } from "../support/environment";
import type { Recording, Registration } from "../support/recorder";
import { podOf, process, recordAllTelling } from "../support/workloads";

const of = recordAllTelling();

/** Enough for a machine that is busy with engine tests. */
jest.setTimeout(60_000);

const MINUTES = ["backup_%Y%m%d_%H%M.dump", "--format=custom"];
const SECONDS = ["backup_%Y%m%d_%H%M%S.sql.gz", "--format=plain", "--compress=6"];

/** Name of the file and options of `pg_dump`, application by application. */
const DUMPS = [
  ["appos", MINUTES],
  ["life-os", SECONDS],
  ["lifeos", MINUTES],
  ["salitemihret", MINUTES],
] as const;

describe("before a release in prod", () => {
  it.each(DUMPS)("APP-17 APP-18 nothing is migrated until %s is dumped", (app) => {
    const migrate = process(of("prod"), app, "migrate");
    const gate = dump(of("prod"), app);

    expect(gate.name.slice(-12)).toBe(migrate.name.slice(-12));
    expect(migrate.dependsOn).toContain(gate.name);
    expect(of("prod").waitsFor(gate.name)).toEqual(
      expect.arrayContaining([
        ...[`${app}-login-bootstrap-a-2026-10-01`, `${app}-login-bootstrap-b-2026-07-01`],
        ...[`${app}-backup-to-${app}-postgres-out`, `${app}-backup`, "dumps-bucket-policy"],
      ]),
    );
  });

  it.each(DUMPS)("X-13 the dump of %s has the name and the format of its seed", (app, dumped) => {
    const { command = [], plain } = told(dump(of("prod"), app));

    expect([plain["NAME"], ...command.slice(4)]).toEqual(dumped);
    expect(plain).toMatchObject({ BUCKET: "platform-prod-dumps-333333333333", FOLDER: app });
  });

  it("LIFE-24 Life-OS is dumped as its script restores it", () => {
    expect(told(dump(of("prod"), "life-os")).plain["NAME"]).toBe("backup_%Y%m%d_%H%M%S.sql.gz");
  });

  it("LIFE-22 a dump is everything that Life-OS has: no pod of it keeps files", () => {
    expect(process(of("prod"), "life-os", "migrate").dependsOn).toContain(
      dump(of("prod"), "life-os").name,
    );
    for (const name of ["backend", "frontend", "migrate"]) {
      expect(podOf(of("prod"), "life-os", name).volumes).toEqual([
        { name: "tmp", emptyDir: { sizeLimit: "256Mi" } },
      ]);
    }
  });

  it("APP-17 dumps lie in a private, versioned bucket that outlives its stack", () => {
    const { inputs, protect } = of("prod").named("dumps-bucket", "s3/bucket:Bucket");

    expect(inputs).toMatchObject({
      bucket: "platform-prod-dumps-333333333333",
      forceDestroy: false,
    });
    expect(protect).toBe(true);
    expect(
      of("prod").named("dumps-bucket-expiry", "BucketLifecycleConfiguration").inputs["rules"],
    ).toMatchObject([{ expiration: { days: 30 } }]);
  });

  it("ALL-2 a dump is made as the live login, whose password stands in its Secret alone", () => {
    const gate = dump(of("prod"), "appos");
    const { plain, password } = told(gate);

    expect(plain).toMatchObject({
      PGHOST: "appos-postgres-instance.test",
      PGPORT: "5432",
      PGDATABASE: "appos_core",
      PGSSLMODE: "require",
      PGUSER: "appos_a",
    });
    expect(password).toEqual({ name: "appos-login-a-2026-10-01", key: "password" });
    expect(gate.secrets).toEqual([]);
    expect(JSON.stringify(gate.inputs)).not.toContain("generated-");
  });
});

describe("elsewhere", () => {
  it.each(["dev", "staging"] as const)("APP-18 nothing is dumped before a release: %s", (stack) => {
    expect(dumps(of(stack))).toEqual([]);
    expect(of(stack).of("PodIdentityAssociation").filter(isOfDump)).toEqual([]);
  });

  it("APP-18 a release in staging waits for a dump where somebody wants one", async () => {
    const { recording } = await recordStack("staging", appos({ backupBeforeDeploy: true }));

    expect(dumps(recording).map(({ name }) => name)).toEqual([
      expect.stringMatching(/^appos-backup-[0-9a-f]{12}$/),
    ]);
    expect(process(recording, "appos", "migrate").dependsOn).toContain(dumps(recording)[0]?.name);
  });

  it("makes no dump before the first release, and has a bucket for it already", async () => {
    const { recording } = await recordStack("prod", appos({ artifacts: {}, active: "none" }));

    expect(dumps(recording).filter(({ name }) => name.startsWith("appos"))).toEqual([]);
    expect(recording.named("dumps-bucket", "s3/bucket:Bucket").protect).toBe(true);
  });

  it("dumps as the login that a rotation made live", async () => {
    const rotation = { a: "2026-10-01", b: "2026-11-01" };
    const { recording } = await recordStack("prod", appos({ rotation }));
    const { plain, password } = told(dump(recording, "appos"));

    expect([plain["PGUSER"], password?.name]).toEqual(["appos_b", "appos-login-b-2026-11-01"]);
  });

  it.each([
    ["a managed database whose environment keeps backups", "disposable", {}, 0],
    ["one that nothing keeps a second time", "disposable", undefined, 1],
    ["a durable one, of which another check tells", "durable", undefined, 0],
  ])("dumps %s", (_what, lifecycle, backup, problems) => {
    const app = { backupBeforeDeploy: true, database: { kind: "rds", lifecycle } };

    expect(
      dumpProblems("applications.appos", { backup } as Settings, app as Application),
    ).toHaveLength(problems);
  });
});

function dumps(recording: Recording): readonly Registration[] {
  return recording.of("Job").filter(isOfDump);
}

function isOfDump({ name }: Registration): boolean {
  return /-backup(-|$)/.test(name);
}

function dump(recording: Recording, app: string): Registration {
  const found = dumps(recording).find(({ name }) => name.startsWith(`${app}-backup-`));
  if (found === undefined) throw new Error(`${app} is not dumped`);
  return found;
}

interface Variable {
  readonly name: string;
  readonly value?: string;
  readonly valueFrom?: { readonly secretKeyRef: { readonly name: string; readonly key: string } };
}

/** What the container of a Job is told: its command, its plain variables, and where the password is. */
function told(gate: Registration) {
  const [container] = pod(gate).containers;
  const env: readonly Variable[] = container?.env ?? [];
  const plain: Readonly<Record<string, string | undefined>> = Object.fromEntries(
    env.map(({ name, value }) => [name, value]),
  );
  const password = env.find(({ name }) => name === "PGPASSWORD")?.valueFrom?.secretKeyRef;
  return { command: container?.command, plain, password };
}

/** Settings with AppOS changed. */
function appos(change: Partial<Application>): (settings: Settings) => Settings {
  return ({ applications, ...settings }) => {
    const { appos: own } = applications;
    if (own === undefined) throw new Error("no AppOS");
    return { ...settings, applications: { ...applications, appos: { ...own, ...change } } };
  };
}
