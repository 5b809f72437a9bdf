import type { AppSpec, Where } from "../apps/spec";
import type { Application } from "../config/application";
import type { Problem } from "../config/problem";
import { eksNameOf, type Settings } from "../config/schema";

/** The bucket of an application, which nobody else in the world may call so: the account is in its name. */
export function bucketOf(
  name: string,
  { accountId, region }: Settings["aws"],
  { uploads }: Application,
): Pick<Where, "bucket"> {
  if (uploads === undefined) return {};
  const bucket = `${name}-uploads-${accountId}`;
  return { bucket: { bucket, endpoint: `s3.${region}.amazonaws.com`, region } };
}

/** What does not fit between how an application keeps uploads and what the environment gives it. */
export function uploadProblems(
  path: string,
  { name, uploads }: AppSpec,
  { environment, settings }: Where,
): Problem[] {
  const inBucket = uploads?.kind === "bucket";
  const given = settings.uploads !== undefined;
  const paths = uploads?.kind === "disk" ? uploads.paths.join(", ") : "";
  const messages = [
    ...(given && !inBucket ? [`${name} keeps nothing in a bucket`] : []),
    ...(inBucket && !given && environment !== "dev"
      ? [`${name} keeps what people upload in a bucket: say how it is kept`]
      : []),
    ...(paths === ""
      ? []
      : [`pods share no storage yet: ${name} has to keep ${paths} in a bucket (apps/)`]),
  ];
  return messages.map((message) => ({ path: `${path}.uploads`, message }));
}

/** Pods enter a bucket by an identity that EKS alone gives them. */
export function bucketProblems(
  path: string,
  { cluster }: Settings,
  { uploads }: Application,
): Problem[] {
  if (uploads === undefined || eksNameOf(cluster) !== undefined) return [];
  const message =
    "pods enter a bucket from an EKS cluster alone: describe one (cluster), or leave it out";
  return [{ path: `${path}.uploads`, message }];
}
