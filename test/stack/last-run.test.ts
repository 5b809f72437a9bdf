import * as pulumi from "@pulumi/pulumi";

import { compareWithLastRun } from "../../stack/last-run";
import { planOf, recordStack } from "../support/environment";

const SERVING = { a: "2026-10-01", b: "2026-07-01" };
const DATABASE = {
  live: "original",
  instances: { original: { version: "16", mode: "readWrite" } },
};
const REHEARSED = { instance: "q3", at: "2026-11-01T04:00:00Z", minutes: 47 };

it("is told what the next run must know of what has a release, and of nothing else", async () => {
  const { outputs } = await recordStack("prod", ({ applications, ...settings }) => {
    const { appos, lifeos } = applications;
    if (appos === undefined || lifeos === undefined) throw new Error("prod lacks them");
    const unreleased = { ...appos, artifacts: {}, active: "none" };
    return { ...settings, applications: { appos: unreleased, lifeos } };
  });
  const { appos, lifeos } = outputs.applications;

  expect([appos?.rotation, appos?.database]).toEqual([undefined, undefined]);
  expect(await known(lifeos?.rotation)).toEqual(SERVING);
  expect(await known(lifeos?.database)).toEqual(DATABASE);
});

describe("compareWithLastRun", () => {
  afterEach(() => {
    jest.restoreAllMocks();
  });

  it("refuses everything that does not follow, at once, with the path of each setting", async () => {
    const rotation = { a: "2026-09-01", b: "2026-07-01" };
    const older = {
      live: "original",
      instances: { original: { version: "15", mode: "readWrite" } },
    };

    await expect(compare({ appos: { artifact: "0", rotation, database: older } })).rejects.toThrow(
      "Pulumi.prod.yaml does not describe a valid environment:\n" +
        "✖ applications log in with it since 2026-09-01, so it may not change now: " +
        "a rotation moves the other date alone; got 2026-10-01\n" +
        "  → at applications.appos.rotation.a\n" +
        "✖ a database that serves is never upgraded in place: restore it beside itself, " +
        "upgrade that instance, promote it; got 16 for 15\n" +
        "  → at applications.appos.database.instances.original.version\n" +
        "✖ staging proves nothing",
    );
  });

  it.each([
    ["2026-12-19", []],
    [
      "2026-12-20",
      [
        "appos: its credentials have served for 80 days; " +
          "rotate them within 90 (applications.appos.rotation)",
      ],
    ],
  ])("warns of credentials from the eightieth day on: %s", async (today, warnings) => {
    const told = await warned("appos", { rotation: SERVING }, `${today}T12:00:00Z`);

    expect(told).toEqual(warnings);
  });

  it.each<[string, object | undefined, string[]]>([
    ["lately, and was quick enough", REHEARSED, []],
    ["never", undefined, ["salitemihret: a restore of its database was never rehearsed"]],
    [
      "a hundred days ago",
      { ...REHEARSED, at: "2026-08-12T03:00:00Z" },
      ["salitemihret: a restore of its database was last rehearsed 100 days ago"],
    ],
    [
      "and took longer than promised",
      { ...REHEARSED, minutes: 121 },
      [
        "salitemihret: the last restore that was rehearsed took 121 minutes; " +
          "applications.salitemihret.recovery.rtoMinutes promises 120",
      ],
    ],
  ])("SAL-13 warns unless a restore was rehearsed %s", async (_title, rehearsal, warnings) => {
    const last = rehearsal === undefined ? {} : { rehearsal };

    expect(await warned("salitemihret", last, "2026-11-20T04:00:00Z")).toEqual(warnings);
  });
});

/** Compares the committed file of prod, whose artifacts run already. */
async function compare(before: Readonly<Record<string, object>>, now = "2026-11-20T12:00:00Z") {
  const plan = planOf("prod");
  const running = plan.applications.map(({ name, where }): [string, object] => [
    name,
    { artifact: where.settings.active, ...before[name] },
  ]);
  await compareWithLastRun(plan, { applications: Object.fromEntries(running) }, now);
}

async function warned(app: string, before: object, now: string): Promise<string[]> {
  const warn = jest.spyOn(pulumi.log, "warn").mockResolvedValue();
  await compare({ [app]: before }, now);
  return warn.mock.calls.map(([text]) => text).filter((text) => text.startsWith(`${app}:`));
}

function known<T>(output: pulumi.Output<T> | undefined): Promise<T> {
  return new Promise((tell) => output?.apply(tell));
}
