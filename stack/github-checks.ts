import { environmentsOf } from "../apps/pipelines";
import { platformRepository } from "../apps/platform";
import type { AppSpec, GithubFacts, Where } from "../apps/spec";
import type { Reviewers } from "../config/application";
import type { Github } from "../config/github";
import type { Problem } from "../config/problem";
import type { Settings } from "../config/schema";
import type { PlannedApplication } from "./plan";

/** Permissions with which GitHub accepts somebody as an owner of code. */
const MAY_PUSH: readonly string[] = ["push", "maintain", "admin"];

/** Whatever GitHub would drop, or make by itself, without a word. */
export function githubProblems(
  { github }: Settings,
  applications: readonly PlannedApplication[],
): Problem[] {
  return [
    ...reviewerProblems("github.reviewers", github.reviewers, github),
    ...roleProblems(github),
    ...webhookProblems(github, applications),
    ...applications.flatMap((app) => [
      ...reviewerProblems(
        `applications.${app.name}.reviewers`,
        app.where.settings.reviewers,
        github,
      ),
      ...factProblems(app),
    ]),
  ];
}

function reviewerProblems(path: string, reviewers: Reviewers, { access }: Github): Problem[] {
  return (["teams", "users"] as const).flatMap((kind) =>
    reviewers[kind]
      .filter((name) => !Object.hasOwn(access[kind], name))
      .map((name) => ({
        path: `${path}.${kind}`,
        message: `GitHub drops reviewers who cannot enter the repository: name one of github.access.${kind} (${known(access[kind])}); got ${name}`,
      })),
  );
}

function roleProblems({ access, repositories }: Github): Problem[] {
  return Object.entries(repositories?.roles ?? {})
    .filter(([, team]) => !MAY_PUSH.includes(access.teams[team] ?? "none"))
    .map(([role, team]) => ({
      path: `github.repositories.roles.${role}`,
      message: `GitHub takes only teams that may push for owners of code (github.access.teams); got ${team}`,
    }));
}

/** Each hook belongs to a repository that is declared, and to an address of its own there. */
function webhookProblems(
  { repositories }: Github,
  applications: readonly PlannedApplication[],
): Problem[] {
  const names = [platformRepository.name, ...applications.map(({ spec }) => spec.repository.name)];
  const hooks = repositories?.webhooks ?? [];
  return hooks.flatMap(({ repository, url }, index) => {
    const path = `github.repositories.webhooks.${index}`;
    const { host } = new URL(url);
    const same = hooks.findIndex(
      (one) => one.repository === repository && new URL(one.url).host === host,
    );
    return [
      ...(names.includes(repository)
        ? []
        : [
            {
              path: `${path}.repository`,
              message: `name one of the repositories ${names.sort().join(", ")}; got ${repository}`,
            },
          ]),
      ...(same === index
        ? []
        : [{ path: `${path}.url`, message: `one webhook per host and repository; got ${host}` }]),
    ];
  });
}

/** What the specs say of environments, the pipelines that enter them, and what fills them. */
function factProblems({ name, spec, where, variables }: PlannedApplication): Problem[] {
  const path = `applications.${name}`;
  const entered = environmentsOf(spec.repository.pipelines);
  const declared = Object.values(spec.environments).flatMap(({ github }) =>
    github.map(({ environment }) => environment),
  );
  const messages = [
    ...where.facts.github.flatMap((facts) => [
      ...(entered.has(facts.environment)
        ? []
        : [`apps/ gives ${name} an environment that no pipeline enters; got ${facts.environment}`]),
      ...(facts.branches.length + facts.tags.length > 0
        ? []
        : [`apps/ lets no branch or tag deploy to an environment; got ${facts.environment}`]),
      ...sourceless(spec, where, facts, variables).map(
        (missing) =>
          `apps/ says of ${facts.environment} no source that it has here; got ${missing}`,
      ),
    ]),
    ...[...entered]
      .filter((environment) => !declared.includes(environment))
      .map(
        (environment) =>
          `a pipeline of ${name} enters an environment that apps/ does not describe, and GitHub makes it without protection; got ${environment}`,
      ),
  ];
  return messages.map((message) => ({ path, message }));
}

/** Names of secrets and variables that would be empty. */
function sourceless(
  spec: AppSpec,
  where: Where,
  facts: GithubFacts,
  variables: Readonly<Record<string, string>>,
): readonly string[] {
  const own = spec.secrets(where);
  const sends = ["ses", "sesSandbox"].includes(spec.email?.[where.environment] ?? "none");
  const secrets = Object.entries(facts.secrets)
    .filter(
      ([secret, { from }]) =>
        (from === "generated" && own[secret]?.from !== "generated") || (from === "email" && !sends),
    )
    .map(([secret]) => secret);
  return [...secrets, ...facts.variables.filter((each) => !Object.hasOwn(variables, each))];
}

function known(access: Readonly<Record<string, string>>): string {
  return Object.keys(access).sort().join(", ") || "none";
}
