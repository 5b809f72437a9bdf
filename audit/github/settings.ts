import { z } from "zod";

import { show, snake, type Blind, type Fact } from "./facts";

const Properties = z.record(z.string(), z.unknown());
const DeclaredRepository = Properties.and(z.object({ name: z.string() }));
const DeclaredAccess = z.object({
  repository: z.string(),
  teamId: z.union([z.string(), z.number()]).transform(String),
  permission: z.string().default("pull"),
});

const ReportedTeam = z.object({ id: z.number(), slug: z.string(), permission: z.string() });

/** The subject of a repository's own settings. */
export const SUBJECT = "settings";

/** Settings that decide who may change what, and how. */
const SETTINGS = [
  ...["allowAutoMerge", "allowForking", "allowMergeCommit", "allowRebaseMerge"],
  ...["allowSquashMerge", "allowUpdateBranch", "archived", "deleteBranchOnMerge"],
  ...["hasDiscussions", "hasIssues", "hasProjects", "hasWiki", "isTemplate", "topics"],
  ...["mergeCommitMessage", "mergeCommitTitle", "squashMergeCommitMessage"],
  ...["squashMergeCommitTitle", "visibility", "webCommitSignoffRequired"],
];

/** What a repository in the state declares; only what it says is compared. */
export function declaredRepository(inputs: unknown): readonly Fact[] {
  const { name, ...declared } = DeclaredRepository.parse(inputs);
  return SETTINGS.filter((key) => key in declared).map((key) =>
    setting(name, snake(key), declared[key]),
  );
}

/** The settings that GitHub reports. */
export function reportedRepository(repository: string, body: unknown): readonly Fact[] {
  const reported = Properties.parse(body);
  return SETTINGS.map(snake)
    .filter((key) => key in reported)
    .map((key) => setting(repository, key, reported[key]));
}

/** GitHub leaves merge settings out where the token may not change them. */
export function hiddenSettings(repository: string): Blind {
  return {
    repository,
    subject: SUBJECT,
    kinds: ["setting"],
    lacks: "the token may not change the repository, so GitHub hides some of its settings",
    remedy: 'a token with the repository permission "Administration: write"',
  };
}

/** What a team's access in the state declares. */
export function declaredAccess(inputs: unknown): readonly Fact[] {
  const { repository, teamId, permission } = DeclaredAccess.parse(inputs);
  return [access(repository, teamId, permission)];
}

/** A team that GitHub reports, under its number and its name: a program may use either. */
export function reportedAccess(repository: string, body: unknown): readonly Fact[] {
  const { id, slug, permission } = ReportedTeam.parse(body);
  return [String(id), slug].map((team) => access(repository, team, permission));
}

const TEAMS_SUBJECT = "teams";

function setting(repository: string, name: string, value: unknown): Fact {
  return { repository, subject: SUBJECT, kind: "setting", name, value: show(value) };
}

function access(repository: string, team: string, value: string): Fact {
  return { repository, subject: TEAMS_SUBJECT, kind: "permission of team", name: team, value };
}
