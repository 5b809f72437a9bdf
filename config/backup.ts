import { z } from "zod";

import { Region, RoleArn } from "./ground";
import { inWords, whenValid, whole } from "./value";
import { dailyWindow } from "./window";

/** AWS Backup keeps recovery points, and bounds their days, for a century at most. */
const Days = whole(1, 36_500);

const BOUNDS = { minDays: Days, maxDays: Days };

/** For how long a vault keeps what is in it, whoever wants it gone. */
const Lock = z
  .discriminatedUnion(
    "kind",
    [
      /** Lasts until somebody who may lifts it. */
      z.strictObject({ kind: z.literal("governance"), ...BOUNDS }).readonly(),
      /** After these days neither AWS nor anybody else can ever lift it; AWS takes three at least. */
      z
        .strictObject({
          kind: z.literal("compliance"),
          ...BOUNDS,
          irreversibleAfterDays: whole(3, 36_500),
        })
        .readonly(),
    ],
    { error: inWords("invalid_union", "use governance or compliance") },
  )
  .refine(({ minDays, maxDays }) => minDays <= maxDays, {
    when: whenValid(BOUNDS),
    path: ["maxDays"],
    error: "a lock that keeps anything has maxDays of minDays at least",
  });

/** What is kept of the data of an environment, by AWS Backup and before releases. */
export const Backup = z
  .strictObject({
    /** Every night's snapshots begin in it; AWS Backup wants an hour at least. */
    window: dailyWindow(60),
    /** Days for which each snapshot is kept, and its copy. */
    snapshotDays: Days,
    /** Days for which a dump is kept that was made before a release. */
    dumpDays: Days,
    /** Gets a copy of every snapshot, under a key of its own; absent: no copy. */
    copyRegion: Region.optional(),
    lock: Lock,
    /** IAM role that alone may delete snapshots; absent: nobody may. */
    breakGlassRole: RoleArn.optional(),
    /** How often every database is restored from its latest snapshot, to see that it can be. */
    drill: z.enum(["none", "monthly", "quarterly"]),
  })
  .readonly()
  .check(({ value: { snapshotDays, lock }, issues }) => {
    if (!whenValid({ snapshotDays: Days, lock: Lock })({ value: { snapshotDays, lock } })) return;
    const { minDays, maxDays } = lock;
    if (minDays <= snapshotDays && snapshotDays <= maxDays) return;
    const message = `the lock keeps snapshots for ${minDays} to ${maxDays} days, and every backup that wants others fails; got ${snapshotDays}`;
    issues.push({ code: "custom", path: ["snapshotDays"], input: snapshotDays, message });
  });
export type Backup = z.infer<typeof Backup>;
