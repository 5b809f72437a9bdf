import { type Finding, judge } from "../../audit/guard";
import type { Preview } from "../../audit/preview";
import type { Waiver } from "../../config/waiver";
import { corpus } from "../support/corpus";

const waiver = (kind: Waiver["kind"], subject = "database"): Waiver => ({
  ...{ kind, subject, reason: "moved to another database", ticket: "OPS-1", expires: "2026-12-31" },
});
const judged = (name: string, waivers: Waiver[] = [], stack = "prod") =>
  judge({ ...corpus(name), stack, waivers }).map(told);

describe("the guard", () => {
  it.each([
    ["protectError", ["delete database"]],
    ["replaceProtected", ["replace database"]],
    ["unprotect", ["unprotect database"]],
    ["daysOfRecoveryLowered", ["weaken database"]],
    ["deletionProtectionOff", ["weaken database"]],
    ["databasePublic", ["weaken database"]],
    ["replaceKey", ["replace key"]],
    ["keyGoesSooner", ["weaken key"]],
    ["everything", ["unprotect database", "weaken database"]],
  ])("refuses %s", (name, expected) => {
    expect(judged(name).map((each) => each.split(":")[0])).toEqual(
      expect.arrayContaining(expected),
    );
  });

  it.each([
    "nothing",
    "create",
    "update",
    "delete",
    "cascade",
    "secretRotated",
    "protect",
    "fourHundred",
  ])("lets %s through", (name) => {
    expect(judged(name)).toEqual([]);
  });

  it.each<[string, Waiver["kind"], boolean]>([
    ["protectError", "destroy", true],
    ["protectError", "weaken", false],
    ["unprotect", "destroy", true],
    ["unprotect", "weaken", false],
    ["databasePublic", "weaken", true],
    ["databasePublic", "destroy", true],
    ["databasePublic", "policy", false],
  ])("excuses %s by a waiver of kind %s: %s", (name, kind, excused) => {
    expect(judged(name, [waiver(kind)]).every((each) => each.endsWith("excused"))).toBe(excused);
    expect(judged(name, [waiver(kind, "another")]).some((each) => each.endsWith("excused"))).toBe(
      false,
    );
  });

  it("judges what holds data without being protected, but for dev, where it is disposable", () => {
    expect(judged("replaceKey", [], "prod")).toEqual(["replace key: would be replaced"]);
    expect(judged("replaceKey", [], "dev")).toEqual([]);
  });

  it("judges what the program guards by its hooks, protected or not", () => {
    const preview = JSON.parse(
      JSON.stringify(corpus("delete")).replaceAll(
        '"resourceHooks":{}',
        '"resourceHooks":{"beforeDelete":["refuse-unwaived-destruction"]}',
      ),
    ) as Preview;

    expect(judge(preview).map(told)).toEqual(["delete plain: would be deleted"]);
  });
});

function told({ what, name, words, waiver: excuse }: Finding): string {
  return `${what} ${name}: ${words}${excuse === undefined ? "" : " excused"}`;
}
