import fc from "fast-check";

import { nextLine, readLedger } from "../../../audit/ledger/chain";
import { render } from "../../../audit/ledger/render";
import { entry, ledger, refused } from "./entries";

const text = ledger(entry(1), refused(2), entry(3, { result: "failed" }));
const lines = text.trimEnd().split("\n");
const problems = (...changed: readonly string[]) =>
  readLedger(changed.map((line) => `${line}\n`).join("")).problems;

describe("the ledger", () => {
  it("tells what was added to it, in order", () => {
    const { lines: read, problems: found, head } = readLedger(text);

    expect(found).toEqual([]);
    expect(read.map(({ seq, entry: { result } }) => `${seq} ${result}`)).toEqual([
      "1 succeeded",
      "2 refused",
      "3 failed",
    ]);
    expect(head).toBe(read.at(-1)?.hash);
    expect(readLedger("").problems).toEqual([]);
  });

  it.each<[string, readonly string[], readonly string[]]>([
    [
      "a changed word",
      [lines[0]?.replace('"ada"', '"eve"') ?? "", lines[1] ?? "", lines[2] ?? ""],
      ["line 1 was changed"],
    ],
    [
      "a line that is gone",
      [lines[0] ?? "", lines[2] ?? ""],
      ["line 2 does not follow the line before", "line 2 says that it is 3"],
    ],
    [
      "the first line that is gone",
      lines.slice(1),
      [
        "line 1 does not follow the line before",
        "line 1 says that it is 2",
        "line 2 says that it is 3",
      ],
    ],
    [
      "two lines that changed places",
      [lines[1] ?? "", lines[0] ?? "", lines[2] ?? ""],
      [
        "line 1 does not follow the line before",
        "line 1 says that it is 2",
        "line 2 does not follow the line before",
        "line 2 says that it is 1",
        "line 3 does not follow the line before",
      ],
    ],
    ["a line that is none", [...lines, "x"], ["line 4 is no record"]],
  ])("notices %s", (_title, changed, expected) => {
    expect(problems(...changed)).toEqual(expected);
  });

  it("notices whatever is changed in it", () => {
    const property = fc.property(
      fc.nat({ max: text.length - 2 }),
      fc.string({ minLength: 1, maxLength: 3 }),
      (at, by) => {
        fc.pre(text.slice(at, at + 1) !== by);
        const changed = text.slice(0, at) + by + text.slice(at + 1);

        expect(readLedger(changed).problems).not.toEqual([]);
      },
    );
    fc.assert(property, { numRuns: 500 });
  });

  it("notices a line that somebody has written half", () => {
    expect(readLedger(text.slice(0, -1)).problems).toEqual(["the last line is cut off"]);
  });

  it("takes nothing more once it is not sound", () => {
    expect(() => nextLine(text.replace('"ada"', '"eve"'), entry(4))).toThrow(
      "the ledger is not sound: line 1 was changed",
    );
  });

  it.each<[string, object]>([
    ["what is not known and not said why", { actor: null }],
    ["a reason for what is known", { gaps: { actor: "no login" } }],
    ["a refusal that does not say why", { result: "refused", update: null }],
    ["a refusal that was an update", { result: "refused", refusals: ["x"] }],
    ["an update that is none", { update: null }],
    ["a beginning that is an update already", { result: "began" }],
    ["a beginning that was refused", { result: "began", update: null, refusals: ["x"] }],
    ["a secret field of somebody's own", { note: "x" }],
  ])("refuses %s", (_title, change) => {
    expect(() => nextLine(text, { ...entry(4), ...change })).toThrow();
  });

  it("takes what is not known with its reason", () => {
    const gap = entry(4, { approvers: null, gaps: { approvers: "the environment asks nobody" } });

    expect(readLedger(text + nextLine(text, gap)).problems).toEqual([]);
  });

  it("is a table for people, in which no name is more than text", () => {
    const table = render(readLedger(ledger(entry(1, { actor: "@eve|**x**" }), refused(2))));

    expect(table).toContain("| 2 | 2026-11-20T10&#58;02&#58;30&#46;000Z | prod | update refused |");
    expect(table).toContain("delete x&#58; was not approved");
    expect(table).not.toMatch(/@eve|\*\*x/);
    expect(render(readLedger(text.replace('"ada"', '"eve"')))).toContain("**Not sound**");
  });
});
