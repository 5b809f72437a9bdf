import { collide, dailyWindow, weeklyWindow } from "../../config/window";

describe("windows", () => {
  it.each([
    ["follow each other", "02:00-03:00", "sun:03:00-sun:04:00"],
    ["precede each other", "03:00-04:00", "sun:02:00-sun:03:00"],
    ["meet at midnight", "23:00-00:00", "mon:00:00-mon:01:00"],
    ["meet between Sunday and Monday", "00:00-01:00", "sun:23:00-mon:00:00"],
    ["leave almost a day to each other", "02:00-03:00", "sun:03:00-mon:02:00"],
  ])("may %s", (_what, daily, weekly) => {
    expect(collide(daily, weekly)).toBe(false);
  });

  it.each([
    ["open together", "02:00-03:00", "wed:02:00-wed:03:00"],
    ["share a minute before", "02:00-03:00", "wed:02:59-wed:04:00"],
    ["share a minute after", "02:00-03:00", "wed:01:00-wed:02:01"],
    ["contain each other", "02:00-03:00", "wed:01:00-wed:04:00"],
    ["share the first minute of a week", "23:30-00:01", "mon:00:00-mon:01:00"],
    ["share the last minute of a week", "23:59-01:00", "sun:23:00-mon:00:00"],
    ["meet on the second day", "02:00-03:00", "wed:04:00-thu:02:01"],
  ])("may not %s", (_what, daily, weekly) => {
    expect(collide(daily, weekly)).toBe(true);
  });

  it.each([
    ["02:00-02:30", dailyWindow(30)],
    ["23:45-00:15", dailyWindow(30)],
    ["sun:04:00-sun:04:30", weeklyWindow(30)],
    ["sun:23:45-mon:00:15", weeklyWindow(30)],
    ["mon:00:00-mon:23:59", weeklyWindow(60)],
  ])("may be as long as %s", (window, schema) => {
    expect(schema.safeParse(window).success).toBe(true);
  });

  it("may not be open for a day, where they open once a week", () => {
    expect(weeklyWindow(60).safeParse("mon:00:00-tue:00:00").success).toBe(false);
  });
});
