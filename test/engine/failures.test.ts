import { Lab } from "../support/lab";
import { Releases } from "../support/releases";

describe("a release that fails", () => {
  const lab = new Lab();
  const strategy = { strategy: "blueGreen", previousRollout: "kept" };
  const appos = new Releases(lab, "dev", strategy);
  const feature = (name: string) => ({ variables: { FEATURE: name } });
  let first = "";
  beforeAll(async () => {
    await appos.up(feature("one"));
    first = (await appos.serving()).named;
  });
  afterAll(() => {
    lab.remove();
  });

  it.each([
    ["LIFE-69 a look at the cluster", "Job", "appos-preflight-*"],
    ["LIFE-69 a smoke test", "Job", "appos-smoke-*"],
    ["APP-42 its worker", "Deployment", "appos-worker-*"],
    ["its last look", "Job", "appos-confirm"],
  ])("in %s blocks neither the way back nor the way forward", async (_title, type, name) => {
    appos.fails(type, name);
    const failed = await appos.up(feature(name));

    expect(failed.code).not.toBe(0);
    expect(failed.text).toContain("exists, but failed to become ready");
    expect((await appos.serving()).named).toBe(first);
    const switched = ["appos-worker-*", "appos-confirm"].includes(name);
    expect((await appos.serving()).inside === first).toBe(!switched);

    expect((await appos.up(feature("one"))).code).toBe(0);
    expect(await appos.serving()).toEqual({ inside: first, named: first });
    expect(appos.rollouts("Deployment", "backend")).toEqual([first]);
    expect(appos.rollouts("Deployment", "worker")).toEqual([first]);
  });

  it("is followed by the next one, which removes what it left", async () => {
    appos.fails("Job", "appos-smoke-*");
    expect((await appos.up(feature("two"))).code).not.toBe(0);
    expect((await appos.up(feature("three"))).code).toBe(0);

    const { inside, named, kept } = await appos.serving();
    expect([inside, kept]).toEqual([named, first]);
    expect([...appos.rollouts("Deployment", "backend")].sort()).toEqual([first, named].sort());
  });

  it("APP-44 is taken back to a rollout that is gone, without a migration, and proves it anew", async () => {
    await appos.up(feature("four"));
    expect(appos.rollouts("Deployment", "backend")).not.toContain(first);
    const { code, text } = await appos.up(feature("one"));

    expect(code).toBe(0);
    expect(text).not.toMatch(/appos-(migrate|backup|check)-[0-9a-f]{12} creat/);
    expect(text).toContain(`Job appos-smoke-backend-${first} created`);
    expect(await appos.serving()).toMatchObject({ inside: first, named: first });
  });
});
