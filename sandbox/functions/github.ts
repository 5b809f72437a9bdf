import { find, list, placeAt } from "../cloud/objects";
import type { Scope } from "../facts/fact";
import { text } from "../facts/paths";
import { merge } from "../provider/outputs";
import { Refusal } from "../provider/refusal";
import type { Props } from "../provider/values";
import type { WorldFunction } from "./invoke";

const TEAM = "github:index/team:Team";
const REPOSITORY = "github:index/repository:Repository";

/** What programs may ask GitHub. */
export const githubFunctions: Readonly<Record<string, WorldFunction>> = {
  "github:index/getOrganization:getOrganization": (args, { world, sandbox }) => {
    const { login, id, plan } = world.github.organization;
    if (text(args, "name") !== login) throw notFound(`orgs/${text(args, "name")}`);
    const repositories = list(placeAt(sandbox, "github", login), REPOSITORY).map(
      ({ object }) => `${login}/${object.name}`,
    );
    return {
      id: String(id),
      login,
      name: login,
      orgname: login,
      plan,
      repositories,
      members: Object.keys(world.github.users),
    };
  },

  "github:index/getTeam:getTeam": (args, { world, sandbox, owner }) => {
    const slug = text(args, "slug");
    const team = list(placeAt(sandbox, "github", owner), TEAM)
      .map(({ object }) => object)
      .find(({ name, outputs }) => name === slug || outputs["slug"] === slug);
    if (team === undefined) throw notFound(`orgs/${owner}/teams/${slug}`);
    const members = world.github.teams[team.name]?.members ?? [];
    const { name, id, inputs } = team;
    return {
      id,
      name,
      slug,
      members,
      privacy: text(inputs, "privacy"),
      nodeId: `T_${id}`,
      permission: "pull",
    };
  },

  "github:index/getUser:getUser": (args, { world }) => {
    const login = text(args, "username");
    const id = world.github.users[login];
    if (id === undefined) throw notFound(`users/${login}`);
    return { id: String(id), login, username: login, name: login, nodeId: `U_${id}` };
  },

  "github:index/getRepository:getRepository": (args, scope) => {
    const name = text(args, "name") || (text(args, "fullName").split("/")[1] ?? "");
    return { id: name, name, ...repository(name, scope) };
  },
};

function repository(name: string, { sandbox, owner }: Scope): Props {
  const object = find(placeAt(sandbox, "github", owner), REPOSITORY, name);
  if (object === undefined) throw notFound(`repos/${owner}/${name}`);
  return { private: true, ...merge(object.outputs, object.inputs) };
}

function notFound(path: string): Refusal {
  return new Refusal(`GET https://api.github.com/${path}: 404 Not Found []`);
}
