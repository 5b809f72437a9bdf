import { createHash } from "node:crypto";
import { z } from "zod";

const DIGEST = /^sha256:[0-9a-f]{64}$/;

/** Operations of migrations that lose data, or do what nobody can tell from their names. */
const DANGEROUS = ["drop_table", "drop_column", "alter_column", "execute"];

/** One migration that the images carry, with the operations that its tool would run. */
const Migration = z
  .strictObject({
    /** As the migration tool names it; the schema head is one. */
    id: z.string().min(1),
    operations: z.array(
      z
        .string()
        .regex(/^[a-z][a-z_]*$/, "name an operation as Alembic does, for example add_column"),
    ),
  })
  .readonly();
export type Migration = z.infer<typeof Migration>;

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
    /** What the images carry, as far as their build tells: new ones with dangerous operations need leave. */
    migrations: z.array(Migration).readonly().optional(),
  })
  .readonly();
export type Artifact = z.infer<typeof Artifact>;

/** A digest names one image for ever; a tag may come to name another. */
export function isDigest(image: string): boolean {
  return DIGEST.test(image);
}

/** The name people promote and type: equal in every environment for equal images and schema. */
export function artifactId({ images, schemaHead, migrations }: Artifact): string {
  return contentId({ images, schemaHead, migrations });
}

/** Those of a migration's operations that need leave. */
export function dangers({ operations }: Migration): readonly string[] {
  return operations.filter((operation) => DANGEROUS.includes(operation));
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
