import { collide, everyDay } from "../../config/window";

describe("the window of nightly snapshots", () => {
  it.each([
    ["22:00-23:00", { from: 1320, length: 60 }],
    ["23:30-00:30", { from: 1410, length: 60 }],
    ["00:00-12:00", { from: 0, length: 720 }],
  ])("opens and closes as %s says", (window, times) => {
    expect(everyDay(window)).toEqual(times);
  });

  it.each<[string, string, number, boolean]>([
    ["10:00-11:00", "10:59-12:00", 0, true],
    ["10:00-11:00", "11:00-12:00", 0, false],
    ["10:00-11:00", "23:30-00:30", 0, false],
    ["00:00-01:00", "23:30-00:30", 0, true],
    ["23:30-00:30", "00:00-01:00", 0, true],
    ["10:00-11:00", "11:59-12:30", 60, true],
    ["10:00-11:00", "12:00-12:30", 60, false],
    ["23:00-23:30", "00:00-00:30", 60, true],
    ["10:00-11:00", "sun:10:30-sun:11:30", 0, true],
    ["10:00-11:00", "sun:11:00-sun:12:00", 0, false],
    ["22:00-23:30", "mon:00:00-mon:01:00", 60, true],
  ])("%s and %s, with %i minutes between them, collide: %s", (daily, other, margin, expected) => {
    expect(collide(daily, other, margin)).toBe(expected);
  });
});
