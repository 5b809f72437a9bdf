/** One thing that a stack declares about GitHub, or that GitHub says; both sides spell it alike. */
export interface Fact {
  readonly repository: string;
  /** What it is about: `environment production`, `ruleset main`. */
  readonly subject: string;
  readonly kind: Kind;
  /** Tells it from others of its kind. */
  readonly name?: string;
  readonly value: string;
  /** Why the state does not say enough to compare it. */
  readonly unsaid?: Unseen;
}

/** `itself` says that the subject exists at all. */
export type Kind =
  | "itself"
  | "reviewers"
  | "prevent self review"
  | "wait timer"
  | "admins may bypass"
  | "refs that may deploy"
  | "policy"
  | "secret"
  | "repository secret"
  | "variable"
  | "enforcement"
  | "target"
  | "refs"
  | "bypass actors"
  | "rule"
  | "parameter"
  | "permission of team"
  | "setting";

/** Why something cannot be seen. */
export interface Unseen {
  /** What is missing, mostly from the token. */
  readonly lacks: string;
  /** How to get it. */
  readonly remedy: string;
}

/** What GitHub does not show; without a subject or kinds it covers all of them. */
export interface Blind extends Unseen {
  readonly repository: string;
  readonly subject?: string;
  readonly kinds?: readonly Kind[];
}

/** What GitHub says about the repositories of a stack. */
export interface Found {
  readonly facts: readonly Fact[];
  readonly blind: readonly Blind[];
}

/** One text for equal values: the order of a list says nothing, and what is switched off is none. */
export function show(value: unknown): string {
  if (value === true) return "on";
  // Else one text with a comma could pass for two.
  if (typeof value === "string" && value !== "")
    return /[,;"]/.test(value) ? JSON.stringify(value) : value;
  if (typeof value === "number" && value !== 0) return String(value);
  if (Array.isArray(value)) return value.map(show).sort().join(", ") || NONE;
  const entries = typeof value === "object" && value !== null ? Object.entries(value) : [];
  return (
    entries
      .map(([key, inner]) => [key, show(inner)] as const)
      .filter(([, inner]) => inner !== NONE)
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([key, inner]) => `${key} ${inner}`)
      .join("; ") || NONE
  );
}

/** What GitHub leaves out and what is declared off are the same. */
export const NONE = "none";

/** `allowMergeCommit` as GitHub spells it. */
export function snake(camel: string): string {
  return camel.replace(/[A-Z]/g, (capital) => `_${capital.toLowerCase()}`);
}
