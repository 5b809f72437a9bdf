import { rehearse } from "../../deploy/rehearse";
import { settingsIn } from "../../deploy/pin";
import { around } from "./around";

const PROD = around().surroundings.read("prod");
const NOW = "2026-11-20T12:00:30.000Z";
const LINES = [
  "            r2026q4:",
  '              version: "16"',
  '              from: { instance: original, pointInTime: "2026-11-20T11:45:00Z" }',
  "              mode: rehearsal",
];
const result = (change: object = {}) => ({
  ...{ instance: "r2026q4", at: "2026-11-21T10:00:00Z", minutes: 42 },
  ...change,
});
const step = (text: string, last?: ReturnType<typeof result>, now = NOW) =>
  rehearse(text, "salitemihret", "prod", last, now);
const ORDERED = step(PROD).text ?? "";

describe("the quarterly rehearsal of a restore", () => {
  it("is ordered once a quarter: one more instance, a quarter of an hour old, and nothing else", () => {
    const { text, words, late } = step(
      PROD,
      result({ instance: "r2026q3", at: "2026-08-01T00:00:00Z" }),
    );
    const [before = "", after = ""] = (text ?? "").split(`${LINES.join("\n")}\n`);

    expect(before + after).toBe(PROD);
    expect([words, late]).toEqual(["salitemihret: r2026q4 is ordered", false]);
    expect(settingsIn(text ?? "")).toMatchObject({
      applications: {
        salitemihret: { database: { instances: { r2026q4: { mode: "rehearsal" } } } },
      },
    });
  });

  it("goes again once it has passed, and the file is what it was", () => {
    const { text, words, late } = step(ORDERED, result());

    expect(text).toBe(PROD);
    expect(words).toBe("salitemihret: r2026q4 was restored and proven in 42 minutes of 120");
    expect(late).toBe(false);
  });

  it("fails where it took longer than is promised, and goes again all the same", () => {
    const { text, late } = step(ORDERED, result({ minutes: 121 }));

    expect(text).toBe(PROD);
    expect(late).toBe(true);
  });

  it.each([
    ["is waited for", "2026-11-26T11:00:00Z", false],
    ["fails where nothing came of it within a week", "2026-11-27T11:46:00Z", true],
  ])("%s", (_title, now, late) => {
    expect(step(ORDERED, undefined, now)).toEqual({
      words: `salitemihret: r2026q4 was ordered ${late ? 7 : 5} days ago and has proven nothing yet`,
      late,
    });
  });

  it("is not ordered twice in a quarter", () => {
    expect(step(PROD, result())).toEqual({
      words: "salitemihret: r2026q4 was proven by r2026q4 already",
      late: false,
    });
  });

  it("is none of an application without a managed database", () => {
    expect(() => rehearse(PROD, "payments", "prod", undefined, NOW)).toThrow(
      "prod has no managed database of payments",
    );
  });
});
