import { plugin, type Plugin } from "./plugin";

const REPOSITORY = "aws:ecr/repository:Repository";
const LIFECYCLE = "aws:ecr/lifecyclePolicy:LifecyclePolicy";
const SCANNING = "aws:ecr/registryScanningConfiguration:RegistryScanningConfiguration";

const untagged = {
  tagStatus: "untagged",
  countType: "sinceImagePushed",
  countUnit: "days",
  countNumber: 14,
};
const tagged = (...tagPatternList: string[]) => ({
  ...untagged,
  tagStatus: "tagged",
  tagPatternList,
});
const inArchive = {
  storageClass: "archive",
  countType: "sinceImageTransitioned",
  countNumber: 90,
};
const archived = { ...untagged, ...inArchive };
const any = { ...untagged, tagStatus: "any" };
const rule = (rulePriority: number, selection: object, action: object = { type: "expire" }) => ({
  ...{ rulePriority, selection, action },
});
const archive = { type: "transition", targetStorageClass: "archive" };

describe("images in the simulated AWS", () => {
  let aws: Plugin;
  beforeEach(async () => {
    aws = await plugin("aws");
  });

  const put = (rules: readonly object[]) =>
    aws.create(LIFECYCLE, "l", { repository: "web", policy: JSON.stringify({ rules }) });

  it.each<[string, readonly object[], string]>([
    [
      "two rules of one priority",
      [rule(1, untagged), rule(1, tagged("a"))],
      "rulePriority must be unique",
    ],
    [
      "two rules for untagged images",
      [rule(1, untagged), rule(2, { ...untagged, countNumber: 7 })],
      "only one rule is allowed to select untagged images",
    ],
    [
      "a rule for all images that is not the last",
      [rule(1, any), rule(2, untagged)],
      "tagStatus any must have the highest rulePriority",
    ],
    [
      "the same tags twice",
      [rule(1, tagged("a", "b")), rule(2, tagged("b", "a"))],
      "tag prefixes must be unique",
    ],
    ["tagged images without a pattern", [rule(1, { ...any, tagStatus: "tagged" })], "matched 0"],
    ["a pattern of untagged images", [rule(1, { ...tagged("a"), ...untagged })], "matched 0"],
    [
      "patterns and prefixes at once",
      [rule(1, { ...tagged("a"), tagPrefixList: ["a"] })],
      "matched 0 out of 2",
    ],
    ["days of a count", [rule(1, { ...untagged, countType: "imageCountMoreThan" })], "matched 0"],
    ["no unit of time", [rule(1, { ...untagged, countUnit: undefined })], "matched 0 out of 2"],
    ["a count of zero", [rule(1, { ...untagged, countNumber: 0 })], "(minimum: 1)"],
    ["five wildcards", [rule(1, tagged("*a*b*c*d*"))], "at most four wildcards"],
    [
      "standard images by their time in the archive",
      [rule(1, { ...archived, storageClass: "standard" })],
      "selects the archive storage class",
    ],
    [
      "archived images for 89 days",
      [rule(1, { ...archived, countNumber: 89 })],
      "at least 90 days",
    ],
    [
      "an expiry of what nobody pulls",
      [rule(1, { ...untagged, countType: "sinceImagePulled" })],
      "sinceImagePulled transitions",
    ],
    ["a transition to nowhere", [rule(1, untagged, { type: "transition" })], "names archive"],
    [
      "51 rules",
      Array.from({ length: 51 }, (_, i) => rule(i + 1, tagged(`a${i}`))),
      "at most 50 rules",
    ],
    ["a policy that is too long", [rule(1, tagged("a".repeat(30_720)))], "100 to 30720"],
    ["a policy of no rules", [], "100 to 30720"],
  ])("are not expired by %s", async (_what, rules, words) => {
    await aws.create(REPOSITORY, "r", { name: "web" });

    await expect(put(rules)).rejects.toThrow(
      / InvalidParameterException: Invalid parameter at 'LifecyclePolicyText' failed/,
    );
    await expect(put(rules)).rejects.toThrow(words);
  });

  it("are expired and archived by everything else", async () => {
    await aws.create(REPOSITORY, "r", { name: "web" });
    const pulled = { ...any, countType: "sinceImagePulled" };
    const rules = [
      rule(6, { ...archived, tagStatus: "any" }),
      rule(5, { ...tagged("a*", "b*"), ...inArchive }),
      rule(1, tagged("a*", "b*")),
      rule(2, untagged),
      rule(4, pulled, archive),
      rule(3, { ...archived, tagStatus: "untagged" }),
    ];

    await expect(put(rules)).resolves.toMatchObject({ id: "web" });
  });

  it("expire in repositories that exist, by policies that have rules", async () => {
    await expect(put([rule(1, untagged)])).rejects.toThrow("RepositoryNotFoundException");
    await aws.create(REPOSITORY, "r", { name: "web" });

    await expect(aws.create(LIFECYCLE, "l", { repository: "web", policy: "{}" })).rejects.toThrow(
      'object has missing required properties (["rules"])',
    );
  });

  it.each([
    [{ imageTagMutability: "FIXED" }, "imageTagMutability: must be one of"],
    [filters("IMMUTABLE", "main"), "applies to IMMUTABLE_WITH_EXCLUSION"],
    [filters("IMMUTABLE_WITH_EXCLUSION"), "takes 1 to 5 filters"],
    [{ imageTagMutability: "IMMUTABLE_WITH_EXCLUSION" }, "with an exclusion needs filters"],
    [filters("IMMUTABLE_WITH_EXCLUSION", "a", "b", "c", "d", "e", "f"), "takes 1 to 5 filters"],
    [filters("IMMUTABLE_WITH_EXCLUSION", "*a*b*"), "at most two *"],
    [filters("IMMUTABLE_WITH_EXCLUSION", "a/b"), "letters, digits"],
  ])("have tags that do not move by %j", async (inputs, words) => {
    const { failures } = await aws.check(REPOSITORY, "r", { name: "web", ...inputs });

    expect(failures.join()).toContain(words);
  });

  it("have tags that move by up to five filters", async () => {
    const inputs = filters("IMMUTABLE_WITH_EXCLUSION", "a*b*", "main", "develop", "latest", "x.y");

    expect((await aws.check(REPOSITORY, "r", { name: "web", ...inputs })).failures).toEqual([]);
  });

  it("are encrypted with a key that exists", async () => {
    const encryptionConfigurations = [
      { encryptionType: "KMS", kmsKey: "arn:aws:kms:eu-central-1:1:key/none" },
    ];

    await expect(
      aws.create(REPOSITORY, "r", { name: "web", encryptionConfigurations }),
    ).rejects.toThrow("Key 'none' does not exist");
  });

  it.each([
    ["BASIC", "CONTINUOUS_SCAN"],
    ["ENHANCED", "MANUAL"],
  ])("are not scanned %s by %s", async (scanType, scanFrequency) => {
    await expect(aws.create(SCANNING, "s", scans(scanType, scanFrequency))).rejects.toThrow(
      "ValidationException: The scan frequency is not supported by the scan type",
    );
  });

  it("are scanned as the account was last told to", async () => {
    const first = await aws.create(SCANNING, "s", scans("BASIC", "SCAN_ON_PUSH"));
    const second = await aws.create(SCANNING, "t", scans("ENHANCED", "CONTINUOUS_SCAN"));
    const wrong = await aws.check(SCANNING, "s", scans("DEEP", "MANUAL"));
    const many = scans("BASIC", "MANUAL", "MANUAL", "SCAN_ON_PUSH");

    expect(second.id).toBe(first.id);
    expect(wrong.failures.join()).toContain("scanType: must be BASIC or ENHANCED");
    expect((await aws.check(SCANNING, "s", many)).failures.join()).toContain("at most two rules");
  });
});

function filters(imageTagMutability: string, ...tags: readonly string[]) {
  const exclusions = tags.map((filter) => ({ filter, filterType: "WILDCARD" }));
  return { imageTagMutability, imageTagMutabilityExclusionFilters: exclusions };
}

function scans(scanType: string, ...frequencies: readonly string[]) {
  const repositoryFilters = [{ filter: "*", filterType: "WILDCARD" }];
  return {
    scanType,
    rules: frequencies.map((scanFrequency) => ({ scanFrequency, repositoryFilters })),
  };
}
