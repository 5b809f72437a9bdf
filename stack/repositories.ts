import * as github from "@pulumi/github";
import type * as pulumi from "@pulumi/pulumi";

import { codeOwners } from "../apps/code-owners";
import { requiredChecks } from "../apps/pipelines";
import { platformRepository, toolboxTags } from "../apps/platform";
import { type BranchFacts, longLived, type RepositoryFacts } from "../apps/repository";
import { WEBHOOK_SECRET } from "../apps/secret-keys";
import { gitTags, type TagModel } from "../apps/tags";
import { ManagedFiles } from "../components/github/managed-files";
import { Repository, type RepositoryArgs } from "../components/github/repository";
import { type BranchRules, Rules } from "../components/github/rules";
import type { Github, Role } from "../config/github";
import type { Account } from "./account";
import type { Plan } from "./plan";

/** What must exist before an environment of a repository names anybody. */
export type ReadyOf = (repository: string) => readonly pulumi.Resource[];

/** A repository and what the environment adds to it. */
interface Owned {
  readonly facts: RepositoryFacts;
  readonly tags: TagModel;
  readonly secrets: Readonly<Record<string, pulumi.Input<string>>>;
}

/** The teams of the organisation, by name. */
type Teams = Readonly<Record<string, pulumi.Output<string>>>;

/** `feat: …`, `fix(api)!: …`, and the messages that Git writes of merges. */
const CONVENTIONAL =
  "^(Merge |(build|chore|ci|docs|feat|fix|perf|refactor|revert|style|test)(\\([\\w./-]+\\))?!?: .+)";

/** Declares all repositories, in the one stack that owns them; nothing anywhere else. */
export function declareRepositories(plan: Plan, account: Account): ReadyOf {
  const { github: hub } = plan.settings;
  const { repositories: settings, access } = hub;
  if (settings === undefined) return () => [];
  const teams = Object.fromEntries(
    Object.keys(access.teams).map((slug) => [slug, github.getTeamOutput({ slug }).id]),
  );
  const ready = new Map(
    owned(plan).map((each) => [
      each.facts.name,
      declareRepository(each, settings, hub, teams, {
        ...account,
        webhooks: webhooksOf(plan, each.facts.name),
      }),
    ]),
  );
  return (repository) => ready.get(repository) ?? [];
}

function owned({ applications, secrets }: Plan): readonly Owned[] {
  return [
    { facts: platformRepository, tags: toolboxTags, secrets: {} },
    ...applications.map(({ name, spec }) => ({
      ...{ facts: spec.repository, tags: spec.tags },
      secrets: Object.fromEntries(
        Object.entries(spec.repository.secrets).flatMap(([secret, { key }]) => {
          const value = secrets[`${name}.${key}`];
          return value === undefined ? [] : [[secret, value] as const];
        }),
      ),
    })),
  ];
}

function declareRepository(
  { facts, tags, secrets }: Owned,
  { roles }: Github["repositories"] & object,
  { access, apps }: Github,
  teams: Teams,
  { guard, webhooks }: Account & { readonly webhooks: RepositoryArgs["webhooks"] },
): readonly pulumi.Resource[] {
  const { name, defaultBranch, labels } = facts;
  const declared = new Repository(`${name}-github`, {
    ...{ repository: name, defaultBranch, labels, secrets, webhooks, guard },
    branches: longLived(facts).filter((branch) => branch !== defaultBranch),
    access: { users: access.users, teams: permissions(access, teams) },
  });
  const { repository, organization, ready } = declared;
  new ManagedFiles(`${name}-files`, {
    ...{ repository, defaultBranch },
    files: {
      ".github/CODEOWNERS": organization.apply((login) => codeOwners(facts.owners, login, roles)),
    },
  });
  const teamOf = (role: Role) => (teams[roles[role]] ?? missing(role)).apply(Number);
  new Rules(`${name}-rules`, {
    ...{ repository, releaseAppId: apps.release, tags: gitTags(tags), frozen: facts.frozen },
    ...{ branchNames: facts.branchNames },
    commitMessages: facts.conventionalCommits ? CONVENTIONAL : undefined,
    branches: Object.fromEntries(
      Object.entries(facts.branches).map(([branch, rules]) => [
        branch,
        rulesOf(facts, branch, rules, teamOf),
      ]),
    ),
    after: ready,
  });
  return ready;
}

/** Who else is told what happens in one repository. */
function webhooksOf({ settings, secrets }: Plan, repository: string): RepositoryArgs["webhooks"] {
  const secret = secrets[WEBHOOK_SECRET];
  if (secret === undefined) return {};
  const own = settings.github.repositories?.webhooks.filter((one) => one.repository === repository);
  return Object.fromEntries((own ?? []).map(({ url, events }) => [url, { events, secret }]));
}

function permissions({ teams }: Github["access"], ids: Teams) {
  return Object.fromEntries(
    Object.entries(teams).map(([slug, permission]) => {
      const id = ids[slug] ?? missing(slug);
      return [slug, { id, permission }];
    }),
  );
}

function rulesOf(
  { pipelines, migrations }: RepositoryFacts,
  branch: string,
  { directPush, ...rules }: BranchFacts,
  teamOf: (role: Role) => pulumi.Output<number>,
): BranchRules {
  return {
    ...rules,
    checks: requiredChecks(pipelines, branch),
    pushers: directPush === undefined ? [] : [teamOf(directPush)],
    reviewed: migrations && { files: migrations.files, team: teamOf(migrations.role) },
  };
}

function missing(team: string): never {
  throw new Error(`github.access names no team ${team}`);
}
