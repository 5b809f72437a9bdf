import type { CloudObject } from "../cloud/objects";
import { text } from "../facts/paths";
import type { Props } from "../provider/values";
import { live, numberOf, TYPE, type Cloud } from "./cloud";
import type { Exchange, Json, Route } from "./exchange";
import { account } from "./people";
import { camel, snake } from "./spelling";

/** Repositories and their settings. */
export const repositories: readonly Route[] = [
  {
    method: "GET",
    path: "/repos/{owner}/{repo}",
    handle: (exchange) => ({ status: 200, body: shown(exchange) }),
  },
  {
    method: "PATCH",
    path: "/repos/{owner}/{repo}",
    handle: (exchange) => {
      const { cloud, path, body } = exchange;
      const object = cloud.get(TYPE.repository, path["repo"] ?? "");
      cloud.put(TYPE.repository, object.id, { ...object.inputs, ...camel(body) });
      return { status: 200, body: shown(exchange) };
    },
  },
];

/** What GitHub decides where nobody says otherwise; the second part only administrators see. */
const OPEN = { hasIssues: true, hasProjects: true, hasWiki: true, hasDiscussions: false };
const HIDDEN = {
  allowAutoMerge: false,
  allowMergeCommit: true,
  allowRebaseMerge: true,
  allowSquashMerge: true,
  allowUpdateBranch: false,
  deleteBranchOnMerge: false,
  mergeCommitMessage: "PR_TITLE",
  mergeCommitTitle: "MERGE_MESSAGE",
  squashMergeCommitMessage: "COMMIT_MESSAGES",
  squashMergeCommitTitle: "COMMIT_OR_PR_TITLE",
};
const BOTH = {
  allowForking: false,
  archived: false,
  isTemplate: false,
  topics: [],
  webCommitSignoffRequired: false,
};

function shown({ cloud, path, strong }: Exchange): Json {
  const object = cloud.get(TYPE.repository, path["repo"] ?? "");
  const properties = live(object);
  const settings = { ...OPEN, ...BOTH, ...(strong && HIDDEN) };
  const chosen = Object.fromEntries(
    Object.entries(settings).map(([key, standard]) => [key, properties[key] ?? standard]),
  );
  return { ...frame(cloud, object, properties), ...snake(chosen) };
}

/** Everything of a repository that no setting decides. */
function frame(cloud: Cloud, object: CloudObject, properties: Props) {
  const { name } = object;
  const fullName = `${cloud.owner}/${name}`;
  const html = `https://github.com/${fullName}`;
  const visibility = text(properties, "visibility") || "public";
  return {
    id: Number(properties["repoId"] ?? numberOf(object)),
    node_id: `R_${numberOf(object)}`,
    name,
    full_name: fullName,
    owner: account(cloud, cloud.owner, cloud.world.github.organization.id, "Organization"),
    description: text(properties, "description") || null,
    homepage: text(properties, "homepageUrl") || null,
    private: visibility !== "public",
    visibility,
    default_branch: text(properties, "defaultBranch") || "main",
    html_url: html,
    clone_url: `${html}.git`,
    svn_url: html,
    git_url: `git://github.com/${fullName}.git`,
    ssh_url: `git@github.com:${fullName}.git`,
    ...urls(`${cloud.url}/repos/${fullName}`),
    ...NOTHING_YET,
    created_at: object.createdAt,
    updated_at: object.createdAt,
    pushed_at: object.createdAt,
  };
}

const NOTHING_YET = {
  fork: false,
  has_pages: false,
  disabled: false,
  language: null,
  license: null,
  mirror_url: null,
  ...{ forks: 0, forks_count: 0, open_issues: 0, open_issues_count: 0, network_count: 0 },
  ...{ size: 0, stargazers_count: 0, subscribers_count: 0, watchers: 0, watchers_count: 0 },
};

/** Where GitHub says that more can be asked about a repository: path by name of the link. */
const LINKS: Readonly<Record<string, string>> = {
  archive: "{archive_format}{/ref}",
  assignees: "assignees{/user}",
  blobs: "git/blobs{/sha}",
  branches: "branches{/branch}",
  collaborators: "collaborators{/collaborator}",
  comments: "comments{/number}",
  commits: "commits{/sha}",
  compare: "compare/{base}...{head}",
  contents: "contents/{+path}",
  git_commits: "git/commits{/sha}",
  git_refs: "git/refs{/sha}",
  git_tags: "git/tags{/sha}",
  issue_comment: "issues/comments{/number}",
  issue_events: "issues/events{/number}",
  issues: "issues{/number}",
  keys: "keys{/key_id}",
  labels: "labels{/name}",
  milestones: "milestones{/number}",
  notifications: "notifications{?since,all,participating}",
  pulls: "pulls{/number}",
  releases: "releases{/id}",
  statuses: "statuses/{sha}",
  trees: "git/trees{/sha}",
};
const PLAIN_LINKS = [
  ...["contributors", "deployments", "downloads", "events", "forks", "hooks", "languages"],
  ...["merges", "stargazers", "subscribers", "subscription", "tags", "teams"],
];

function urls(url: string): Readonly<Record<string, string>> {
  return Object.fromEntries([
    ["url", url],
    ...PLAIN_LINKS.map((name) => [`${name}_url`, `${url}/${name}`]),
    ...Object.entries(LINKS).map(([name, path]) => [`${name}_url`, `${url}/${path}`]),
  ]) as Readonly<Record<string, string>>;
}
