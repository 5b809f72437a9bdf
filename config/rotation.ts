import { z } from "zod";

import type { Problem } from "./problem";
import { IsoDate } from "./waiver";

/** Credentials change by date: the later date is live, a rotation moves the earlier one forward. */
export const Rotation = z
  .strictObject({ a: IsoDate, b: IsoDate })
  .readonly()
  .refine(({ a, b }) => a !== b, "the two dates must differ: the later one is live");
export type Rotation = z.infer<typeof Rotation>;

/** Which of two credentials applications log in with: the one with the later date. */
export function liveSlot({ a, b }: Rotation): "a" | "b" {
  return a > b ? "a" : "b";
}

/** Days that live credentials may serve: from the first on we warn, from the second on a check fails. */
export const SERVICE_DAYS = { warn: 80, fail: 90 } as const;

/** Days for which the live credentials have served on the day `today` (`YYYY-MM-DD`, UTC). */
export function daysServed(rotation: Rotation, today: string): number {
  return (Date.parse(today) - Date.parse(rotation[liveSlot(rotation)])) / 86_400_000;
}

/** What is wrong with the dates of one application, given those that serve now, if any do. */
export function rotationProblems(
  path: string,
  serving: Rotation | undefined,
  wanted: Rotation,
  today: string,
): Problem[] {
  const future = (["a", "b"] as const)
    .filter((slot) => wanted[slot] > today)
    .map((slot) => ({
      path: `${path}.${slot}`,
      message:
        "credentials change on the day of the update: " +
        `use today (${today}, UTC) or earlier; got ${wanted[slot]}`,
    }));
  if (serving === undefined) return future;
  const slot = liveSlot(serving);
  const since = serving[slot];
  if (wanted[slot] === since) return future;
  const message =
    `applications log in with it since ${since}, so it may not change now: ` +
    `a rotation moves the other date alone; got ${wanted[slot]}`;
  return [...future, { path: `${path}.${slot}`, message }];
}
