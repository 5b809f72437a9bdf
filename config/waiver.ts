import { z } from "zod";

/** YAML takes a bare date for a point in time, so a date stands in quotes. */
export const IsoDate = z.iso.date('write a date in quotes, for example "2026-10-01"');

/** An exception somebody answers for. After `expires` (a UTC date, the last valid day) it counts as absent. */
export const Waiver = z
  .strictObject({
    /** Leave to keep data less safely (`weaken`) is not leave to `destroy` it; the reverse holds. */
    kind: z.enum(["destroy", "weaken", "policy", "hotfix", "rule"]),
    /** What is excepted: the logical name of a resource, a rule's id, or an artifact's id. */
    subject: z.string().min(1),
    reason: z.string().min(10, "say why, in at least ten characters"),
    ticket: z.string().min(1),
    expires: IsoDate,
  })
  .readonly();
export type Waiver = z.infer<typeof Waiver>;

/** Whether `subject` is excepted on the day `today` (`YYYY-MM-DD`). */
export function waived(...asked: Parameters<typeof waiverFor>): boolean {
  return waiverFor(...asked) !== undefined;
}

/** The waiver that excepts `subject` on the day `today` (`YYYY-MM-DD`). */
export function waiverFor(
  waivers: readonly Waiver[],
  kind: Waiver["kind"],
  subject: string,
  today: string,
): Waiver | undefined {
  return waivers.find((w) => w.kind === kind && w.subject === subject && today <= w.expires);
}
