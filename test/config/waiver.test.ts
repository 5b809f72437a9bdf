import { type Waiver, waived } from "../../config/waiver";

const lifted: Waiver = {
  kind: "destroy",
  subject: "appos-postgres-instance",
  reason: "replaced by a larger instance",
  ticket: "OPS-1",
  expires: "2026-11-20",
};

describe("waived", () => {
  it.each([
    ["holds on its last day", "2026-11-20", true],
    ["is absent the day after", "2026-11-21", false],
  ])("%s", (_title, today, expected) => {
    expect(waived([lifted], "destroy", lifted.subject, today)).toBe(expected);
  });

  it("excepts nothing but its subject and its kind", () => {
    expect(waived([lifted], "destroy", "appos-redis-group", "2026-11-01")).toBe(false);
    expect(waived([lifted], "policy", lifted.subject, "2026-11-01")).toBe(false);
  });
});
