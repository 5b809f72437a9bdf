import { NEVER } from "./lifecycle";

/** An image as ECR knows it. */
export interface Image {
  readonly digest: string;
  readonly tags: readonly string[];
  readonly pushedAt: Date;
  /** Absent: nobody pulled it yet. */
  readonly pulledAt?: Date;
  /** Absent: it is not archived. */
  readonly archivedAt?: Date;
  /** When it last came back from the archive. */
  readonly restoredAt?: Date;
  /** Digests that it refers to, where it is an index. */
  readonly manifests?: readonly string[];
  /** Digest of the image that it signs or describes. */
  readonly subject?: string;
}

/** What happens to an image: it is deleted, or archived, which no pull survives either. */
export type Fate = "expire" | "transition";

interface Rule {
  readonly rulePriority: number;
  readonly description?: string;
  readonly selection: {
    readonly tagStatus: "tagged" | "untagged" | "any";
    readonly tagPatternList?: readonly string[];
    readonly tagPrefixList?: readonly string[];
    readonly storageClass?: "standard" | "archive";
    readonly countType:
      "imageCountMoreThan" | "sinceImagePushed" | "sinceImagePulled" | "sinceImageTransitioned";
    readonly countNumber: number;
  };
  readonly action: { readonly type: Fate };
}

const DAY_MS = 24 * 60 * 60 * 1000;

/**
 * What a lifecycle policy does to a repository in one evaluation, by digest; what is not in it stays.
 *
 * https://docs.aws.amazon.com/AmazonECR/latest/userguide/LifecyclePolicies.html
 */
export function fatesOf(
  policy: string,
  images: readonly Image[],
  now: Date,
): ReadonlyMap<string, Fate> {
  const held = new Set(images.flatMap(({ manifests = [] }) => manifests));
  const matched = new Set<string>();
  const fates = new Map<string, Fate>();
  for (const rule of rulesOf(policy)) {
    const own = images.filter((image) => selects(rule, image));
    for (const { digest } of marked(rule, own, now)) {
      if (!matched.has(digest) && !held.has(digest)) fates.set(digest, rule.action.type);
    }
    own.forEach(({ digest }) => matched.add(digest));
  }
  for (const { digest, subject } of images) {
    const fate = subject === undefined ? undefined : fates.get(subject);
    if (fate !== undefined) fates.set(digest, fate);
  }
  return fates;
}

/** The rule that may take an image with these tags away some day, whatever else is pushed or pulled. */
export function threatTo(policy: string, tags: readonly string[]): string | undefined {
  const rule = rulesOf(policy).find((each) => selects(each, { tags }));
  if (rule === undefined) return undefined;
  const { countType, countNumber } = rule.selection;
  if (countType === "imageCountMoreThan" && countNumber >= NEVER) return undefined;
  return rule.description ?? `rule ${rule.rulePriority}`;
}

function rulesOf(policy: string): readonly Rule[] {
  const { rules } = JSON.parse(policy) as { readonly rules: readonly Rule[] };
  return [...rules].sort((a, b) => a.rulePriority - b.rulePriority);
}

function selects({ selection }: Rule, image: Pick<Image, "tags" | "archivedAt">): boolean {
  const { tagStatus, tagPatternList, tagPrefixList, storageClass = "standard" } = selection;
  if (storageClass !== (image.archivedAt === undefined ? "standard" : "archive")) return false;
  if (tagStatus === "any") return true;
  if (tagStatus === "untagged") return image.tags.length === 0;
  const patterns = tagPatternList ?? tagPrefixList?.map((prefix) => `${prefix}*`) ?? [];
  return patterns.every((pattern) => image.tags.some((tag) => wildcard(pattern).test(tag)));
}

function wildcard(pattern: string): RegExp {
  const parts = pattern.split("*").map((part) => part.replace(/[.+?^${}()|[\]\\]/g, "\\$&"));
  return new RegExp(`^${parts.join(".*")}$`);
}

/** What a rule would act on if it were alone. */
function marked({ selection }: Rule, own: readonly Image[], now: Date): readonly Image[] {
  const { countType, countNumber } = selection;
  if (countType === "imageCountMoreThan") {
    const since = ({ restoredAt, pushedAt }: Image) => (restoredAt ?? pushedAt).getTime();
    return [...own].sort((a, b) => since(b) - since(a)).slice(countNumber);
  }
  const since = {
    sinceImagePushed: ({ pushedAt }: Image) => pushedAt,
    sinceImagePulled: (image: Image) => lastUse(image),
    sinceImageTransitioned: ({ archivedAt }: Image) => archivedAt,
  }[countType];
  const limit = now.getTime() - countNumber * DAY_MS;
  return own.filter((image) => (since(image)?.getTime() ?? Infinity) < limit);
}

/** The last pull, unless the image came back from the archive after it. */
function lastUse({ pulledAt, pushedAt, restoredAt }: Image): Date {
  const [first = pushedAt, ...others] = [pulledAt, restoredAt].filter((date) => date !== undefined);
  return others.reduce((latest, date) => (date > latest ? date : latest), first);
}
