import {
  any,
  archive,
  archived,
  beyond,
  daysAgo,
  type EcrCase,
  image,
  like,
  prefixed,
  pushed,
  rule,
  since,
  untagged,
} from "./ecr-case";

/** Of the examples and of others. */
export const BETAS = [
  image("A", ["beta-1", "prod-1"], 10),
  image("B", ["beta-2", "prod-2"], 9),
  image("C", ["beta-3"], 8),
];
const ALPHAS = [
  image("A", ["alpha-1"], 12),
  image("B", ["beta-1"], 11),
  image("C", ["alpha-2", "beta-2"], 10),
  image("D", ["alpha-3"], 4),
  image("E", ["beta-3"], 3),
  image("F", ["alpha-4", "beta-4"], 2),
];

/** Examples of the ECR user guide. */
export const EXAMPLES: readonly EcrCase[] = [
  {
    says: "example, image age: what matches prod* and is older than 14 days expires",
    rules: [rule(1, { ...like("prod*"), ...pushed(14) })],
    images: [image("old", ["prod-1"], 15), image("new", ["prod-2"], 13)],
    fates: { old: "expire" },
  },
  {
    says: "example, image count: only one untagged image is kept, the youngest",
    rules: [rule(1, { ...untagged, ...beyond(1) })],
    images: [image("first", [], 3), image("last", [], 1), image("second", [], 2)],
    fates: { first: "expire", second: "expire" },
  },
  {
    says: "example A of several rules: B would go by the second, but the first wants to keep it",
    rules: [
      rule(1, { ...prefixed("prod"), ...beyond(1) }),
      rule(2, { ...prefixed("beta"), ...beyond(1) }),
    ],
    images: BETAS,
    fates: { A: "expire" },
  },
  {
    says: "example B of several rules: the second sees nothing that the first did not see",
    rules: [
      rule(1, { ...prefixed("beta"), ...beyond(1) }),
      rule(2, { ...prefixed("prod"), ...beyond(1) }),
    ],
    images: BETAS,
    fates: { A: "expire", B: "expire" },
  },
  {
    says: "example A of several tags: images match all listed prefixes, and C is old enough",
    rules: [rule(1, { ...prefixed("alpha", "beta"), ...pushed(5) })],
    images: ALPHAS,
    fates: { C: "expire" },
  },
  {
    says: "example B of several tags: tags are not exclusive, and one of the three stays",
    rules: [rule(1, { ...prefixed("alpha", "beta"), ...beyond(1) })],
    images: [
      image("A", ["alpha-1", "beta-1", "gamma-1"], 10),
      image("B", ["alpha-2", "beta-2"], 9),
      image("C", ["alpha-3", "beta-3", "gamma-2"], 8),
    ],
    fates: { A: "expire", B: "expire" },
  },
  {
    says: "example, all images: of any status one stays",
    rules: [rule(1, { ...any, ...beyond(1) })],
    images: [image("A", ["a"], 3), image("B", [], 2), image("C", ["c"], 1)],
    fates: { A: "expire", B: "expire" },
  },
  {
    says: "example, archive then delete: a rule shields nothing of another storage class",
    rules: [rule(1, { ...any, ...since("Pulled", 90) }, archive), rule(2, { ...any, ...archived })],
    images: [image("A", ["a"], 200), image("B", ["b"], 500, { archivedAt: daysAgo(100) })],
    fates: { A: "transition", B: "expire" },
  },
];
