import type { CloudObject } from "../cloud/objects";
import { text } from "../facts/paths";
import { live, TYPE, type Cloud } from "./cloud";
import { notFound, Refused, type Json, type Route } from "./exchange";

/** Which teams may do what in a repository. */
export const people: readonly Route[] = [
  {
    method: "GET",
    path: "/repos/{owner}/{repo}/teams",
    weak: "refused",
    handle: ({ cloud, path: { repo: repository = "" } }) => ({
      list: cloud
        .all(TYPE.teamAccess, { repository })
        .map((access) =>
          team(cloud, cloud.get(TYPE.team, text(live(access), "teamId")), permission(access)),
        ),
    }),
  },
  {
    method: "PUT",
    path: "/orgs/{org}/teams/{team_slug}/repos/{owner}/{repo}",
    handle: ({ cloud, path: { team_slug = "", repo: repository = "" }, body }) => {
      const teamId = called(cloud, team_slug).id;
      cloud.get(TYPE.repository, repository);
      const given = text(body, "permission") || "push";
      cloud.put(TYPE.teamAccess, `${teamId}:${repository}`, {
        teamId,
        repository,
        permission: given,
      });
      return { status: 204 };
    },
  },
  {
    method: "DELETE",
    path: "/orgs/{org}/teams/{team_slug}/repos/{owner}/{repo}",
    handle: ({ cloud, path: { team_slug = "", repo = "" } }) => {
      cloud.remove(TYPE.teamAccess, `${called(cloud, team_slug).id}:${repo}`);
      return { status: 204 };
    },
  },
];

/** The user with this number; GitHub drops reviewers who do not exist with an error. */
export function userOf(cloud: Cloud, id: string): Json {
  const [login] =
    Object.entries(cloud.world.github.users).find(([, known]) => String(known) === id) ?? [];
  if (login === undefined) throw new Refused(422, `Validation Failed [user ${id} not found]`);
  return account(cloud, login, Number(id), "User");
}

/** The team with this number. */
export function teamOf(cloud: Cloud, id: string): Json {
  const found = cloud.find(TYPE.team, id);
  if (found === undefined) throw new Refused(422, `Validation Failed [team ${id} not found]`);
  return team(cloud, found);
}

/** An account as GitHub shows it in passing. */
export function account(cloud: Cloud, login: string, id: number, type: string): Json {
  const url = `${cloud.url}/users/${login}`;
  const lists = ["followers", "subscriptions", "repos", "received_events"];
  return {
    login,
    id,
    type,
    node_id: `U_${id}`,
    avatar_url: `https://avatars.githubusercontent.com/u/${id}`,
    gravatar_id: "",
    url,
    html_url: `https://github.com/${login}`,
    ...Object.fromEntries(lists.map((list) => [`${list}_url`, `${url}/${list}`])),
    organizations_url: `${url}/orgs`,
    following_url: `${url}/following{/other_user}`,
    gists_url: `${url}/gists{/gist_id}`,
    starred_url: `${url}/starred{/owner}{/repo}`,
    events_url: `${url}/events{/privacy}`,
    site_admin: false,
  };
}

function team(cloud: Cloud, object: CloudObject, may = "pull"): Json {
  const properties = live(object);
  const slug = text(properties, "slug");
  const url = `${cloud.url}/organizations/${cloud.world.github.organization.id}/team/${object.id}`;
  return {
    id: Number(object.id),
    node_id: `T_${object.id}`,
    name: text(properties, "name"),
    slug,
    description: text(properties, "description") || null,
    privacy: text(properties, "privacy") || "secret",
    permission: may,
    url,
    html_url: `https://github.com/orgs/${cloud.owner}/teams/${slug}`,
    members_url: `${url}/members{/member}`,
    repositories_url: `${url}/repos`,
    type: "organization",
    parent: null,
  };
}

function permission(access: CloudObject): string {
  return text(live(access), "permission") || "pull";
}

function called(cloud: Cloud, slug: string): CloudObject {
  const [found] = cloud.all(TYPE.team).filter((each) => live(each)["slug"] === slug);
  if (found === undefined) throw notFound();
  return found;
}
