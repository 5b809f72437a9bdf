import { Lab } from "../support/lab";
import { Releases } from "../support/releases";

describe("a release to which the pods that serve roll over", () => {
  const lab = new Lab();
  const appos = new Releases(lab, "dev", { strategy: "rolling" });
  const feature = (name: string) => ({ variables: { FEATURE: name } });
  let first = "";
  beforeAll(async () => {
    await appos.up(feature("one"));
    first = (await appos.serving()).named;
  });
  afterAll(() => {
    lab.remove();
  });

  it("LIFE-65 has one pod tried first, and moves no traffic", async () => {
    expect(await appos.serving()).toEqual({ inside: "stable", named: first });
    expect(appos.version()).toBe(first);
    expect(appos.rollouts("Deployment", "backend")).toEqual([first]);
    expect(await appos.changes(feature("one"))).toBe(0);
  });

  it("leaves every pod that serves alone when the one that is tried fails", async () => {
    appos.fails("Job", "appos-smoke-backend-*");

    expect((await appos.up(feature("two"))).code).not.toBe(0);
    expect(appos.version()).toBe(first);
    expect((await appos.up(feature("one"))).code).toBe(0);
    expect(appos.rollouts("Deployment", "backend")).toEqual([first]);
  });

  it("LOS-77 is no success while its pods are broken, though another Deployment came before", async () => {
    appos.fails("Deployment", "appos-backend-stable", "update");
    const failed = await appos.up(feature("three"));

    expect(failed.code).not.toBe(0);
    expect(failed.text).toContain(`"appos-backend-stable" exists, but failed to become ready`);
    expect((await appos.outputs()).rollout).toBe(first);
    expect(appos.rollouts("Deployment", "worker")).toEqual([first]);
  });

  it("rolls back from there, and forward again", async () => {
    expect((await appos.up(feature("one"))).code).toBe(0);
    expect(appos.version()).toBe(first);
    expect((await appos.up(feature("three"))).code).toBe(0);
    expect(appos.version()).toBe((await appos.serving()).named);
    expect(appos.version()).not.toBe(first);
  });

  it("APP-22 takes a bad scheduler back, of which there is one all the time", async () => {
    const good = (await appos.serving()).named;
    appos.fails("StatefulSet", "appos-scheduler", "update");

    expect((await appos.up(feature("four"))).code).not.toBe(0);
    expect((await appos.outputs()).rollout).toBe(good);
    expect((await appos.up(feature("three"))).code).toBe(0);
    expect((await appos.outputs()).rollout).toBe(good);
    const beats = appos.beats();
    expect(beats.filter(({ op }) => op === "create")).toHaveLength(1);
    expect(beats.filter(({ op }) => op === "delete")).toEqual([]);
  });
});
