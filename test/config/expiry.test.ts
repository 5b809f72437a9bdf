import { expiresMore } from "../../config/expiry";

const keep = (pattern: string) => ({
  selection: {
    tagStatus: "tagged",
    tagPatternList: [pattern],
    countType: "imageCountMoreThan",
    countNumber: 100_000,
  },
});
const age = (countNumber: number) => ({
  selection: { tagStatus: "any", countType: "sinceImagePushed", countUnit: "days", countNumber },
});
const policy = (...rules: readonly object[]) => JSON.stringify({ rules });

describe("a lifecycle policy", () => {
  it("that shields an image later than before expires more", () => {
    const [before, after] = [policy(keep("prod-*"), age(90)), policy(age(90), keep("prod-*"))];

    expect(expiresMore(before, after)).toBe(true);
  });

  it("that keeps more, or longer, or says the same in another order of keys, does not", () => {
    const { selection } = age(90);
    const same = { selection: Object.fromEntries(Object.entries(selection).reverse()) };

    expect(expiresMore(policy(age(90)), policy(keep("prod-*"), age(90)))).toBe(false);
    expect(expiresMore(policy(age(90)), policy(age(91)))).toBe(false);
    expect(expiresMore(policy(age(90)), policy())).toBe(false);
    expect(expiresMore(policy(age(90)), policy(same))).toBe(false);
  });

  it("that counts fewer images than a repository may hold takes some of them", () => {
    const counted = { selection: { ...keep("*").selection, countNumber: 99_999 } };

    expect(expiresMore(policy(), policy(counted))).toBe(true);
    expect(expiresMore(policy(), policy(keep("*")))).toBe(false);
  });
});
