import { createHash } from "node:crypto";
import { z } from "zod";

const DIGEST = /^sha256:[0-9a-f]{64}$/;

/** What is promoted: the digest of every image of an application and the head of its schema. */
export const Artifact = z
  .strictObject({
    /** Image name to `sha256:…` digest; dev may also name a tag. */
    images: z.record(
      z.string(),
      z.string().regex(/^(sha256:[0-9a-f]{64}|[\w][\w.-]{0,127})$/, "use a digest sha256:<64 hex>"),
    ),
    /** Newest migration of the application's schema, as its migration tool names it. */
    schemaHead: z.string().min(1),
  })
  .readonly();
export type Artifact = z.infer<typeof Artifact>;

/** A digest names one image for ever; a tag may come to name another. */
export function isDigest(image: string): boolean {
  return DIGEST.test(image);
}

/** The name people promote and type: equal in every environment for equal images and schema. */
export function artifactId({ images, schemaHead }: Artifact): string {
  return contentId({ images, schemaHead });
}

/** Twelve hex digits of SHA-256 over JSON with sorted keys: stable across machines and key order. */
export function contentId(value: unknown): string {
  return createHash("sha256").update(canonical(value)).digest("hex").slice(0, 12);
}

function canonical(value: unknown): string {
  return JSON.stringify(value, (_key, inner: unknown) =>
    inner !== null && typeof inner === "object" && !Array.isArray(inner)
      ? Object.fromEntries(Object.entries(inner).sort(([a], [b]) => (a < b ? -1 : 1)))
      : inner,
  );
}
