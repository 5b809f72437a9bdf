import fc from "fast-check";

import { NEVER } from "../../../components/delivery/lifecycle";
import { fatesOf, type Image, threatTo } from "../../../components/delivery/lifecycle-simulator";
import { daysAgo, NOW } from "./ecr-case";
import { PROMISES } from "./ecr-promises";
import { EXAMPLES } from "./ecr-examples";

const CASES = [...EXAMPLES, ...PROMISES];

const policyOf = (rules: readonly object[]) => JSON.stringify({ rules });

describe("the simulator", () => {
  it.each(CASES)("agrees with ECR: $says", ({ rules, images, fates }) => {
    const policy = policyOf(rules);

    expect(Object.fromEntries(fatesOf(policy, images, NOW))).toEqual(fates);
    expect(Object.fromEntries(fatesOf(policy, [...images].reverse(), NOW))).toEqual(fates);
  });

  it("knows at least twenty cases", () => {
    expect(new Set(CASES.map(({ says }) => says)).size).toBeGreaterThanOrEqual(20);
  });
});

const TAG = fc.constantFrom("main", "latest", "prod-1", "v1.2.3", "build-1", "build-2", "0a1b2c3");
const TAGS = fc.uniqueArray(TAG, { maxLength: 3 });
const IMAGES: fc.Arbitrary<Image[]> = fc
  .array(fc.record({ tags: TAGS, days: fc.nat(400), pulled: fc.nat(400) }), { maxLength: 12 })
  .map((all) =>
    all.map(({ tags, days, pulled }, index) => ({
      ...{ digest: String(index), tags },
      ...{ pushedAt: daysAgo(days), pulledAt: daysAgo(Math.min(days, pulled)) },
    })),
  );
const COUNT = fc.oneof(
  fc.record({
    countType: fc.constant("imageCountMoreThan"),
    countNumber: fc.constantFrom(1, 2, NEVER),
  }),
  fc.record({
    countType: fc.constantFrom("sinceImagePushed", "sinceImagePulled"),
    countNumber: fc.integer({ min: 1, max: 400 }),
  }),
);
const SELECTION = fc.oneof(
  fc.record({
    tagStatus: fc.constant("tagged"),
    tagPatternList: fc.uniqueArray(fc.constantFrom("*", "build-*", "prod-*", "main", "v*.*.*"), {
      minLength: 1,
      maxLength: 2,
    }),
  }),
  fc.record({ tagStatus: fc.constantFrom("untagged", "any") }),
);
const POLICY = fc.array(fc.tuple(SELECTION, COUNT), { minLength: 1, maxLength: 5 }).map((rules) =>
  policyOf(
    rules.map(([selection, count], index) => ({
      rulePriority: index + 1,
      selection: { ...selection, ...count },
      action: { type: "expire" },
    })),
  ),
);

describe("a threat", () => {
  it("is told of every image that a policy takes, whatever else there is", () => {
    fc.assert(
      fc.property(POLICY, IMAGES, (policy, images) => {
        const taken = fatesOf(policy, images, NOW);
        const told = images.filter(({ tags }) => threatTo(policy, tags) !== undefined);

        expect(told.map(({ digest }) => digest)).toEqual(expect.arrayContaining([...taken.keys()]));
      }),
      { numRuns: 500 },
    );
  });

  it("comes from the first rule that selects the image, by its words or its priority", () => {
    const selection = { tagStatus: "any", countType: "imageCountMoreThan", countNumber: 3 };
    const action = { type: "expire" };
    const rule = { rulePriority: 7, selection, action };

    expect(threatTo(policyOf([rule]), ["main"])).toBe("rule 7");
    expect(threatTo(policyOf([{ ...rule, description: "three stay" }]), [])).toBe("three stay");
    expect(threatTo(policyOf([]), ["main"])).toBeUndefined();
  });

  it("is no rule that fires at more images than a repository holds", () => {
    const selection = { tagStatus: "any", countType: "imageCountMoreThan", countNumber: NEVER };

    expect(
      threatTo(policyOf([{ rulePriority: 1, selection, action: { type: "expire" } }]), []),
    ).toBeUndefined();
  });
});
