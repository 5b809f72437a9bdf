import fc from "fast-check";

import {
  type Lifecycle,
  lifecyclePolicy,
  lifecycleProblems,
} from "../../../components/delivery/lifecycle";

const lifecycle: Lifecycle = {
  keep: ["v*.*.*", "latest"],
  expireDays: { "*": 90, "pr-*": 7, "feature-*": 30 },
  untaggedDays: 14,
};

describe("lifecyclePolicy", () => {
  it("keeps first, then expires the narrower pattern before the wider, and the untagged last", () => {
    const kept = (pattern: string) => ({
      description: `${pattern} never expires`,
      selection: {
        tagStatus: "tagged",
        tagPatternList: [pattern],
        countType: "imageCountMoreThan",
        countNumber: 999_999,
      },
    });
    const aged = (what: string, tagged: object, countNumber: number) => ({
      description: `${what} expires after ${countNumber} days`,
      selection: { ...tagged, countType: "sinceImagePushed", countUnit: "days", countNumber },
    });
    const tagged = (pattern: string) => ({ tagStatus: "tagged", tagPatternList: [pattern] });

    expect(JSON.parse(lifecyclePolicy(lifecycle))).toEqual({
      rules: [
        kept("latest"),
        kept("v*.*.*"),
        aged("feature-*", tagged("feature-*"), 30),
        aged("pr-*", tagged("pr-*"), 7),
        aged("*", tagged("*"), 90),
        aged("what nobody tagged", { tagStatus: "untagged" }, 14),
      ].map((rule, index) => ({ rulePriority: index + 1, ...rule, action: { type: "expire" } })),
    });
  });

  it("does not depend on the order in which patterns are written, nor on repetition", () => {
    const pattern = fc.stringMatching(/^[a-z]{1,5}-\*$/);
    const day = fc.integer({ min: 1, max: 3650 });
    const written = fc.uniqueArray(fc.tuple(pattern, day), { selector: ([key]) => key });

    fc.assert(
      fc.property(
        fc.uniqueArray(pattern.map((each) => `keep-${each}`)),
        written.chain((entries) =>
          fc.tuple(
            fc.constant(entries),
            fc.shuffledSubarray(entries, { minLength: entries.length }),
          ),
        ),
        (keep, [entries, shuffled]) => {
          const policy = (kept: readonly string[], expiring: typeof entries) =>
            lifecyclePolicy({
              keep: kept,
              expireDays: Object.fromEntries(expiring),
              untaggedDays: 14,
            });

          expect(policy([...keep, ...keep].reverse(), shuffled)).toBe(policy(keep, entries));
        },
      ),
    );
  });

  it.each<[string, Partial<Lifecycle>, string]>([
    [
      "a list of patterns",
      { keep: ["prod-*,staging-*"] },
      "a rule takes one pattern of letters, digits, . _ - and up to four *, since ECR wants all of a list on one image; got prod-*,staging-*",
    ],
    [
      "five wildcards",
      { expireDays: { "*a*b*c*d*": 1 } },
      "a rule takes one pattern of letters, digits, . _ - and up to four *, since ECR wants all of a list on one image; got *a*b*c*d*",
    ],
    [
      "a pattern of both kinds",
      { expireDays: { latest: 1 } },
      "a pattern is kept or expires, never both; got latest",
    ],
    [
      "no day at all",
      { untaggedDays: 0 },
      "images expire after a whole number of days, at least 1; got 0",
    ],
    [
      "half a day",
      { expireDays: { "*": 0.5 } },
      "images expire after a whole number of days, at least 1; got 0.5",
    ],
    [
      "51 rules",
      { keep: Array.from({ length: 47 }, (_, i) => `keep-${i}`) },
      "ECR takes at most 50 rules; got 51",
    ],
  ])("refuses %s", (_what, wrong, message) => {
    expect(lifecycleProblems({ ...lifecycle, ...wrong })).toEqual([message]);
    expect(() => lifecyclePolicy({ ...lifecycle, ...wrong })).toThrow(message);
  });

  it("takes 50 rules, one of four wildcards", () => {
    const keep = ["*a*b*c*", ...Array.from({ length: 45 }, (_, i) => `keep-${i}`)];

    expect(lifecycleProblems({ ...lifecycle, keep })).toEqual([]);
  });
});
