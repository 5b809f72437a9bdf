import { now, offset, setOffset } from "../../../sandbox/cloud/clock";
import { temporary } from "../temporary";

describe("the simulated clock", () => {
  it.each([
    ["-48h", -48 * 3_600_000],
    ["30m", 1_800_000],
    ["+1d", 86_400_000],
    ["0s", 0],
  ])("moves by %s", (text, milliseconds) => {
    const sandbox = temporary();
    setOffset(sandbox, text);

    expect(offset(sandbox)).toBe(milliseconds);
  });

  it("tells the time as the APIs do", () => {
    const sandbox = temporary();
    setOffset(sandbox, "-36500d");

    expect(now(sandbox)).toMatch(/^19\d\d-\d\d-\d\dT\d\d:\d\d:\d\dZ$/);
  });

  it("refuses what is no offset", () => {
    expect(() => {
      setOffset(temporary(), "yesterday");
    }).toThrow("yesterday is not an offset such as -48h, 30m or 0s");
  });
});
