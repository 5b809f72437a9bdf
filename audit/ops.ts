type States = readonly ("oldState" | "newState")[];

interface Row {
  /** The word for the worst that the operation does; words come worst first. */
  readonly verdict: "DESTROYS" | "REPLACES" | "changes" | "no changes";
  /** The states without which a step cannot be judged. */
  readonly needs: States;
}

const BOTH: States = ["oldState", "newState"];
const OLD: States = ["oldState"];
const NEW: States = ["newState"];

const ROWS = {
  delete: { verdict: "DESTROYS", needs: OLD },
  replace: { verdict: "REPLACES", needs: BOTH },
  "create-replacement": { verdict: "REPLACES", needs: BOTH },
  "delete-replaced": { verdict: "REPLACES", needs: OLD },
  "import-replacement": { verdict: "REPLACES", needs: NEW },
  "remove-pending-replace": { verdict: "REPLACES", needs: OLD },
  update: { verdict: "changes", needs: BOTH },
  diff: { verdict: "changes", needs: [] },
  import: { verdict: "changes", needs: NEW },
  create: { verdict: "changes", needs: NEW },
  discard: { verdict: "no changes", needs: OLD },
  "discard-replaced": { verdict: "no changes", needs: OLD },
  "read-replacement": { verdict: "no changes", needs: NEW },
  read: { verdict: "no changes", needs: NEW },
  refresh: { verdict: "no changes", needs: OLD },
  "extend-parameterize": { verdict: "no changes", needs: [] },
  same: { verdict: "no changes", needs: BOTH },
} as const satisfies Record<string, Row>;

/** An operation of the engine. */
export type Op = keyof typeof ROWS;

/** Every operation, worst first, with what a report has to know of it. */
export const OPS: Readonly<Record<Op, Row>> = ROWS;

/** Every operation, worst first. */
export const OP_NAMES = Object.keys(ROWS) as Op[];
