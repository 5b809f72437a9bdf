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
import { BETAS } from "./ecr-examples";

/** What the guide says of lifecycle policies, one promise a row. */
export const PROMISES: readonly EcrCase[] = [
  {
    says: "a rule with priority 1 is applied first, wherever it stands in the list",
    rules: [
      rule(2, { ...prefixed("beta"), ...beyond(1) }),
      rule(1, { ...prefixed("prod"), ...beyond(1) }),
    ],
    images: BETAS,
    fates: { A: "expire" },
  },
  {
    says: "priorities need not be sequential",
    rules: [
      rule(10, { ...prefixed("prod"), ...beyond(1) }),
      rule(200, { ...prefixed("beta"), ...beyond(1) }),
    ],
    images: BETAS,
    fates: { A: "expire" },
  },
  {
    says: "an image that matches the tags of a rule is not expired by one of lower priority, any included",
    rules: [rule(1, { ...like("prod*"), ...beyond(100) }), rule(2, { ...any, ...pushed(1) })],
    images: [image("kept", ["prod-1"], 400), image("gone", ["build-1"], 400)],
    fates: { gone: "expire" },
  },
  {
    says: "a rule of lower priority identifies what a higher one marked, as if it were still there",
    rules: [
      rule(1, { ...prefixed("prod"), ...pushed(5) }),
      rule(2, { ...prefixed("beta"), ...beyond(2) }),
    ],
    images: [...BETAS, image("D", ["beta-0"], 30)],
    fates: { A: "expire", B: "expire", D: "expire" },
  },
  {
    says: "prod* matches tags that begin with prod: prod, prod1, production-team1",
    rules: [rule(1, { ...like("prod*"), ...pushed(1) })],
    images: ["prod", "prod1", "production-team1", "repo-production"].map((tag) =>
      image(tag, [tag], 2),
    ),
    fates: { prod: "expire", prod1: "expire", "production-team1": "expire" },
  },
  {
    says: "*prod* matches tags that contain prod: repo-production, prod-team",
    rules: [rule(1, { ...like("*prod*"), ...pushed(1) })],
    images: ["repo-production", "prod-team", "staging"].map((tag) => image(tag, [tag], 2)),
    fates: { "repo-production": "expire", "prod-team": "expire" },
  },
  {
    says: "a pattern without a wildcard is one tag, and a dot in it a dot",
    rules: [rule(1, { ...like("v1.0"), ...pushed(1) })],
    images: ["v1.0", "v1.01", "v1x0"].map((tag) => image(tag, [tag], 2)),
    fates: { "v1.0": "expire" },
  },
  {
    says: "several patterns select only the images that carry all of them",
    rules: [rule(1, { ...like("main", "*-release"), ...pushed(1) })],
    images: [image("both", ["main", "a-release"], 2), image("one", ["main"], 2)],
    fates: { both: "expire" },
  },
  {
    says: "one image carries all prefixes by whichever of its tags",
    rules: [rule(1, { ...prefixed("alpha", "alpha-1"), ...pushed(1) })],
    images: [image("A", ["alpha-1"], 2), image("B", ["alpha-2"], 2)],
    fates: { A: "expire" },
  },
  {
    says: "untagged selects images without a tag alone",
    rules: [rule(1, { ...untagged, ...pushed(14) })],
    images: [image("tagged", ["a"], 400), image("untagged", [], 15), image("young", [], 13)],
    fates: { untagged: "expire" },
  },
  {
    says: "images go when they are older than the days of the rule, not when they are as old",
    rules: [rule(1, { ...any, ...pushed(14) })],
    images: [image("as old", ["a"], 14), image("older", ["b"], 14.001)],
    fates: { older: "expire" },
  },
  {
    says: "counted images are sorted by when they were pushed, not by when they were pulled",
    rules: [rule(1, { ...any, ...beyond(1) })],
    images: [image("A", ["a"], 9, { pulledAt: daysAgo(0) }), image("B", ["b"], 8)],
    fates: { A: "expire" },
  },
  {
    says: "an image that a manifest list refers to stays until the list is gone",
    rules: [rule(1, { ...untagged, ...pushed(14) })],
    images: [
      image("index", ["main"], 30, { manifests: ["amd64"] }),
      image("amd64", [], 30),
      image("orphan", [], 30),
    ],
    fates: { orphan: "expire" },
  },
  {
    says: "the list goes first, what it refers to afterwards",
    rules: [rule(1, { ...any, ...pushed(14) })],
    images: [image("index", ["main"], 30, { manifests: ["amd64"] }), image("amd64", [], 30)],
    fates: { index: "expire" },
  },
  {
    says: "what refers to an image, such as a signature, goes with it",
    rules: [rule(1, { ...like("build-*"), ...pushed(14) })],
    images: [image("subject", ["build-1"], 30), image("signature", [], 30, { subject: "subject" })],
    fates: { subject: "expire", signature: "expire" },
  },
  {
    says: "sinceImagePulled archives what nobody pulled for that long, by its last pull",
    rules: [rule(1, { ...any, ...since("Pulled", 90) }, archive)],
    images: [
      image("unused", ["a"], 400, { pulledAt: daysAgo(91) }),
      image("used", ["b"], 400, { pulledAt: daysAgo(89) }),
    ],
    fates: { unused: "transition" },
  },
  {
    says: "an image that was never pulled counts from its push",
    rules: [rule(1, { ...any, ...since("Pulled", 90) }, archive)],
    images: [image("old", ["a"], 91), image("new", ["b"], 89)],
    fates: { old: "transition" },
  },
  {
    says: "an image that came back from the archive, and was not pulled since, counts from then",
    rules: [rule(1, { ...any, ...since("Pulled", 90) }, archive)],
    images: [
      image("back", ["a"], 400, { pulledAt: daysAgo(300), restoredAt: daysAgo(10) }),
      image("used", ["b"], 400, { pulledAt: daysAgo(91), restoredAt: daysAgo(300) }),
    ],
    fates: { used: "transition" },
  },
  {
    says: "a restored image is counted from its restoration",
    rules: [rule(1, { ...any, ...beyond(1) })],
    images: [image("back", ["a"], 400, { restoredAt: daysAgo(1) }), image("other", ["b"], 30)],
    fates: { other: "expire" },
  },
  {
    says: "sinceImageTransitioned expires what was archived for that long",
    rules: [rule(1, { ...any, ...archived })],
    images: [
      image("long", ["a"], 400, { archivedAt: daysAgo(91) }),
      image("short", ["b"], 400, { archivedAt: daysAgo(89) }),
      image("never", ["c"], 400),
    ],
    fates: { long: "expire" },
  },
  {
    says: "without a storage class a rule selects standard images alone",
    rules: [rule(1, { ...any, ...pushed(14) })],
    images: [
      image("standard", ["a"], 30),
      image("archived", ["b"], 30, { archivedAt: daysAgo(9) }),
    ],
    fates: { standard: "expire" },
  },
];
