import { createHash } from "node:crypto";

import { intentOf } from "../../../audit/intent";
import { nextLine, readLedger } from "../../../audit/ledger/chain";
import { recordOf, type Told, verify } from "../../../audit/ledger/ledger";
import type { Preview } from "../../../audit/preview";
import { corpus } from "../../support/corpus";
import { entry, ledger, refused } from "./entries";

const NOW = "2026-11-20T11:00:00.000Z";
const TOLD: Told = {
  ...{
    stack: "prod",
    actor: "ada",
    approvers: ["grace"],
    commit: "c0ffee",
    run: "https://ci.test/1",
  },
  ...{ approved: `sha256:${"a".repeat(64)}`, refusals: [], gaps: {} },
};
const LAST = {
  ...{ kind: "update", result: "succeeded", resourceChanges: { update: 1, same: 23 } },
  ...{ startTime: "2026-11-20T10:00:00.000Z", endTime: "2026-11-20T10:05:00.000Z" },
};

describe("a record", () => {
  it("tells who did what, who approved it, and what the preview and the engine said", async () => {
    const preview = corpus("databasePublic");
    const line = await record("", {}, preview);

    expect(readLedger(line).lines[0]?.entry).toEqual({
      ...{ stack: "prod", kind: "update", result: "succeeded", refusals: [], waivers: [] },
      ...{ actor: "ada", approvers: ["grace"], commit: "c0ffee", run: "https://ci.test/1" },
      at: LAST.endTime,
      approved: TOLD.approved,
      intended: intentOf(preview.digest).name,
      changes: { update: 1, same: 23 },
      report: createHash("sha256").update("the report").digest("hex"),
      update: { startTime: LAST.startTime, endTime: LAST.endTime },
      gaps: {},
    });
  });

  it("names the waivers that were used", async () => {
    const waiver = {
      ...{ kind: "weaken" as const, subject: "database", reason: "a test from outside" },
      ...{ ticket: "OPS-7", expires: "2026-12-31" },
    };
    const line = await record("", {}, { ...corpus("databasePublic"), waivers: [waiver] });

    expect(readLedger(line).lines[0]?.entry.waivers).toEqual([
      "weaken database: OPS-7, until 2026-12-31",
    ]);
  });

  it("of a refusal says why, and that nothing ran", async () => {
    const asked: string[] = [];
    const line = await record(
      "",
      { refusals: ["delete x: was not approved"] },
      corpus("delete"),
      asked,
    );

    expect(readLedger(line).lines[0]?.entry).toMatchObject({
      ...{ result: "refused", update: null, at: NOW, refusals: ["delete x: was not approved"] },
    });
    expect(asked).toEqual([]);
  });

  it("of an update that is about to run asks for no history, and names what was approved", async () => {
    const asked: string[] = [];
    const line = await record("", { begins: true }, corpus("update"), asked);

    expect(readLedger(line).lines[0]?.entry).toMatchObject({
      ...{ result: "began", update: null, at: NOW, actor: TOLD.actor, approved: TOLD.approved },
    });
    expect(asked).toEqual([]);
  });

  it.each<[string, Partial<Told>, string]>([
    ["that leaves out who approved it", { approvers: undefined }, "takes a reason in gaps"],
    ["that gives a reason for what is known", { gaps: { actor: "?" } }, "takes a reason in gaps"],
  ])("is refused %s", async (_title, told, words) => {
    await expect(record("", told, corpus("update"))).rejects.toThrow(words);
  });

  it("is made once per update", async () => {
    const first = await record("", {}, corpus("update"));

    await expect(record(first, {}, corpus("update"))).rejects.toThrow(
      "the update of prod at 2026-11-20T10:00:00.000Z has a record already",
    );
  });

  it("is not made of an update that never was, or cannot be seen", async () => {
    await expect(recordOf("", TOLD, undefined, undefined, NOW, answers([]))).rejects.toThrow(
      "prod has no update that could be recorded",
    );
    await expect(
      recordOf("", TOLD, undefined, undefined, NOW, () =>
        Promise.resolve({ code: 6, stdout: "", stderr: "no stack\u001b[0m" }),
      ),
    ).rejects.toThrow(/^the history of prod cannot be read: no stack$/);
  });
});

describe("a ledger", () => {
  const text = ledger(entry(0), refused(1));
  const { startTime, endTime } = entry(0).update ?? { startTime: "", endTime: "" };
  const history = [{ ...LAST, startTime, endTime }];

  it("is sound where chain, head and history agree", async () => {
    const head = readLedger(text).lines[0]?.hash;
    const { code, stdout } = await verify(text, head, ["prod"], answers(history));

    expect(stdout).toBe(`sound — 2 records, head ${readLedger(text).head}\n`);
    expect(code).toBe(0);
  });

  it.each<[string, string, string | undefined, object[], string]>([
    ["was changed", text.replace('"ada"', '"eve"'), undefined, history, "line 1 was changed"],
    ["was cut off", ledger(entry(0)), readLedger(text).head, history, "nothing in it has the hash"],
    [
      "was written anew",
      ledger(entry(0, { actor: "eve" })),
      readLedger(text).head,
      history,
      "nothing in it has",
    ],
    [
      "leaves out an update",
      text,
      undefined,
      [LAST, ...history].map((u, i) => ({ ...u, startTime: i === 0 ? NOW : startTime })),
      "has no record",
    ],
    ["invents one", text, undefined, [], "tells of a update of prod that never was"],
  ])("is not sound where it %s", async (_title, changed, head, updates, words) => {
    const { code, stdout } = await verify(changed, head, ["prod"], answers(updates));

    expect(stdout).toMatch(/^NOT SOUND — /);
    expect(stdout).toContain(words);
    expect(code).toBe(1);
  });

  it("goes on from what it was", () => {
    expect(readLedger(text + nextLine(text, entry(2))).problems).toEqual([]);
  });
});

function record(text: string, told: Partial<Told>, preview: Preview, asked: string[] = []) {
  return recordOf(text, { ...TOLD, ...told }, preview, "the report", NOW, answers([LAST], asked));
}

function answers(history: readonly object[], asked: string[] = []) {
  return (args: readonly string[]) => {
    asked.push(args.join(" "));
    return Promise.resolve({ code: 0, stdout: JSON.stringify(history), stderr: "" });
  };
}
