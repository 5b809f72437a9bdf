import type { Fact, Facts, Parent } from "./fact";
import { BRANCH, forbidsDefault, forbidsFile, forbidsRuleset, RULESET } from "./github-files";
import { text } from "./paths";

/** The repository that a property names. */
export const REPOSITORY: Parent = {
  type: "github:index/repository:Repository",
  id: "{repository}",
  text: "404 Not Found []",
};

/** Something that every repository has, and that is only ever written over. */
const SETTING: Fact = {
  id: "{repository}",
  upsert: true,
  replaceOn: ["repository"],
  parents: [REPOSITORY],
};

/** What lies in a repository, or holds there, beside its environments. */
export const repositories: Facts = {
  [RULESET]: {
    id: "{number}",
    key: ["repository", "name"],
    exists: "422 Validation Failed [Name must be unique]",
    replaceOn: ["repository"],
    parents: [REPOSITORY],
    limits: [
      {
        path: "conditions",
        text: "must not be set for push rulesets",
        holds: (_conditions, inputs) => inputs["target"] !== "push",
      },
    ],
    forbids: forbidsRuleset,
    computed: ({ id, hash }) => ({ rulesetId: Number(id), nodeId: `RRS_${hash(10)}` }),
  },
  "github:index/repositoryFile:RepositoryFile": {
    id: "{repository}:{file}:{branch}",
    upsert: (inputs) => inputs["overwriteOnCreate"] === true,
    exists: "refusing to overwrite existing file: configure 'overwrite_on_create' to override",
    replaceOn: ["repository", "file", "branch"],
    parents: [REPOSITORY],
    forbids: forbidsFile,
    computed: ({ inputs, hash, now, old }) => ({
      ref: `refs/heads/${text(inputs, "branch")}`,
      commitSha: hash(40, now),
      sha: hash(40, text(inputs, "content") + text(old, "sha")),
    }),
  },
  "github:index/branch:Branch": {
    id: "{repository}:{branch}",
    exists: "422 Reference already exists []",
    replaceOn: ["repository", "branch", "sourceBranch", "sourceSha"],
    parents: [REPOSITORY],
    computed: ({ inputs, hash }) => ({
      ref: `refs/heads/${text(inputs, "branch")}`,
      sha: hash(40),
    }),
  },
  "github:index/branchDefault:BranchDefault": { ...SETTING, forbids: forbidsDefault },
  "github:index/actionsRepositoryPermissions:ActionsRepositoryPermissions": SETTING,
  "github:index/workflowRepositoryPermissions:WorkflowRepositoryPermissions": SETTING,
  "github:index/repositoryWebhook:RepositoryWebhook": {
    id: "{number}",
    key: ["repository", "configuration.url"],
    exists: "422 Validation Failed [Hook already exists on this repository]",
    replaceOn: ["repository"],
    secrets: ["configuration.secret"],
    parents: [REPOSITORY],
  },
  "github:index/issueLabel:IssueLabel": {
    id: "{repository}:{name}",
    upsert: true,
    replaceOn: ["repository"],
    parents: [REPOSITORY],
  },
  "github:index/repositoryCollaborator:RepositoryCollaborator": {
    id: "{repository}:{username}",
    upsert: true,
    replaceOn: ["repository", "username"],
    parents: [
      REPOSITORY,
      { type: "github:index/user:User", id: "{username}", text: "404 Not Found []" },
    ],
  },
  "github:index/repositoryPullRequest:RepositoryPullRequest": {
    id: "{baseRepository}:{number}",
    key: ["baseRepository", "baseRef", "headRef"],
    exists: "422 Validation Failed [A pull request already exists for {headRef}.]",
    replaceOn: ["baseRepository", "headRef", "owner"],
    parents: [
      { ...REPOSITORY, id: "{baseRepository}" },
      {
        type: BRANCH,
        id: "{baseRepository}:{headRef}",
        text: "422 Validation Failed [head invalid]",
      },
    ],
    computed: ({ id, createdAt, hash }) => ({
      number: Number(id.slice(id.lastIndexOf(":") + 1)),
      state: "open",
      openedAt: Date.parse(createdAt) / 1000,
      headSha: hash(40),
    }),
  },
};
