import { z } from "zod";

import { Artifact } from "./artifact";
import { LastDatabase } from "./instances";
import { LastRehearsal } from "./rehearsal";
import { Rotation } from "./rotation";

/** An artifact that a stack has proved to serve. Instants are UTC, of the cluster's clock. */
export const Verified = z.object({
  artifactId: z.string(),
  images: z.record(z.string(), z.string()),
  schemaHead: z.string(),
  migrations: Artifact.unwrap().shape.migrations,
  /** Since when it served without interruption: the end of the first rollout's proof. */
  verifiedAt: z.iso.datetime(),
  /** When another artifact took its place; absent while it serves. */
  replacedAt: z.iso.datetime().optional(),
});
export type Verified = Readonly<z.infer<typeof Verified>>;

/** How a stack came to the artifact that it runs; `none` before the first. */
export const Decision = z.object({
  from: z.string(),
  to: z.string(),
  why: z.enum(["soaked", "rollback", "hotfix"]),
  evidence: z.string(),
});
export type Decision = Readonly<z.infer<typeof Decision>>;

const Released = z.object({
  artifact: z.string().optional(),
  /** Artifact that served before. */
  previousArtifact: z.string().optional(),
  rollout: z.string().optional(),
  /** Whether this rollout migrated the database; then its Job stays as long as it serves. */
  migrated: z.boolean().optional(),
  /** What a rollout of that shape consists of. */
  shape: z.string().optional(),
  /** Rollout that served before and stays up. */
  kept: z.string().optional(),
  /** Dates of the credentials that it uses. */
  rotation: Rotation.optional(),
  /** The database that it uses; absent where the database lies in the cluster. */
  database: LastDatabase.optional(),
  /** Newest first. */
  verified: z.array(Verified).readonly().default([]),
  promotion: Decision.optional(),
  rehearsal: LastRehearsal.optional(),
});
export type Released = Readonly<z.infer<typeof Released>>;

/** What the outputs of a stack tell, by application; one without a release tells nothing. */
export const Releases = z.object({ applications: z.record(z.string(), Released).default({}) });

const KEPT = 20;

/** The history (newest first) once an artifact is verified; a later rollout of it goes on soaking. */
export function remember(history: readonly Verified[], entry: Verified): readonly Verified[] {
  const same = history.findIndex(({ artifactId }) => artifactId === entry.artifactId);
  if (same === 0 && history[0]?.replacedAt === undefined) return history;
  // Who goes back has seen what was newer fail: it must soak again.
  const older = history.slice(same + 1);
  return [entry, ...older.map((old) => ({ replacedAt: entry.verifiedAt, ...old }))].slice(0, KEPT);
}

/** The history where nothing serves any more: nobody knows how long the last one did. */
export function forget(history: readonly Verified[]): readonly Verified[] {
  return history.filter(({ replacedAt }) => replacedAt !== undefined);
}

/** Whole hours for which an artifact has served, or did before another took its place. */
export function soakedHours({ verifiedAt, replacedAt }: Verified, now: string): number {
  return Math.floor((Date.parse(replacedAt ?? now) - Date.parse(verifiedAt)) / HOUR);
}

/** When an artifact that serves will have served for so many hours. */
export function soakedAt({ verifiedAt }: Verified, hours: number): string {
  return new Date(Date.parse(verifiedAt) + hours * HOUR).toISOString().replace(".000Z", "Z");
}

const HOUR = 3_600_000;
