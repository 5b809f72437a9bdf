import { LiveAppos, REPLICAS } from "./appos";
import { drain, hold } from "./disturbances";
import { type Cluster, cluster } from "./harness/cluster";
import { type Behaviour, steer } from "./harness/steer";

/** Seconds after which nobody waits for what never comes; a real run waits six minutes. */
const DEADLINE = 20;

let here: Cluster;
let appos: LiveAppos;
let good = "";
beforeAll(async () => {
  here = await cluster();
  await here.fresh();
  appos = new LiveAppos(here);
});
afterAll(() => {
  appos.lab.remove();
});

describe("judged by the API server", () => {
  it("APP-20 a first deploy serves", async () => {
    await succeeds(appos.up(appos.feature("one")));

    good = (await appos.serving()) ?? "";
    expect(good).toBe((await appos.outputs()).rollout);
  });

  it("preflight, run in earnest as its own account, finds nothing", async () => {
    const { code, text } = await appos.preflight();

    expect(text).toBe("stable serves; rollouts that failed: none\n");
    expect(code).toBe(0);
  });

  it("APP-22 a new artifact takes over: never fewer pods than declared, never two schedulers", async () => {
    let beats = 0;
    const fewest = await appos.fewestReady(async () => {
      beats = await appos.mostPods("scheduler", () => succeeds(appos.up(appos.feature("two"))));
    });

    expect(fewest).toBeGreaterThanOrEqual(REPLICAS);
    expect(beats).toBe(1);
    expect(await appos.serving()).not.toBe(good);
    good = (await appos.serving()) ?? "";
  });

  it("LOS-79 a rollback takes over just so", async () => {
    const fewest = await appos.fewestReady(() => succeeds(appos.up(appos.feature("one"))));

    expect(fewest).toBeGreaterThanOrEqual(REPLICAS);
    expect(await appos.serving()).not.toBe(good);
    good = (await appos.serving()) ?? "";
  });
});

describe("simulated by a stage", () => {
  it("a migration that fails stops the release with its last words, and nothing else", async () => {
    const { text } = await withPods("migrate", "fail", () => appos.up(appos.migrating()));

    expect(text).toMatch(
      /"appos-migrate-\w+" exists, but failed to become ready: BackoffLimitExceeded/,
    );
    expect(text).toContain("[Error] last log line");
    expect(await appos.candidates()).toEqual([good]);
    await goesBack();
  });

  it("LIFE-69 a smoke test that fails leaves what serves alone", async () => {
    const fewest = await appos.fewestReady(async () => {
      const { text } = await withPods("smoke", "fail", () => appos.up(appos.feature("three")));
      expect(text).toMatch(/"appos-smoke-backend-\w+" exists, but failed to become ready/);
    });

    expect(fewest).toBeGreaterThanOrEqual(REPLICAS);
    expect(await appos.candidates()).toHaveLength(2);
    await goesBack();
  });

  it("an image that cannot be pulled ends at the deadline, and is named", async () => {
    const { text } = await withPods("backend", "unpullable", () =>
      appos.deploy(appos.feature("four"), DEADLINE),
    );

    expect(text).toMatch(/"appos-backend-\w+" exists, but failed to become ready: timed out/);
    expect(text).toMatch(/\[ImagePullBackOff\] Back-off pulling image "\S+\/appos@sha256:0+1"/);
    expect(text).toContain(`appos: serves ${good}\n  failed: Deployment appos-backend-`);
    expect(text).toMatch(
      / {4}Pod appos-backend-\S+: \w+: ImagePullBackOff: Back-off pulling image/,
    );
    await goesBack();
  });
});

describe("judged by the API server", () => {
  it("nodes are drained without a moment in which nobody answers", async () => {
    // Whoever stands in takes its time, so that others have to stay meanwhile.
    const labels = { app: "appos", component: "backend" };
    const restore = await steer(here.api, "backend-slow", { labels }, "slow");
    let refused = 0;
    const fewest = await appos.fewestReady(async () => {
      refused = await drain(here, () => appos.pods("backend"));
    });

    await restore();
    expect(refused).toBeGreaterThan(0);
    expect(fewest).toBeGreaterThanOrEqual(REPLICAS - 1);
  });

  it("a quota that is used up is found by preflight, and named when a release runs into it", async () => {
    const release = await hold(here, "staging", 1);
    const found = await appos.preflight();
    // Its one pod gets ready first, which is all that fits.
    const { text } = await appos.deploy(appos.feature("five"), 2 * DEADLINE);
    await release();

    expect(found.text).toMatch(/refused: 2 pods need 2 of pods, and the quota has [01] left/);
    expect(found.code).not.toBe(0);
    expect(text).toMatch(/exceeded quota: staging-quota/);
    await goesBack();
  });
});

async function succeeds(run: ReturnType<LiveAppos["up"]>): Promise<void> {
  const { code, text } = await run;
  expect(code === 0 ? "" : text).toBe("");
}

/** A run during which every pod of a process behaves so; it must fail, and what served serves. */
async function withPods(
  component: string,
  behaviour: Behaviour,
  run: () => ReturnType<LiveAppos["up"]>,
) {
  const labels = { app: "appos", component };
  const restore = await steer(here.api, `${component}-${behaviour}`, { labels }, behaviour);
  try {
    const outcome = await run();
    expect(outcome.code).not.toBe(0);
    expect(await appos.serving()).toBe(good);
    return outcome;
  } finally {
    await restore();
  }
}

async function goesBack(): Promise<void> {
  await succeeds(appos.up(appos.feature("one")));
  expect(await appos.serving()).toBe(good);
  expect(await appos.candidates()).toEqual([good]);
}
