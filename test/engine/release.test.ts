import { Lab } from "../support/lab";
import { Releases, unserved } from "../support/releases";

describe("a release beside the one that serves, which stays up", () => {
  const lab = new Lab();
  const appos = new Releases(lab, "staging", { strategy: "blueGreen", previousRollout: "kept" });
  const feature = (name: string) => ({ variables: { FEATURE: name } });
  let [first, second] = ["", ""];
  afterAll(() => {
    lab.remove();
  });

  it("LIFE-69 comes in its order, and once", async () => {
    const { code, text } = await appos.up(feature("one"));
    expect(code).toBe(0);
    const { inside, ...others } = await appos.serving();
    first = inside;

    expect(others).toEqual({ outside: first, named: first });
    const steps = [
      `Job appos-preflight-${first} created`,
      `Job appos-check-${first} created`,
      `Job appos-migrate-${first} created`,
      `Job appos-recheck-${first} created`,
      `Deployment appos-backend-${first} created`,
      `Job appos-smoke-backend-${first} created`,
      `Job appos-verify-backend-${first} created`,
      "core/v1:Service appos-backend created",
      "ListenerRule appos-backend created",
      `Deployment appos-worker-${first} created`,
      "StatefulSet appos-scheduler created",
      "Job appos-confirm created",
    ].map((line) => text.indexOf(line));
    expect(steps).not.toContain(-1);
    expect(steps).toEqual(steps.toSorted((a, b) => a - b));
    expect(await appos.changes(feature("one"))).toBe(0);
  });

  it("leaves everybody with the old one when a look through the front door fails", async () => {
    appos.fails("Job", "appos-verify-*");
    expect((await appos.up(feature("other"))).code).not.toBe(0);
    expect(await appos.serving()).toEqual({ inside: first, outside: first, named: first });
    expect(appos.rollouts("Deployment", "worker")).toEqual([first]);

    expect((await appos.up(feature("one"))).code).toBe(0);
    expect(appos.rollouts("Deployment", "backend")).toEqual([first]);
  });

  it("LOS-77 answers at every moment of the switch, and its scheduler is never two", async () => {
    const before = appos.journal().length;
    expect((await appos.up(feature("two"))).code).toBe(0);
    second = (await appos.serving()).inside;
    const switched = appos.journal(before);

    expect(second).not.toBe(first);
    expect(await appos.serving()).toMatchObject({ outside: second, named: second, kept: first });
    expect(switched.some(({ type, op }) => type.endsWith("ListenerRule") && op === "update")).toBe(
      true,
    );
    expect(unserved(switched, [first, second])).toEqual([]);
    const beats = appos.beats();
    expect(beats.map(({ op }) => op)).toEqual(["create", "ready", "update", "ready"]);
  });

  it("keeps the rollout before, and nothing that asked it anything", async () => {
    expect([...appos.rollouts("Deployment", "backend")].sort()).toEqual([first, second].sort());
    expect([...appos.rollouts("Secret", "secrets")].sort()).toEqual([first, second].sort());
    expect([...appos.rollouts("TargetGroup", "backend")].sort()).toEqual([first, second].sort());
    expect(appos.rollouts("Deployment", "worker")).toEqual([second]);
    expect(appos.rollouts("Job", "smoke-backend")).toEqual([second]);
    expect(await appos.changes(feature("two"))).toBe(0);
  });

  it("LOS-80 goes back to it by a switch, which is confirmed, and starts no pod of it", async () => {
    const before = appos.journal().length;
    expect((await appos.up(feature("one"))).code).toBe(0);
    const back = appos.journal(before);

    expect(await appos.serving()).toEqual({
      ...{ inside: first, outside: first, named: first, kept: second },
    });
    expect(
      back.filter(({ type, name }) => type.endsWith(":Deployment") && name.includes("backend")),
    ).toEqual([]);
    expect(back.filter(({ name }) => name === "appos-confirm").map(({ op }) => op)).toEqual([
      "delete",
      "create",
      "ready",
    ]);
    expect(unserved(back, [second, first], [first, second])).toEqual([]);
  });
});
