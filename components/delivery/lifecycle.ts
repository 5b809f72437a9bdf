/** Which images of an ECR repository expire, and which never do. */
export interface Lifecycle {
  /** Patterns of tags whose images never expire, whatever else they are tagged. */
  readonly keep: readonly string[];
  /** Days after which images expire, by pattern; the narrower pattern decides. What none matches stays. */
  readonly expireDays: Readonly<Record<string, number>>;
  /** Days after which images that nobody tagged expire. */
  readonly untaggedDays: number;
}

/** More images than a repository ever holds (100,000 unless AWS raises it): a rule that never fires. */
export const NEVER = 999_999;

/** https://docs.aws.amazon.com/AmazonECR/latest/userguide/service-quotas.html */
const MOST_RULES = 50;

const PATTERN = /^(?!([^*]*\*){5})[\w.*-]{1,128}$/;

/** Everything that ECR would refuse, or read otherwise than it is meant. */
export function lifecycleProblems({ keep, expireDays, untaggedDays }: Lifecycle): string[] {
  const expiring = Object.keys(expireDays);
  const rules = new Set(keep).size + expiring.length + 1;
  return [
    ...[...keep, ...expiring]
      .filter((pattern) => !PATTERN.test(pattern))
      .map(
        (pattern) =>
          `a rule takes one pattern of letters, digits, . _ - and up to four *, since ECR wants all of a list on one image; got ${pattern}`,
      ),
    ...expiring
      .filter((pattern) => keep.includes(pattern))
      .map((pattern) => `a pattern is kept or expires, never both; got ${pattern}`),
    ...[...Object.values(expireDays), untaggedDays]
      .filter((days) => !Number.isInteger(days) || days < 1)
      .map((days) => `images expire after a whole number of days, at least 1; got ${days}`),
    ...(rules > MOST_RULES ? [`ECR takes at most ${MOST_RULES} rules; got ${rules}`] : []),
  ];
}

/** The policy as ECR takes it: what is kept comes first, since a rule shields what it matches from later ones. */
export function lifecyclePolicy(lifecycle: Lifecycle): string {
  const problems = lifecycleProblems(lifecycle);
  if (problems.length > 0) throw new Error(problems.join("; "));
  const rules = [
    ...[...new Set(lifecycle.keep)].sort().map((pattern) => ({
      description: `${pattern} never expires`,
      selection: { ...tagged(pattern), countType: "imageCountMoreThan", countNumber: NEVER },
    })),
    ...Object.entries(lifecycle.expireDays)
      .sort(([a], [b]) => literals(b) - literals(a) || (a < b ? -1 : 1))
      .map(([pattern, days]) => after(pattern, tagged(pattern), days)),
    after("what nobody tagged", { tagStatus: "untagged" }, lifecycle.untaggedDays),
  ];
  // The provider sees a change at every run unless priorities ascend.
  return JSON.stringify({
    rules: rules.map((rule, index) => ({
      rulePriority: index + 1,
      ...rule,
      action: { type: "expire" },
    })),
  });
}

function tagged(pattern: string) {
  return { tagStatus: "tagged", tagPatternList: [pattern] };
}

function after(what: string, selection: object, days: number) {
  return {
    description: `${what} expires after ${days} days`,
    selection: {
      ...selection,
      countType: "sinceImagePushed",
      countUnit: "days",
      countNumber: days,
    },
  };
}

function literals(pattern: string): number {
  return pattern.replaceAll("*", "").length;
}
