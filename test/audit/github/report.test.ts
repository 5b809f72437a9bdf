import type { Finding } from "../../../audit/github/compare";
import { exitCode, json, markdown, terminal } from "../../../audit/github/report";

const HOLDS: Finding = { repository: "appos", item: "environment prod", outcome: "holds" };
const DIFFERS: Finding = {
  ...HOLDS,
  item: "environment prod: reviewers",
  outcome: "differs",
  declared: "team 1",
  found: "none",
};
const UNSEEN: Finding = {
  ...HOLDS,
  item: "ruleset main: bypass actors",
  outcome: "cannot see",
  lacks: "a permission",
  remedy: "another token",
};
const HOSTILE =
  "x\u001b[2J\u0007\u202e\u200b\n| a ``b`` [c](http://evil.test) <img src=x> @everyone **d**";

describe("the report of a read-back", () => {
  it.each<[number, string, readonly Finding[]]>([
    [0, "holds — GitHub and prod: 0 differ, 0 cannot be seen, 1 hold", [HOLDS]],
    [1, "DIFFERS — GitHub and prod: 1 differ, 1 cannot be seen, 1 hold", [HOLDS, UNSEEN, DIFFERS]],
    [2, "CANNOT SEE — GitHub and prod: 0 differ, 1 cannot be seen, 1 hold", [HOLDS, UNSEEN]],
  ])("ends with %i and says so first: %s", (code, verdict, findings) => {
    const result = { stack: "prod", findings, uncompared: [] };

    expect(exitCode(result)).toBe(code);
    expect(terminal(result).split("\n")[0]).toBe(verdict);
    expect(markdown(result)).toContain(verdict);
  });

  it("shows the worst first and what holds only where there is room", () => {
    const result = { stack: "prod", findings: [HOLDS, UNSEEN, DIFFERS], uncompared: ["X"] };

    expect(terminal(result).split("\n").slice(1)).toEqual([
      "differs     appos  environment prod: reviewers  declared: team 1  found: none",
      "cannot see  appos  ruleset main: bypass actors  lacks: a permission  needs: another token",
      "not compared: X",
      "",
    ]);
    expect(markdown(result).split("\n").slice(6)).toEqual([
      "| differs | ` appos ` | ` environment prod: reviewers ` | ` declared: team 1 ` | ` found: none ` |",
      "| cannot see | ` appos ` | ` ruleset main: bypass actors ` | ` lacks: a permission ` | ` needs: another token ` |",
      "| holds | ` appos ` | ` environment prod ` |  |  |",
      "",
      "not compared: X",
      "",
    ]);
  });

  it("is data, too", () => {
    const result = { stack: "prod", findings: [HOLDS, DIFFERS], uncompared: ["X"] };

    expect(JSON.parse(json(result))).toEqual({
      verdict: "differs",
      stack: "prod",
      findings: [DIFFERS, HOLDS],
      uncompared: ["X"],
    });
  });

  it("lets no text from GitHub command a terminal, break a table or become markup", () => {
    const result = {
      stack: "prod",
      findings: [{ ...DIFFERS, found: HOSTILE }],
      uncompared: [],
    };
    const rows = markdown(result).split("\n").slice(6);

    expect(terminal(result)).not.toMatch(/[\p{Cf}]|(?!\n)\p{Cc}/u);
    expect(terminal(result).split("\n")).toHaveLength(3);
    expect(rows).toHaveLength(2);
    expect(rows[0]).toContain(
      "``` found: x \\| a ``b`` [c](http://evil.test) <img src=x> @everyone **d** ```",
    );
    expect(json(result)).not.toMatch(/\\u001b|\p{Cf}/u);
  });

  it("cuts what is long", () => {
    const findings = [{ ...DIFFERS, found: "y".repeat(5000) }];

    const text = terminal({ stack: "prod", findings, uncompared: [] });

    expect(text.length).toBeLessThan(500);
    expect(text).toContain("… (of 5007 characters)");
  });
});
