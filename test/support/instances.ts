/** Instances of a database as a stack file names them: the first, frozen as well, and one restored from it. */
export const HOUR_AGO = "2026-11-20T11:00:00Z";
export const original = { version: "16", from: "nothing", mode: "readWrite" } as const;
export const frozen = { ...original, mode: "readOnly" } as const;
export const r1 = {
  version: "16",
  from: { instance: "original", pointInTime: HOUR_AGO },
  mode: "readWrite",
} as const;
