import { specs } from "../../../apps";
import type { AppSpec, GithubFacts } from "../../../apps/spec";
import {
  at,
  bad,
  type BadSetting,
  expected,
  NAME,
  oneOf,
  type Problem,
  unknownKey,
  withValues,
} from "./row";

const USER = "name a GitHub user, without the @";
const SIX = "GitHub takes at most six reviewers";
const PERMISSION = oneOf("pull", "triage", "push", "maintain", "admin");
const OWNED = "the stack that owns the repositories says who does what in them, no other";
const FREE =
  "GitHub Free knows no environments and no rulesets in private repositories: use enterprise";
const TEAM =
  "GitHub Team drops reviewers, wait timers and what binds admins in private repositories: use enterprise";
const STRANGER = (kind: string, known: string, got: string) =>
  `GitHub drops reviewers who cannot enter the repository: name one of github.access.${kind} (${known}); got ${got}`;
const TEAMS = "architects, db-reviewers, developers, ml, platform-ops, quality, release-approvers";
const PUSHES = (got: string) =>
  `GitHub takes only teams that may push for owners of code (github.access.teams); got ${got}`;

const LIFE_OS = specs["life-os"];

/** Life-OS with other environments in production. */
function environments(
  title: string,
  change: (facts: readonly GithubFacts[]) => readonly GithubFacts[],
  ...problems: readonly string[]
): BadSetting {
  if (LIFE_OS === undefined) throw new Error("no life-os");
  const { prod, ...others } = LIFE_OS.environments;
  const changed: AppSpec = {
    ...LIFE_OS,
    environments: { ...others, prod: { ...prod, github: change(prod.github) } },
  };
  return bad(
    "prod",
    title,
    { specs: { ...specs, "life-os": changed } },
    ...problems.map((text): Problem => [text, "applications.life-os"]),
  );
}

/** The first environment with another one of its facts. */
function first(change: Partial<GithubFacts>) {
  return ([head, ...others]: readonly GithubFacts[]) =>
    head === undefined ? [] : [{ ...head, ...change }, ...others];
}

/** Bad values of what GitHub is to an environment, and what the specs say of it. */
export const GITHUB: readonly BadSetting[] = [
  ...at("prod", "github.owner", ["the provider's own owner", "org", unknownKey("owner"), "github"]),
  ...at("prod", "github.reviewers.apps", [
    "platform reviewers of another kind",
    [],
    unknownKey("apps"),
    "github.reviewers",
  ]),
  ...at("prod", "github.reviewers", ["one reviewer as text", "ada", expected("object", "string")]),
  ...at("prod", "github.reviewers.teams", [
    "a platform team by its title",
    ["Ops Team"],
    NAME,
    "github.reviewers.teams.0",
  ]),
  ...at("prod", "github.reviewers.users", [
    "a platform reviewer with an @",
    ["@ada"],
    USER,
    "github.reviewers.users.0",
  ]),
  ...at("prod", "github.reviewers.users", [
    "LIM-2 seven reviewers of the platform",
    ["a1", "a2", "a3", "a4", "a5", "a6"],
    SIX,
    "github.reviewers",
  ]),
  ...at(
    "prod",
    "github.plan",
    ["a plan of another name", "pro", oneOf("free", "team", "enterprise")],
    ["LIM-3 a plan without environments", "free", FREE],
    ["LIM-3 a plan that drops reviewers", "team", TEAM],
  ),
  ...at("prod", "github.access", ["access in a word", "all", expected("object", "string")]),
  ...at("prod", "github.access.apps", [
    "access of an App",
    {},
    unknownKey("apps"),
    "github.access",
  ]),
  ...at("prod", "github.access.teams", [
    "a list of teams",
    ["platform-ops"],
    expected("record", "array"),
  ]),
  ...at("staging", "github.reviewers.teams", [
    "a reviewer without access to the repositories",
    ["auditors"],
    STRANGER("teams", TEAMS, "auditors"),
  ]),
  ...at("prod", "github.access.teams.Ops", ["access of a team by its title", "push", NAME]),
  ...at("prod", "github.access.teams.ml", ["access in another word", "write", PERMISSION]),
  ...at("prod", "github.access.users", ["one user as text", "ada", expected("record", "string")]),
  ...at("prod", "github.access.users.ada", [
    "a user's access in another word",
    "write",
    PERMISSION,
  ]),
  ...at("prod", "github.access.users.@ada", ["access of a user with an @", "push", USER]),
  ...at("prod", "applications.appos.reviewers.teams", [
    "a team that nobody knows",
    ["approvers"],
    STRANGER("teams", TEAMS, "approvers"),
  ]),
  ...at("prod", "applications.appos.reviewers.users", [
    "a user without access as a reviewer",
    ["ada"],
    STRANGER("users", "none", "ada"),
  ]),
  ...at("prod", "ownsRepositories", [
    "a word for yes or no to repositories",
    "yes",
    expected("boolean", "string"),
  ]),
  ...at("prod", "github.repositories", [
    "repositories that nobody says anything of",
    undefined,
    OWNED,
  ]),
  bad(
    "staging",
    "a second owner of the repositories",
    { settings: withValues("staging", { ownsRepositories: true }) },
    [OWNED, "github.repositories"],
  ),
  ...at("prod", "github.repositories.topics", [
    "a key of repositories that nobody reads",
    [],
    unknownKey("topics"),
    "github.repositories",
  ]),
  ...at("prod", "github.repositories.releaseAppId", [
    "an App of the repositories alone",
    401234,
    unknownKey("releaseAppId"),
    "github.repositories",
  ]),
  ...at("prod", "github.repositories.roles.owner", [
    "a role that nobody has",
    "platform-ops",
    unknownKey("owner"),
    "github.repositories.roles",
  ]),
  ...at("prod", "github.repositories.roles", ["roles in a list", [], expected("object", "array")]),
  ...["architect", "db", "developers", "devops", "ml", "qa"]
    .map((role) =>
      at("prod", `github.repositories.roles.${role}`, [
        `an unknown team as ${role}`,
        "nobody",
        PUSHES("nobody"),
      ]),
    )
    .flat(),
  environments(
    "an environment that no pipeline enters",
    (all) => [...all, ...first({ environment: "production-approval" })(all).slice(0, 1)],
    "apps/ gives life-os an environment that no pipeline enters; got production-approval",
  ),
  environments(
    "an environment that only a pipeline knows",
    (all) => all.filter(({ environment }) => environment !== "production-migrations"),
    "a pipeline of life-os enters an environment that apps/ does not describe, and GitHub makes it without protection; got production-migrations",
  ),
  environments(
    "an environment that nothing deploys to",
    first({ branches: [] }),
    "apps/ lets no branch or tag deploy to an environment; got production",
  ),
  environments(
    "a secret without a source",
    first({
      secrets: {
        SESSION_SECRET: { from: "generated" },
        SMTP_USER: { from: "email", part: "user" },
      },
    }),
    "apps/ says of production no source that it has here; got SESSION_SECRET",
    "apps/ says of production no source that it has here; got SMTP_USER",
  ),
  environments(
    "a variable without a source",
    first({ variables: ["REGION"] }),
    "apps/ says of production no source that it has here; got REGION",
  ),
];
