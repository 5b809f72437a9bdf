/** One question to a process that does not serve yet, asked without an account. */
export interface SmokeCheck {
  readonly method: "GET" | "POST";
  readonly path: `/${string}`;
  /** Status codes, of which any will do. */
  readonly expect: readonly number[];
  /** Whole words, of which the answer has at least one. */
  readonly bodyContains?: readonly string[];
  /** Whether a wrong answer ends the release; it is only printed otherwise. */
  readonly fatal: boolean;
}

/** Nothing serves without an answer to at least one. */
export type SmokeChecks = readonly [SmokeCheck, ...SmokeCheck[]];
