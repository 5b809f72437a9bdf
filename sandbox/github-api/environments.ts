import type { CloudObject } from "../cloud/objects";
import { reviewed } from "../facts/github-environments";
import { at, items, text, texts } from "../facts/paths";
import { isProps, type Props, type Value } from "../provider/values";
import { live, numberOf, TYPE, type Cloud } from "./cloud";
import type { Exchange, Json, Route } from "./exchange";
import { teamOf, userOf } from "./people";
import { snake } from "./spelling";

const ENVIRONMENTS = "/repos/{owner}/{repo}/environments";
const ENVIRONMENT = `${ENVIRONMENTS}/{environment_name}`;

/** Environments and their rules. */
export const environments: readonly Route[] = [
  {
    method: "GET",
    path: ENVIRONMENTS,
    handle: ({ cloud, path }) => {
      const { repo: repository = "" } = path;
      const list = cloud.all(TYPE.environment, { repository });
      return { key: "environments", list: list.map((each) => shown(cloud, each)) };
    },
  },
  {
    method: "GET",
    path: ENVIRONMENT,
    handle: ({ cloud, path }) => ({
      status: 200,
      body: shown(cloud, cloud.get(TYPE.environment, idOf(path))),
    }),
  },
  {
    method: "PUT",
    path: ENVIRONMENT,
    handle: ({ cloud, path, body }) => {
      cloud.get(TYPE.repository, path["repo"] ?? "");
      for (const id of ids(body, "Team")) teamOf(cloud, id);
      for (const id of ids(body, "User")) userOf(cloud, id);
      cloud.put(TYPE.environment, idOf(path), sent(path, body));
      return { status: 200, body: shown(cloud, cloud.get(TYPE.environment, idOf(path))) };
    },
  },
  {
    method: "DELETE",
    path: ENVIRONMENT,
    handle: ({ cloud, path }) => {
      cloud.remove(TYPE.environment, idOf(path));
      return { status: 204 };
    },
  },
];

/** The id of an environment on the disk, which must exist. */
export function environmentOf({ cloud, path }: Pick<Exchange, "cloud" | "path">): string {
  return cloud.get(TYPE.environment, idOf(path)).id;
}

/** What every object of an environment says of where it is. */
export function within(path: Exchange["path"]) {
  return { repository: path["repo"] ?? "", environment: path["environment_name"] ?? "" };
}

function idOf(path: Exchange["path"]): string {
  return `${path["repo"] ?? ""}:${path["environment_name"] ?? ""}`;
}

/** A request as the provider would have declared it; what is left out falls back to GitHub's defaults. */
function sent(path: Exchange["path"], body: Props): Props {
  const policy = body["deployment_branch_policy"];
  const [teams, users] = [ids(body, "Team"), ids(body, "User")];
  return {
    ...within(path),
    waitTimer: body["wait_timer"] ?? 0,
    canAdminsBypass: body["can_admins_bypass"] ?? true,
    preventSelfReview: body["prevent_self_review"] ?? false,
    ...(teams.length + users.length > 0 && {
      reviewers: [{ teams: teams.map(Number), users: users.map(Number) }],
    }),
    ...(isProps(policy) && {
      deploymentBranchPolicy: {
        protectedBranches: policy["protected_branches"] ?? false,
        customBranchPolicies: policy["custom_branch_policies"] ?? false,
      },
    }),
  };
}

function ids(body: Props, type: string): readonly string[] {
  return items(body, "reviewers").flatMap((reviewer: Value) =>
    isProps(reviewer) && reviewer["type"] === type ? [text(reviewer, "id")] : [],
  );
}

function shown(cloud: Cloud, object: CloudObject): Json {
  const environment = live(object);
  const [repository, name] = [text(environment, "repository"), text(environment, "environment")];
  const path = `${cloud.owner}/${repository}`;
  const policy = environment["deploymentBranchPolicy"];
  return {
    id: numberOf(object),
    node_id: `EN_${numberOf(object)}`,
    name,
    url: `${cloud.url}/repos/${path}/environments/${encodeURIComponent(name)}`,
    html_url: `https://github.com/${path}/deployments/activity_log?environments_filter=${encodeURIComponent(name)}`,
    created_at: object.createdAt,
    updated_at: object.createdAt,
    can_admins_bypass: environment["canAdminsBypass"] !== false,
    protection_rules: rules(cloud, object, environment),
    deployment_branch_policy: isProps(policy) ? snake(policy) : null,
  };
}

function rules(cloud: Cloud, object: CloudObject, environment: Props): readonly Json[] {
  const minutes = Number(at(environment, "waitTimer") ?? 0);
  const rule = (type: string, more: Readonly<Record<string, Json>> = {}) => ({
    id: numberOf(object, type),
    node_id: `GA_${numberOf(object, type)}`,
    type,
    ...more,
  });
  return [
    ...(minutes > 0 ? [rule("wait_timer", { wait_timer: minutes })] : []),
    ...(reviewed(environment)
      ? [
          rule("required_reviewers", {
            prevent_self_review: environment["preventSelfReview"] === true,
            reviewers: reviewers(cloud, environment),
          }),
        ]
      : []),
    ...(isProps(environment["deploymentBranchPolicy"]) ? [rule("branch_policy")] : []),
  ];
}

function reviewers(cloud: Cloud, environment: Props): readonly Json[] {
  const teams = texts(environment, "reviewers.teams");
  const users = texts(environment, "reviewers.users");
  return [
    ...teams.map((id) => ({ type: "Team", reviewer: teamOf(cloud, id) })),
    ...users.map((id) => ({ type: "User", reviewer: userOf(cloud, id) })),
  ];
}
