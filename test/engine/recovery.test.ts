import { setTimeout as sleep } from "node:timers/promises";

import { finished, Lab } from "../support/lab";
import { type Change, Releases } from "../support/releases";

describe("a release that is cut short", () => {
  const lab = new Lab("always");
  const appos = new Releases(lab, "dev", { strategy: "blueGreen" });
  const feature = (name: string) => ({ variables: { FEATURE: name } });
  /** Ends an update while the pods of its rollout start; answers with the name of that rollout. */
  const cut = async (signal: "SIGINT" | "SIGKILL", change: Change) => {
    const known = appos.rollouts("Deployment", "backend");
    lab.sandbox("latency", "Deployment", "30000");
    const child = lab.start("up", "--yes", "--skip-preview", ...appos.file(change));
    const end = finished(child);
    const begun = () => appos.rollouts("Deployment", "backend").find((id) => !known.includes(id));
    while (begun() === undefined) {
      if (child.exitCode !== null) throw new Error(`it ended too early:\n${(await end).text}`);
      await sleep(500);
    }
    child.kill(signal);
    await end;
    lab.sandbox("latency", "Deployment", "0");
    if (signal === "SIGKILL") await lab.pulumi("cancel", "--yes", "--stack", "dev");
    return begun() ?? "";
  };
  beforeAll(async () => {
    await appos.up(feature("one"));
  });
  afterAll(() => {
    lab.remove();
  });

  it("is finished by the next update after Ctrl-C", async () => {
    const rollout = await cut("SIGINT", feature("two"));

    expect((await appos.up(feature("two"))).code).toBe(0);
    expect(await appos.serving()).toEqual({ inside: rollout, named: rollout });
    expect(appos.rollouts("Deployment", "backend")).toEqual([rollout]);
    const names = lab.made().map((line) => line.split("\t").slice(0, 3).join(" "));
    expect(names.filter((name, i) => names.indexOf(name) !== i)).toEqual([]);
  });

  it("gets names of its own by another attempt after kill -9", async () => {
    const orphan = await cut("SIGKILL", feature("three"));
    const stuck = await appos.up(feature("three"));
    expect(stuck.text).toContain(`"appos-backend-${orphan}" already exists`);

    expect((await appos.up({ ...feature("three"), attempt: 1 })).code).toBe(0);
    const { inside, named } = await appos.serving();
    expect(inside).toBe(named);
    expect(inside).not.toBe(orphan);
    expect(appos.rollouts("Deployment", "backend")).toContain(orphan); // the runbook removes it
  });

  it("takes over what exists in one update after kill -9, and is not allowed to do so again", async () => {
    const orphan = await cut("SIGKILL", feature("four"));
    const recovering = lab.settings("dev", (settings) => {
      const { appos: own } = settings.applications;
      settings.applications = {
        appos: { ...own, strategy: "blueGreen", ...feature("four") } as never,
      };
      settings["recover"] = orphan;
    });
    const run = () =>
      lab.pulumi("up", "--yes", "--skip-preview", "--stack", "dev", "--config-file", recovering);
    const before = appos.journal().length;

    expect((await run()).code).toBe(0);
    expect(await appos.serving()).toEqual({ inside: orphan, named: orphan });
    const deleted = appos.journal(before).filter(({ op }) => op === "delete");
    expect(deleted.filter(({ name }) => name.endsWith(orphan))).toEqual([]);
    const again = await run();
    expect(again.code).not.toBe(0);
    expect(again.text).toContain(
      `this update releases none: name one of these, or leave it out; got ${orphan}`,
    );
    expect((await appos.up(feature("four"))).code).toBe(0);
    expect(await appos.changes(feature("four"))).toBe(0);
  });
});
