/** Whether a property was better before than after, in the eyes of whoever keeps something safe. */
export type Comparison = (before: unknown, after: unknown) => boolean;

/** One property that keeps something safe, and when a change of it keeps it less safe. */
export interface Row {
  /** Dotted path; `*` stands for every item of a list. */
  readonly property: string;
  readonly weaker: Comparison;
  /** What the resource would do, after "it would". */
  readonly words: string;
}

export const row = (property: string, weaker: Comparison, words: string): Row => ({
  ...{ property, weaker, words },
});

export const leaves =
  (value: unknown): Comparison =>
  (before, after) =>
    before === value && after !== value;
export const reaches =
  (value: unknown): Comparison =>
  (before, after) =>
    before !== value && after === value;
export const off = leaves(true);
export const on = reaches(true);
/** Absent means none. */
export const less: Comparison = (before, after) => Number(after ?? 0) < Number(before ?? 0);
export const more: Comparison = (before, after) => Number(after ?? 0) > Number(before ?? 0);
/** Absent means never. */
export const sooner: Comparison = (before, after) =>
  Number(after ?? Infinity) < Number(before ?? Infinity);
export const gone: Comparison = (before, after) => before !== undefined && after === undefined;
