import type { RepositoryFacts } from "./repository";
import type { GithubFacts } from "./spec";
import { sourcesOf, type TagModel } from "./tags";

/** The environment in which images are built: from every ref whose images are kept, reviewed by nobody. */
export function building(
  tags: TagModel,
  { defaultBranch }: RepositoryFacts,
  role?: "push",
): GithubFacts {
  return {
    ...sourcesOf(tags, defaultBranch),
    ...{ environment: "ci", reviewed: false, secrets: {}, variables: [] },
    ...(role && { role }),
  };
}
