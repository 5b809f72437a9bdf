import { list } from "../cloud/objects";
import { isProps } from "../provider/values";
import type { Fact, Facts, Limit, Made, Parent } from "./fact";
import { between, like, text, texts } from "./paths";
import { keptOf, unreadOf } from "./github-environments";
import { REPOSITORY, repositories } from "./github-repositories";

const ENVIRONMENT: Parent = {
  type: "github:index/repositoryEnvironment:RepositoryEnvironment",
  id: "{repository}:{environment}",
  text: "404 Not Found []",
};
const NAMED = (path: string): Limit => ({
  path,
  text: "takes letters, digits and _, does not begin with a digit or GITHUB_",
  holds: like(/^(?!GITHUB_)[A-Za-z_]\w*$/i),
});
const stamped = (made: Made) => ({
  createdAt: made.createdAt,
  updatedAt: made.now,
  remoteUpdatedAt: made.now,
  ...repositoryId(made),
});
const repositoryId = ({ inputs, scope }: Made) => ({
  repositoryId: scope.world.github.repositories[text(inputs, "repository")]?.id ?? 0,
});
const refusedWith = (path: string, words: string, holds: Limit["holds"]): Limit => ({
  path,
  api: true,
  text: `422 Validation Failed [${words}]`,
  holds,
});

const SECRET: Fact = {
  id: "{repository}:{secretName}",
  upsert: true,
  replaceOn: ["repository", "secretName"],
  parents: [REPOSITORY],
  limits: [NAMED("secretName")],
  computed: stamped,
};
const VARIABLE: Fact = {
  id: "{repository}:{variableName}",
  exists: "409 Already exists - Variable already exists []",
  replaceOn: ["repository", "variableName"],
  parents: [REPOSITORY],
  limits: [NAMED("variableName")],
  computed: stamped,
};

const TEAM = "github:index/team:Team";
const NOT_UNIQUE = "422 Validation Failed [Name must be unique for this org]";

/** What the GitHub SDK's declarations do not say, by type token. */
export const github: Facts = {
  "github:index/repository:Repository": {
    exists: "422 Repository creation failed. [name already exists on this account]",
    replaceOn: [
      "autoInit",
      "fork",
      "gitignoreTemplate",
      "licenseTemplate",
      "sourceOwner",
      "sourceRepo",
      "template",
    ],
    owns: { repository: "{name}" },
    computed: ({ scope, name, id, hash, old }) => ({
      // What existed before anybody declared it keeps its number and its default branch.
      repoId: old["repoId"] ?? Number.parseInt(hash(7), 16),
      nodeId: `R_${hash(10)}`,
      fullName: `${scope.owner}/${id}`,
      htmlUrl: `https://github.com/${scope.owner}/${name}`,
      httpCloneUrl: `https://github.com/${scope.owner}/${name}.git`,
      gitCloneUrl: `git://github.com/${scope.owner}/${name}.git`,
      sshCloneUrl: `git@github.com:${scope.owner}/${name}.git`,
      svnUrl: `https://github.com/${scope.owner}/${name}`,
      defaultBranch: old["defaultBranch"] ?? "main",
    }),
  },
  "github:index/repositoryEnvironment:RepositoryEnvironment": {
    id: "{repository}:{environment}",
    upsert: true,
    replaceOn: ["repository", "environment"],
    owns: { repository: "{repository}", environment: "{environment}" },
    keeps: keptOf,
    unread: unreadOf,
    parents: [
      REPOSITORY,
      {
        type: TEAM,
        id: "{reviewers.teams}",
        text: "422 Validation Failed [team {} not found]",
      },
      {
        type: "github:index/user:User",
        id: "{reviewers.users}",
        text: "422 Validation Failed [user {} not found]",
      },
    ],
    limits: [
      {
        path: "waitTimer",
        text: "must be between 0 and 43200 minutes",
        holds: (value) => between(value, 0, 43_200),
      },
      refusedWith(
        "reviewers",
        "a maximum of 6 reviewers can be added",
        (value) => texts(value, "teams").length + texts(value, "users").length <= 6,
      ),
      refusedWith(
        "deploymentBranchPolicy",
        "protected_branches and custom_branch_policies cannot have the same value",
        (value) => isProps(value) && value["protectedBranches"] !== value["customBranchPolicies"],
      ),
    ],
  },
  "github:index/repositoryEnvironmentDeploymentPolicy:RepositoryEnvironmentDeploymentPolicy": {
    id: "{repository}:{environment}:{number}",
    key: [],
    replaceOn: ["repository", "environment"],
    parents: [ENVIRONMENT],
    computed: (made) => ({
      policyId: Number(made.id.slice(made.id.lastIndexOf(":") + 1)),
      ...repositoryId(made),
    }),
  },
  "github:index/actionsEnvironmentSecret:ActionsEnvironmentSecret": {
    ...SECRET,
    id: "{repository}:{environment}:{secretName}",
    replaceOn: ["repository", "environment", "secretName"],
    parents: [ENVIRONMENT],
  },
  "github:index/actionsSecret:ActionsSecret": SECRET,
  "github:index/actionsEnvironmentVariable:ActionsEnvironmentVariable": {
    ...VARIABLE,
    id: "{repository}:{environment}:{variableName}",
    replaceOn: ["repository", "environment", "variableName"],
    parents: [ENVIRONMENT],
  },
  "github:index/actionsVariable:ActionsVariable": VARIABLE,
  [TEAM]: {
    id: "{number}",
    key: ["name"],
    exists: NOT_UNIQUE,
    forbids: (inputs, place, creating) =>
      creating && list(place, TEAM).some(({ object }) => object.name === inputs["name"])
        ? NOT_UNIQUE
        : undefined,
    parents: [{ type: TEAM, id: "{parentTeamId}", text: "404 Not Found []" }],
    computed: ({ inputs, hash }) => ({
      slug: text(inputs, "name")
        .toLowerCase()
        .replaceAll(/[^a-z0-9]+/g, "-"),
      nodeId: `T_${hash(10)}`,
      membersCount: 0,
    }),
  },
  "github:index/teamRepository:TeamRepository": {
    id: "{teamId}:{repository}",
    upsert: true,
    replaceOn: ["teamId", "repository"],
    parents: [REPOSITORY, { type: TEAM, id: "{teamId}", text: "404 Not Found []" }],
  },
  ...repositories,
};
