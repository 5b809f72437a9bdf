import { z } from "zod";

const Hash = z.string().regex(/^[0-9a-f]{64}$/);
const Intent = z.string().regex(/^sha256:[0-9a-f]{64}$/);
/** Points in time as the engine's history writes them. */
const Time = z.iso.datetime();

/** What happened to a stack, and who answers for it. What is not known is null, and `gaps` says why. */
export const Entry = z
  .strictObject({
    stack: z.string().min(1),
    /** `update`, `destroy`, `refresh`, …, as the engine names it. */
    kind: z.string().min(1),
    /** `began` where the next record tells the end; where none does, it was killed. */
    result: z.enum(["began", "succeeded", "failed", "refused"]),
    at: Time,
    /** Why it was refused; empty where it was not. */
    refusals: z.array(z.string()),
    actor: z.string().nullable(),
    approvers: z.array(z.string()).nullable(),
    commit: z.string().nullable(),
    /** Where the log of the run is. */
    run: z.string().nullable(),
    /** What was approved, and what the preview right before the update would do. */
    approved: Intent.nullable(),
    intended: Intent.nullable(),
    /** How many resources, by operation. */
    changes: z.record(z.string(), z.int()),
    /** The hash of the report that was shown. */
    report: Hash.nullable(),
    waivers: z.array(z.string()),
    /** Which entry of the stack's history this is; none where it was refused, or only begins. */
    update: z.strictObject({ startTime: Time, endTime: Time }).nullable(),
    gaps: z.record(z.string(), z.string().min(1)),
  })
  .check(({ value, issues }) => {
    for (const field of [
      "actor",
      "approvers",
      "commit",
      "run",
      "approved",
      "intended",
      "report",
    ] as const) {
      if ((value[field] === null) === (value.gaps[field] !== undefined)) continue;
      const message = "what is not known takes a reason in gaps, and only that";
      issues.push({ code: "custom", path: [field], input: value[field], message });
    }
    const refused = value.result === "refused";
    const told = refused ? value.refusals.length > 0 : value.refusals.length === 0;
    if (told && (refused || value.result === "began") === (value.update === null)) return;
    const message =
      "what was refused says why and is no update, what began is none yet; all else is one";
    issues.push({ code: "custom", path: ["result"], input: value.result, message });
  });
export type Entry = z.infer<typeof Entry>;

/** A line of the ledger. */
export const Line = z.strictObject({
  seq: z.int(),
  /** The hash of the line before; zeros for the first. */
  previous: Hash,
  entry: Entry,
  /** Of everything above, as canonical JSON (RFC 8785). */
  hash: Hash,
});
export type Line = z.infer<typeof Line>;
