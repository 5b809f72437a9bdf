import type { AppSpec, Where } from "./spec";

/** Plain variables that tell an application where its bucket is; none where it has none. */
export function bucketVariables(
  { uploads }: AppSpec,
  { bucket }: Where,
): Readonly<Record<string, string>> {
  if (uploads?.kind !== "bucket" || bucket === undefined) return {};
  const { variables } = uploads;
  return {
    [variables.bucket]: bucket.bucket,
    [variables.endpoint]: bucket.endpoint,
    [variables.region]: bucket.region,
  };
}
