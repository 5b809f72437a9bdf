import type { Image } from "../../../components/delivery/lifecycle-simulator";

export const NOW = new Date("2026-11-20T00:00:00Z");

export const daysAgo = (days: number) => new Date(NOW.getTime() - days * 24 * 60 * 60 * 1000);

/** A repository under a policy, what the ECR user guide says about it, and what becomes of its images. */
export interface EcrCase {
  readonly says: string;
  readonly rules: readonly object[];
  readonly images: readonly Image[];
  readonly fates: Readonly<Record<string, "expire" | "transition">>;
}

type Extra = Omit<Image, "digest" | "tags" | "pushedAt">;

export const image = (
  digest: string,
  tags: readonly string[],
  days: number,
  extra: Extra = {},
): Image => ({
  digest,
  tags,
  pushedAt: daysAgo(days),
  ...extra,
});

export const expire = { action: { type: "expire" } };
export const archive = { action: { type: "transition", targetStorageClass: "archive" } };
export const beyond = (countNumber: number) => ({ countType: "imageCountMoreThan", countNumber });
export const since = (event: string, countNumber: number) => ({
  countType: `sinceImage${event}`,
  countUnit: "days",
  countNumber,
});
export const pushed = (days: number) => since("Pushed", days);
export const archived = { storageClass: "archive", ...since("Transitioned", 90) };
export const prefixed = (...tagPrefixList: string[]) => ({ tagStatus: "tagged", tagPrefixList });
export const like = (...tagPatternList: string[]) => ({ tagStatus: "tagged", tagPatternList });
export const untagged = { tagStatus: "untagged" };
export const any = { tagStatus: "any" };
export const rule = (rulePriority: number, selection: object, action: object = expire) => ({
  ...{ rulePriority, selection },
  ...action,
});
