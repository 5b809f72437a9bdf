import type { Role } from "../config/github";
import type { Pipeline } from "./pipelines";
import type { ConfiguredSecret } from "./spec";

/** What one GitHub repository is, and what holds in it. */
export interface RepositoryFacts {
  readonly name: string;
  readonly defaultBranch: string;
  /** Rules of the branches that stay, by name or pattern; `*` does not cross a slash. */
  readonly branches: Readonly<Record<string, BranchFacts>>;
  readonly pipelines: readonly Pipeline[];
  /** Who reviews what; of the patterns that match a file, the last decides. */
  readonly owners: readonly (readonly [pattern: string, role: Role])[];
  /** Files with migrations, which their owners approve whatever else was approved. */
  readonly migrations?: { readonly files: string; readonly role: Role };
  /** What a label says, by its name. */
  readonly labels: Readonly<Record<string, string>>;
  /** Form of the names of branches that do not stay, as a regular expression. */
  readonly branchNames?: string;
  /** Whether commits on the branches that stay follow Conventional Commits. */
  readonly conventionalCommits: boolean;
  /** Files that nobody changes any more. */
  readonly frozen?: string;
  /** Secrets that every job may read, because they open nothing of an environment. */
  readonly secrets: Readonly<Record<string, ConfiguredSecret>>;
}

export interface BranchFacts {
  /** Approvals of a pull request, 0-10. */
  readonly approvals: number;
  readonly merges: readonly MergeMethod[];
  readonly linear: boolean;
  readonly resolveConversations: boolean;
  readonly codeOwners: boolean;
  /** Who may push without a pull request; absent: nobody, administrators included. */
  readonly directPush?: Role;
}

export type MergeMethod = "merge" | "squash" | "rebase";

/** Branches that exist by name; patterns only say what holds once there is one. */
export function longLived({ branches }: RepositoryFacts): readonly string[] {
  return Object.keys(branches).filter((branch) => !branch.includes("*"));
}
