import { readLedger } from "../../../audit/ledger/chain";
import { incomplete, readHistory } from "../../../audit/ledger/history";
import type { Entry } from "../../../audit/ledger/record";
import { entry, ledger, refused } from "./entries";

const ran = (minute: number, change: object = {}) => {
  const { kind, result, update } = entry(minute);
  return { kind, result, ...update, ...change };
};
const findings = (entries: readonly Entry[], updates: readonly object[]) =>
  incomplete("prod", readLedger(ledger(...entries)).lines, readHistory(JSON.stringify(updates)));

describe("the ledger beside the history of a stack", () => {
  it("is complete where every update has its record", () => {
    expect(findings([entry(1), refused(2), entry(3)], [ran(3), ran(1)])).toEqual([]);
  });

  it.each<[string, readonly Entry[], readonly object[], string]>([
    [
      "an update without a record",
      [entry(1)],
      [ran(2), ran(1)],
      "update of prod at 2026-11-20T10:02:00.000Z has no record",
    ],
    [
      "a record without an update",
      [entry(1), entry(2)],
      [ran(1)],
      "record 2 tells of a update of prod that never was",
    ],
    [
      "a record that denies a failure",
      [entry(1)],
      [ran(1, { result: "failed" })],
      "failed, which its record denies",
    ],
    ["two records of one update", [entry(1), entry(1)], [ran(1)], "has 2 records"],
    [
      "another kind of update",
      [entry(1)],
      [ran(1), ran(2, { kind: "destroy" })],
      "destroy of prod at",
    ],
  ])("finds %s", (_title, entries, updates, words) => {
    expect(findings(entries, updates).join("\n")).toContain(words);
  });

  it("asks nothing of what ran before it began, or on another stack", () => {
    expect(findings([entry(5)], [ran(5), ran(1)])).toEqual([]);
    expect(findings([entry(1, { stack: "dev" }), entry(2)], [ran(2)])).toEqual([]);
  });

  it("does not take what it cannot read for complete", () => {
    expect(() => readHistory('[{"kind":"update"}]')).toThrow("unreadable history");
    expect(() => readHistory("hunter22")).toThrow("what stack history printed is not JSON");
  });
});
