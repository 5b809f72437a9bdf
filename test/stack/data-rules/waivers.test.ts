import type { Finding } from "./rule";
import { excuse, type Waivers } from "./waivers";

const FOUND: Finding = {
  judge: "data-rules",
  check: "RDS.5",
  subject: "staging shop-postgres-instance",
  detail: "multiAz = false",
};
const WAIVER: Waivers[number] = {
  rule: "RDS.5",
  reason: "asked by nobody",
  expires: "2026-11-20",
  subjects: ["staging *-instance"],
};
const FINDING = "data-rules RDS.5 staging shop-postgres-instance: multiAz = false";

describe("a list of waivers of rules", () => {
  it("is right on the last day of those that excuse what is found", () => {
    expect(excuse([FOUND], [WAIVER], "2026-11-20")).toEqual({
      ...{ unwaived: [], unused: [], expired: [] },
    });
  });

  it("is wrong on the day after", () => {
    expect(excuse([FOUND], [WAIVER], "2026-11-21")).toEqual({
      ...{ unwaived: [FINDING], unused: [], expired: ["RDS.5"] },
    });
  });

  it.each<[string, Partial<Waivers[number]>, string]>([
    ["rule", { rule: "RDS.50" }, "RDS.50 staging *-instance"],
    ["stack", { subjects: ["prod *-instance"] }, "RDS.5 prod *-instance"],
    ["name", { subjects: ["staging *-instance2"] }, "RDS.5 staging *-instance2"],
    [
      "form of a name",
      { subjects: ["staging shop.postgres.instance"] },
      "RDS.5 staging shop.postgres.instance",
    ],
  ])("is wrong about another %s", (_what, change, unused) => {
    expect(excuse([FOUND], [{ ...WAIVER, ...change }], "2026-11-20")).toEqual({
      ...{ unwaived: [FINDING], unused: [`data-rules ${unused}`], expired: [] },
    });
  });
});
