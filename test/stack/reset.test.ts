import type { Settings } from "../../config/schema";
import { pod } from "../support/appos-pods";
import { recordStack } from "../support/environment";
import { metadata, podOf, process, recordAllTelling } from "../support/workloads";

const of = recordAllTelling();

/** Enough for a machine that is busy with engine tests. */
jest.setTimeout(60_000);

describe("the data of Life-OS in staging", () => {
  it("LIFE-17 is made anew every Monday, in production and development never", () => {
    const schedules = (["dev", "staging", "prod"] as const).map((stack) =>
      of(stack)
        .of("CronJob")
        .map(({ name, inputs }) => [
          name,
          (inputs as { spec: { schedule: string } }).spec.schedule,
        ]),
    );

    expect(schedules).toEqual([[], [["life-os-reset", "0 5 * * 1"]], []]);
  });

  it("LIFE-17 is emptied by the live login, then migrated and filled by what serves", () => {
    const reset = of("staging").one("CronJob");
    const { initContainers, containers } = pod(reset);
    const migrate = podOf(of("staging"), "life-os", "migrate").containers[0];

    expect(initContainers).toMatchObject([{ name: "empty" }, { name: "migrate" }]);
    expect(initContainers[0]?.env).toEqual([
      { name: "PGHOST", value: "life-os-postgres-instance.test" },
      { name: "PGPORT", value: "5432" },
      { name: "PGDATABASE", value: "life_os_staging" },
      { name: "PGSSLMODE", value: "require" },
      { name: "PGUSER", value: "life_os_a" },
      {
        name: "PGPASSWORD",
        valueFrom: { secretKeyRef: { name: "life-os-login-a-2026-10-01", key: "password" } },
      },
    ]);
    expect(initContainers[1]).toEqual(migrate);
    expect(containers).toMatchObject([
      {
        name: "load",
        image: migrate?.image,
        env: migrate?.env,
        command: ["python", "scripts/load_test_data.py"],
      },
    ]);
  });

  it("changes only with a release that serves", () => {
    const reset = of("staging").one("CronJob");
    const backend = process(of("staging"), "life-os", "backend");

    expect(metadata(reset)).toMatchObject({ name: "life-os-reset", namespace: "staging" });
    expect(reset.dependsOn).toEqual(expect.arrayContaining(["life-os-frontend", backend.name]));
  });

  it.each([
    ["no schedule", { resetSchedule: undefined }, {}],
    ["no release", {}, { artifacts: {}, active: "none" }],
  ])("stays where there is %s", async (_what, database, change) => {
    const { recording } = await recordStack("staging", lifeOs(database, change));

    expect(recording.of("CronJob")).toEqual([]);
    expect(JSON.stringify(recording.of("NetworkPolicy"))).not.toContain('"reset"');
  });
});

/** Settings with Life-OS changed. */
function lifeOs(database: object, change: object): (settings: Settings) => Settings {
  return ({ applications, ...settings }) => {
    const { "life-os": own } = applications;
    if (own === undefined) throw new Error("no Life-OS");
    const changed = { ...own, ...change, database: { ...own.database, ...database } };
    return { ...settings, applications: { ...applications, "life-os": changed } };
  };
}
