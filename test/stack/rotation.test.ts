import * as pulumi from "@pulumi/pulumi";

import { loadSettings } from "../../config/load";
import { checkRotations, lastRotations, type Rotations } from "../../stack/rotation";
import { recordStack, settingsOf, TODAY } from "../support/environment";
import { record } from "../support/recorder";

const OWN = "organization/platform/test";
const SERVING = { a: "2026-10-01", b: "2026-07-01" };

describe("lastRotations", () => {
  it("reads the stack's own outputs", async () => {
    const applications = { appos: { rotation: SERVING, namespace: "prod" } };

    expect(await last({ environment: "prod", applications })).toEqual({ appos: SERVING });
  });

  it.each([
    ["before the first run", {}],
    ["before the first release", { applications: { appos: { namespace: "prod" } } }],
  ])("knows none %s", async (_title, outputs) => {
    expect((await last(outputs))["appos"]).toBeUndefined();
  });
});

it("tells the dates of what has a release, and of nothing else", async () => {
  const { outputs } = await recordStack("dev", ({ applications, ...settings }) => {
    const { appos, lifeos } = applications;
    if (appos === undefined || lifeos === undefined) throw new Error("dev lacks them");
    const unreleased = { ...appos, artifacts: {}, active: "none" };
    return { ...settings, applications: { appos: unreleased, lifeos } };
  });
  const { appos, lifeos } = outputs.applications;

  expect(appos?.rotation).toBeUndefined();
  expect(await new Promise((tell) => lifeos?.rotation?.apply(tell))).toEqual({
    a: "2026-10-01",
    b: "2026-07-01",
  });
});

describe("checkRotations", () => {
  afterEach(() => {
    jest.restoreAllMocks();
  });

  it("refuses what would change credentials in use, with the path of the setting", () => {
    const live = { a: "2026-09-01", b: "2026-07-01" };

    expect(() => {
      check({ appos: live, lifeos: SERVING });
    }).toThrow(
      "Pulumi.prod.yaml does not describe a valid environment:\n" +
        "✖ applications log in with it since 2026-09-01, so it may not change now: " +
        "a rotation moves the other date alone; got 2026-10-01\n" +
        "  → at applications.appos.rotation.a",
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
  ])("warns from the eightieth day on: %s", (today, warnings) => {
    const warn = jest.spyOn(pulumi.log, "warn").mockResolvedValue();
    check({ appos: SERVING }, today);

    const told = warn.mock.calls.map(([text]) => text).filter((text) => text.startsWith("appos:"));
    expect(told).toEqual(warnings);
  });
});

async function last(outputs: object): Promise<Rotations> {
  let found: Rotations = {};
  await record(
    async () => {
      found = await lastRotations();
    },
    { "pulumi:pulumi:readStackOutputs": ({ name }) => (name === OWN ? { outputs } : {}) },
  );
  return found;
}

function check(serving: Rotations, today = TODAY): void {
  checkRotations(
    loadSettings("prod", () => settingsOf("prod")),
    serving,
    today,
  );
}
