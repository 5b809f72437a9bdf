import { z } from "zod";

import { INSTANCES, instancesFit } from "./instances";
import { Schedule } from "./schedule";
import { inWords, whenValid, whole } from "./value";
import { collide, dailyWindow, weeklyWindow } from "./window";

/** RDS keeps continuous backups for 1-35 days; zero would switch point-in-time recovery off. */
const PitrDays = whole(1, 35);

/** What runs in the cluster beside the applications; without a tag it would be another image every day. */
const Image = z
  .string()
  .regex(
    /^[a-z0-9][a-z0-9._/-]*(:[\w][\w.-]{0,127}|@sha256:[0-9a-f]{64})$/,
    "name an image with its tag or digest, for example postgres:16",
  );

/** `durable` data outlives a mistake: deletion protection, final snapshot, `protect`. */
const Lifecycle = z.enum(["durable", "disposable"]);

const LARGE_SIZES = ["large", "xlarge", "2xlarge", "4xlarge", "8xlarge", "12xlarge", "16xlarge"];

/**
 * What RDS runs every minor version of PostgreSQL 15 and later on, and 14 from 14.5 on: "Supported
 * DB engines for DB instance classes" in its user guide (Concepts.DBInstanceClass.Support).
 */
const SIZES: Readonly<Record<string, readonly string[]>> = {
  t4g: ["micro", "small", "medium", "large", "xlarge", "2xlarge"],
  m7g: LARGE_SIZES,
  r7g: LARGE_SIZES,
};

const InstanceClass = z.enum(
  Object.entries(SIZES).flatMap(([family, sizes]) => sizes.map((size) => `db.${family}.${size}`)),
  "use db.t4g (micro to 2xlarge), db.m7g or db.r7g (large to 16xlarge), for example db.m7g.large",
);

/** RDS for PostgreSQL on gp3 takes 20-65,536 GiB. */
const StorageGiB = whole(20, 65_536);

/** Days for which Performance Insights keeps what it saw: a week, months of 31 days, or two years. */
const InsightsDays = z.literal(
  [7, ...Array.from({ length: 23 }, (_, month) => 31 * (month + 1)), 731],
  "use 7, a multiple of 31 up to 713, or 731 days",
);

/** RDS opens a window for half an hour at least, ElastiCache for an hour. */
const RDS_WINDOWS = { backupWindow: dailyWindow(30), maintenanceWindow: weeklyWindow(30) };
const CACHE_WINDOWS = { snapshotWindow: dailyWindow(60), maintenanceWindow: weeklyWindow(60) };

/** When the data is thrown away and made anew; absent: never. */
const RESET = { resetSchedule: Schedule.optional() };

export const Database = z.discriminatedUnion(
  "kind",
  [
    z
      .strictObject({
        kind: z.literal("rds"),
        ...INSTANCES,
        instanceClass: InstanceClass,
        storageGiB: StorageGiB,
        /** Up to which RDS adds storage by itself. */
        maxStorageGiB: StorageGiB,
        zones: z.enum(["single", "multi"]),
        pitrDays: PitrDays,
        ...RDS_WINDOWS,
        insightsDays: InsightsDays,
        lifecycle: Lifecycle,
        ...RESET,
      })
      .readonly()
      .refine(({ storageGiB, maxStorageGiB }) => maxStorageGiB * 10 >= storageGiB * 11, {
        when: whenValid({ storageGiB: StorageGiB, maxStorageGiB: StorageGiB }),
        path: ["maxStorageGiB"],
        error: "leave room to grow: RDS takes 110 % of storageGiB at least",
      })
      .refine((db) => !collide(db.backupWindow, db.maintenanceWindow), {
        when: whenValid(RDS_WINDOWS),
        path: ["maintenanceWindow"],
        error: "overlaps with backupWindow: RDS does one or the other",
      })
      .check(instancesFit),
    z
      .strictObject({
        kind: z.literal("inCluster"),
        image: Image,
        storageGiB: whole(1, 100),
        ...RESET,
      })
      .readonly(),
  ],
  { error: inWords("invalid_union", "use rds or inCluster") },
);
export type Database = z.infer<typeof Database>;

export const Cache = z.discriminatedUnion(
  "kind",
  [
    z
      .strictObject({
        kind: z.literal("elasticache"),
        version: z.string().regex(/^7\.\d$/, "name a Redis 7 version, for example 7.1"),
        nodeType: z.string().regex(/^cache\.[a-z0-9]+\.[a-z0-9]+$/, "for example cache.t4g.small"),
        /** Read replicas beside the primary (ElastiCache allows 0-5); above 0 fails over by itself. */
        replicas: whole(0, 5),
        /** What a full Redis does; under all but `noeviction` it throws away what queues hold. */
        maxmemoryPolicy: z.enum([
          "noeviction",
          "allkeys-lru",
          "allkeys-lfu",
          "allkeys-random",
          "volatile-lru",
          "volatile-lfu",
          "volatile-random",
          "volatile-ttl",
        ]),
        /** Nightly snapshots; ElastiCache keeps them for 0-35 days, and makes none for zero. */
        snapshotDays: whole(0, 35),
        ...CACHE_WINDOWS,
        lifecycle: Lifecycle,
      })
      .readonly()
      .refine((cache) => !collide(cache.snapshotWindow, cache.maintenanceWindow), {
        when: whenValid(CACHE_WINDOWS),
        path: ["maintenanceWindow"],
        error: "overlaps with snapshotWindow: ElastiCache does one or the other",
      }),
    z.strictObject({ kind: z.literal("inCluster"), image: Image }).readonly(),
  ],
  { error: inWords("invalid_union", "use elasticache or inCluster") },
);
export type Cache = z.infer<typeof Cache>;

/** What the loss of a database may cost: data of so many minutes, and so many minutes without it. */
export const Recovery = z
  .strictObject({ rpoMinutes: whole(1, 10_080), rtoMinutes: whole(1, 10_080) })
  .readonly();
export type Recovery = z.infer<typeof Recovery>;
