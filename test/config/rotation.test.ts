import { daysServed, rotationProblems } from "../../config/rotation";

const PATH = "applications.appos.rotation";
const TODAY = "2026-11-20";
const serving = { a: "2026-10-01", b: "2026-07-01" };

const problems = (wanted: typeof serving, known: typeof serving | undefined = serving) =>
  rotationProblems(PATH, known, wanted, TODAY).map(({ path, message }) => `${message} at ${path}`);

describe("rotationProblems", () => {
  it.each([
    ["nothing", serving],
    ["the idle date, to the day of the update", { ...serving, b: TODAY }],
    [
      "the idle date, which stays idle: what leaked is worth nothing",
      { ...serving, b: "2026-09-30" },
    ],
  ])("allows to move %s", (_title, wanted) => {
    expect(problems(wanted)).toEqual([]);
  });

  it("refuses to move the live date", () => {
    expect(problems({ ...serving, a: "2026-11-01" })).toEqual([
      "applications log in with it since 2026-10-01, so it may not change now: " +
        "a rotation moves the other date alone; got 2026-11-01 at applications.appos.rotation.a",
    ]);
  });

  it("refuses to move both", () => {
    expect(problems({ a: "2026-11-01", b: "2026-11-02" })).toEqual([
      expect.stringContaining("since 2026-10-01, so it may not change now"),
    ]);
  });

  it("refuses to take a rotation back", () => {
    const rotated = { ...serving, b: "2026-11-01" };

    expect(problems(serving, rotated)).toEqual([
      expect.stringContaining("since 2026-11-01, so it may not change now"),
    ]);
  });

  it("refuses the future, whether or not anything serves yet", () => {
    const wanted = { ...serving, b: "2026-11-21" };
    const future = [
      "credentials change on the day of the update: use today (2026-11-20, UTC) or earlier; " +
        "got 2026-11-21 at applications.appos.rotation.b",
    ];

    expect(problems(wanted)).toEqual(future);
    expect(rotationProblems(PATH, undefined, wanted, TODAY)).toHaveLength(1);
  });

  it("takes any dates of the past before the first release", () => {
    expect(rotationProblems(PATH, undefined, { a: "2026-01-01", b: TODAY }, TODAY)).toEqual([]);
  });
});

describe("daysServed", () => {
  it.each([
    ["2026-11-20", 0],
    ["2026-11-19", 1],
    ["2026-09-01", 80],
  ])("counts from %s", (date, days) => {
    expect(daysServed({ a: "2026-07-01", b: date }, TODAY)).toBe(days);
    expect(daysServed({ a: date, b: "2026-07-01" }, TODAY)).toBe(days);
  });
});
