interface Rule {
  readonly rulePriority: number;
  readonly selection: {
    readonly tagStatus: string;
    readonly tagPatternList?: readonly string[];
    readonly tagPrefixList?: readonly string[];
    readonly storageClass?: string;
    readonly countType: string;
    readonly countUnit?: string;
    readonly countNumber: number;
  };
  readonly action: { readonly type: string; readonly targetStorageClass?: string };
}

type Selection = Rule["selection"];

/** What the documentation forbids of one rule, and how the API says so. */
const OF_ONE: readonly (readonly [words: string, broken: (rule: Rule) => boolean])[] = [
  [
    "instance failed to match exactly one schema (matched 0 out of 2)",
    ({ selection: { tagStatus, tagPatternList, tagPrefixList } }) =>
      [tagPatternList, tagPrefixList].filter((list) => list !== undefined).length !==
      (tagStatus === "tagged" ? 1 : 0),
  ],
  [
    "instance failed to match exactly one schema (matched 0 out of 2)",
    ({ selection: { countType, countUnit } }) =>
      countUnit !== (countType === "imageCountMoreThan" ? undefined : "days"),
  ],
  [
    "numeric instance is lower than the required minimum (minimum: 1)",
    ({ selection: { countNumber } }) => !Number.isInteger(countNumber) || countNumber < 1,
  ],
  [
    "at most four wildcards per pattern",
    ({ selection: { tagPatternList = [] } }) =>
      tagPatternList.some((pattern) => pattern.split("*").length > 5),
  ],
  [
    "sinceImageTransitioned selects the archive storage class, everything else the standard one",
    ({ selection: { countType, storageClass = "standard" } }) =>
      storageClass !== (countType === "sinceImageTransitioned" ? "archive" : "standard"),
  ],
  [
    "sinceImagePulled transitions images and sinceImageTransitioned expires them",
    ({ selection: { countType }, action: { type } }) =>
      (countType === "sinceImagePulled" && type !== "transition") ||
      (countType === "sinceImageTransitioned" && type !== "expire"),
  ],
  [
    "images stay in the archive for at least 90 days",
    ({ selection: { countType, countNumber } }) =>
      countType === "sinceImageTransitioned" && countNumber < 90,
  ],
  [
    "a transition names archive as its target, and an expiry nothing",
    ({ action: { type, targetStorageClass } }) =>
      targetStorageClass !== (type === "transition" ? "archive" : undefined),
  ],
];

/** Why ECR refuses a lifecycle policy. */
export function lifecycleRefusal(policy: string): string | undefined {
  const { rules } = JSON.parse(policy) as { readonly rules?: readonly Rule[] };
  if (rules === undefined) return refused('object has missing required properties (["rules"])');
  if (policy.length < 100 || policy.length > 30_720)
    return refused("takes 100 to 30720 characters");
  if (rules.length > 50) return refused("at most 50 rules");
  const broken = OF_ONE.find(([, isBroken]) => rules.some(isBroken));
  if (broken !== undefined) return refused(broken[0]);
  const priorities = rules.map(({ rulePriority }) => rulePriority);
  if (isRepeated(priorities)) return refused("rulePriority must be unique");
  const selections = rules.map(({ selection }) => selection);
  if (isRepeated(selections.filter(withStatus("untagged")).map(classOf))) {
    return refused("only one rule is allowed to select untagged images");
  }
  if (isRepeated(selections.flatMap(tagsOf))) return refused("tag prefixes must be unique");
  return anyIsLast(rules) ? undefined : refused("tagStatus any must have the highest rulePriority");
}

function anyIsLast(rules: readonly Rule[]): boolean {
  const inOrder = [...rules].sort((a, b) => a.rulePriority - b.rulePriority);
  return inOrder.every(
    ({ selection: { tagStatus, storageClass } }, index) =>
      tagStatus !== "any" ||
      inOrder.slice(index + 1).every(({ selection }) => selection.storageClass !== storageClass),
  );
}

function tagsOf(selection: Selection): readonly string[] {
  const lists = [selection.tagPatternList, selection.tagPrefixList];
  const tags = lists.filter((list) => list !== undefined).map((list) => [...list].sort().join());
  return tags.map((each) => `${classOf(selection)} ${each}`);
}

function classOf({ storageClass = "standard" }: Selection): string {
  return storageClass;
}

function withStatus(status: string) {
  return ({ tagStatus }: Selection) => tagStatus === status;
}

function isRepeated(values: readonly unknown[]): boolean {
  return new Set(values).size < values.length;
}

function refused(words: string): string {
  return `InvalidParameterException: Invalid parameter at 'LifecyclePolicyText' failed to satisfy constraint: 'Lifecycle policy validation failure: ${words}'`;
}
