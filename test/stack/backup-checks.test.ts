import { specs } from "../../apps";
import { loadSettings } from "../../config/load";
import type { Environment, Settings } from "../../config/schema";
import { backupProblems } from "../../stack/backup-checks";
import { planEnvironment } from "../../stack/plan";
import { allSecrets, settingsOf, TODAY } from "../support/environment";

const WAIVER = {
  kind: "rule",
  subject: "backup.copyRegion",
  reason: "the law keeps this data in one country",
  ticket: "OPS-7",
  expires: TODAY,
} as const;

describe("what is kept a second time", () => {
  it.each(["dev", "staging", "prod"] as const)("is all that %s promises", (stack) => {
    expect(problems(stack, (settings) => settings)).toEqual([]);
  });

  it("may stay in the region of production as long as somebody answers for that", () => {
    const here = { ...settings("prod").backup, copyRegion: undefined };

    expect(problems("prod", (s) => changed(s, here, [WAIVER]))).toEqual([]);
    expect(problems("prod", (s) => changed(s, here, []))).toEqual([
      expect.objectContaining({ path: "backup.copyRegion" }),
    ]);
  });

  it("is every durable database, each of which is named without it", () => {
    const found = problems("staging", (s) => changed(s, undefined, []));

    expect(found).toEqual([
      {
        path: "backup",
        message: expect.stringMatching(/; got appos, life-os, lifeos, salitemihret$/) as unknown,
      },
    ]);
  });

  it.each<[string, string, boolean]>([
    ["ends an hour before RDS begins", "00:00-00:30", false],
    ["ends less than an hour before", "23:59-00:30", true],
    ["begins while RDS is at work", "21:30-22:30", true],
    ["begins when RDS is done", "21:00-22:00", false],
    ["lies within the night of RDS", "21:00-00:30", true],
    ["has the whole night of RDS in it", "22:10-22:40", true],
    ["begins in a night of RDS that began before midnight", "23:30-22:01", true],
  ])("is in time where its window %s", (_how, backupWindow, late) => {
    const found = problems("prod", (s) => ({
      ...s,
      applications: Object.fromEntries(
        Object.entries(s.applications).map(([name, app]) => [
          name,
          name === "lifeos" && app.database.kind === "rds"
            ? { ...app, database: { ...app.database, backupWindow } }
            : app,
        ]),
      ),
    }));

    expect(found.map(({ path }) => path)).toEqual(
      late ? ["applications.lifeos.database.backupWindow"] : [],
    );
  });
});

function settings(stack: Environment): Settings {
  return loadSettings(stack, () => settingsOf(stack));
}

/** The committed environment, with its plan, changed as the test wants it. */
function problems(stack: Environment, change: (settings: Settings) => Settings) {
  const committed = settings(stack);
  const changedSettings = change(committed);
  const { applications } = planEnvironment(committed, specs, allSecrets, TODAY);
  const planned = applications.map((app) => {
    const own = changedSettings.applications[app.name] ?? app.where.settings;
    return { ...app, where: { ...app.where, settings: own } };
  });
  return backupProblems(changedSettings, planned, TODAY);
}

function changed(
  settings: Settings,
  backup: object | undefined,
  waivers: Settings["waivers"],
): Settings {
  return { ...settings, backup: backup as Settings["backup"], waivers };
}
