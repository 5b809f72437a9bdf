import * as github from "@pulumi/github";
import type * as pulumi from "@pulumi/pulumi";

import type { Reviewers } from "../config/application";

/** GitHub knows reviewers by number; an unknown team or user fails the preview by name. */
export function reviewerIds({ teams, users }: Reviewers): {
  readonly teams: readonly pulumi.Output<number>[];
  readonly users: readonly pulumi.Output<number>[];
} {
  return {
    teams: teams.map((slug) => github.getTeamOutput({ slug }).id.apply(Number)),
    users: users.map((username) => github.getUserOutput({ username }).id.apply(Number)),
  };
}
