import * as pulumi from "@pulumi/pulumi";

import { specs } from "../../apps";
import { loadSettings } from "../../config/load";
import type { Environment } from "../../config/schema";
import { remember, type Verified } from "../../config/verified";
import { buildEnvironment } from "../../stack/build";
import type { ApplicationOutputs } from "../../stack/outputs";
import { planEnvironment } from "../../stack/plan";
import { compareWithLastRun } from "../../stack/last-run";
import type { Past } from "../../stack/promotion";
import { settled } from "../components/workload/sample";
import { allSecrets, settingsOf, TODAY } from "../support/environment";
import { record } from "../support/recorder";
import { GITHUB } from "../support/github-answers";

const ID = "e57209b12c69";
const IMAGES = { appos: `sha256:${"1".padStart(64, "0")}` };
const SERVED: Verified = {
  ...{ artifactId: "0123456789ab", images: { appos: "sha256:0" }, schemaHead: "0000" },
  verifiedAt: "2026-11-01T10:00:00Z",
};
/** When the mocked Job of a proof completes. */
const PROVEN: Verified = {
  ...{ artifactId: ID, images: IMAGES, schemaHead: "0001" },
  verifiedAt: "2026-11-18T10:00:00Z",
};
const DECISION = { from: "none", to: ID, why: "soaked", evidence: "it served" } as const;

/** Stacks whose outputs were read. */
let asked: string[] = [];

/** A committed environment with AppOS alone. */
function plan(stack: Environment, change: object = {}) {
  const { applications, ...settings } = loadSettings(stack, () => settingsOf(stack));
  const appos = { ...applications["appos"], ...change };
  const alone = loadSettings(stack, () => ({ ...settings, applications: { appos } }));
  return planEnvironment(alone, specs, allSecrets, TODAY);
}

describe("a promotion", () => {
  let told: string[];
  beforeEach(() => {
    told = [];
    asked = [];
    jest
      .spyOn(pulumi.log, "info")
      .mockImplementation((text) => Promise.resolve(void told.push(text)));
  });
  afterEach(() => {
    jest.restoreAllMocks();
  });

  it("reads the stack that precedes, and says why a new artifact may run", async () => {
    const past = await checked("prod", {}, { appos: { artifact: ID, verified: [PROVEN] } });

    const evidence = "staging verified it at 2026-11-18T10:00:00Z, served for 48 h";
    expect(past["appos"]).toEqual({
      verified: [],
      promotion: { from: "none", to: ID, why: "soaked", evidence },
    });
    expect(asked).toEqual(["organization/platform/staging"]);
    expect(told).toEqual([`appos: none → ${ID} (soaked): ${evidence}`]);
  });

  it("asks nobody about what runs already, and keeps why that was allowed", async () => {
    const serving = { artifact: ID, rollout: "0", verified: [PROVEN], promotion: DECISION };

    expect((await checked("prod", { appos: serving }))["appos"]).toEqual(serving);
    expect([told, asked]).toEqual([[], []]);
  });

  it("asks nobody before the first release", async () => {
    const { settings, ...rest } = plan("prod", { artifacts: {}, active: "none" });

    expect(await checkedPlan({ settings, ...rest }, {})).toEqual({});
    expect(asked).toEqual([]);
  });

  it.each(["dev", "staging"] as const)("lets %s run what people build", async (stack) => {
    expect(await checked(stack, { appos: { verified: [SERVED] } })).toEqual({
      appos: { verified: [SERVED] },
    });
    expect([told, asked]).toEqual([[], []]);
  });

  it.each([
    ["is not there", undefined, "staging proves nothing ("],
    [
      "writes something else",
      { appos: { verified: 7 } },
      "staging proves nothing (its outputs are not what this program writes)",
    ],
    ["has no such application", {}, "staging has not verified it"],
  ])("refuses what is new when the stack that precedes %s", async (_title, staging, words) => {
    await expect(checked("prod", {}, staging)).rejects.toThrow(
      `Pulumi.prod.yaml does not describe a valid environment:\n✖ ${words}`,
    );
  });

  it("names everything that is wrong at once", async () => {
    const own = {
      appos: { artifact: "old", rollout: "0" },
      lifeos: { artifact: "3e85e4916211", rollout: "0" },
    };
    const whole = planEnvironment(
      loadSettings("prod", () => settingsOf("prod")),
      specs,
      allSecrets,
      TODAY,
    );

    await expect(checkedPlan(whole, own, {})).rejects.toThrow(
      /at applications\.appos\.active[^]*at applications\.life-os\.active[^]*got appos, lifeos\n {2}→ at applications$/,
    );
  });
});

describe("the outputs of a release", () => {
  it("tell what served, newest first, since its proof completed", async () => {
    const { verified, promotion } = await outputs({}, { verified: [SERVED], promotion: DECISION });

    expect(await settled(verified)).toEqual([...remember([SERVED], PROVEN)]);
    expect(await settled(promotion ?? pulumi.output(undefined))).toEqual(DECISION);
  });

  it("are about nothing that serves where nothing does", async () => {
    const past = { verified: remember([SERVED], PROVEN), promotion: DECISION };
    const { verified, promotion } = await outputs({ artifacts: {}, active: "none" }, past);

    expect(await settled(verified)).toEqual([{ ...SERVED, replacedAt: PROVEN.verifiedAt }]);
    expect(promotion).toBeUndefined();
  });
});

function checked(stack: Environment, own: object, staging?: object) {
  return checkedPlan(plan(stack), own, staging);
}

/** Decides with `staging` as what that stack says of its applications; without it there is none. */
async function checkedPlan(planned: ReturnType<typeof plan>, own: object, staging?: object) {
  let past: Readonly<Record<string, Past>> = {};
  await record(
    async () => {
      past = await compareWithLastRun(planned, { applications: own }, "2026-11-20T10:30:00.000Z");
    },
    {
      "pulumi:pulumi:readStackOutputs": ({ name }) => {
        asked.push(String(name));
        if (staging === undefined) throw new Error('unknown stack "staging"');
        return { outputs: { applications: staging } };
      },
    },
  );
  return past;
}

async function outputs(change: object, past: Past): Promise<ApplicationOutputs> {
  const told: ApplicationOutputs[] = [];
  await record(() => {
    const { applications } = buildEnvironment(plan("dev", change), TODAY, { appos: past });
    told.push(...Object.values(applications));
  }, GITHUB);
  const [appos] = told;
  if (appos === undefined) throw new Error("nothing was told");
  return appos;
}
