import type { CloudObject } from "../cloud/objects";
import { text } from "../facts/paths";
import { live, TYPE, type Type } from "./cloud";
import { environmentOf, within } from "./environments";
import { notFound, Refused, type Exchange, type Json, type Route } from "./exchange";

/** Where secrets and variables may lie: in an environment, or in the whole repository. */
interface Shelf {
  readonly path: string;
  readonly types: Readonly<Record<"secret" | "variable", Type>>;
  /** What their objects say of where they are; an environment must exist. */
  readonly where: (exchange: Exchange) => Readonly<Record<string, string>>;
}

const SHELVES: readonly Shelf[] = [
  {
    path: "/repos/{owner}/{repo}/environments/{environment_name}",
    types: { secret: TYPE.environmentSecret, variable: TYPE.environmentVariable },
    where: (exchange) => {
      environmentOf(exchange);
      return within(exchange.path);
    },
  },
  {
    path: "/repos/{owner}/{repo}/actions",
    types: { secret: TYPE.repositorySecret, variable: TYPE.repositoryVariable },
    where: ({ path }) => ({ repository: path["repo"] ?? "" }),
  },
];

/** Secrets, whose values nobody gets back, and variables. */
export const secrets: readonly Route[] = SHELVES.flatMap((shelf) => [
  ...secretsOf(shelf),
  ...variablesOf(shelf),
]);

function secretsOf(shelf: Shelf): readonly Route[] {
  const path = `${shelf.path}/secrets`;
  return [
    {
      method: "GET",
      path,
      weak: "refused",
      handle: (exchange) => ({ key: "secrets", list: all(shelf, "secret", exchange).map(stamped) }),
    },
    {
      method: "GET",
      path: `${path}/public-key`,
      weak: "refused",
      handle: () => ({
        status: 200,
        body: { key_id: "1", key: Buffer.alloc(32, 7).toString("base64") },
      }),
    },
    {
      method: "GET",
      path: `${path}/{secret_name}`,
      weak: "refused",
      handle: (exchange) => ({ status: 200, body: stamped(one(shelf, "secret", exchange)) }),
    },
    {
      method: "PUT",
      path: `${path}/{secret_name}`,
      handle: (exchange) => {
        const { cloud, path } = exchange;
        const where = shelf.where(exchange);
        const old = named(shelf, "secret", exchange);
        const inputs = old?.inputs ?? { ...where, secretName: path["secret_name"] ?? "" };
        // The time that the provider wrote down stays: it does not read it again.
        const written = { remoteUpdatedAt: cloud.now };
        const first = { createdAt: cloud.now, updatedAt: cloud.now };
        const outputs = { ...(old === undefined && first), ...written };
        cloud.put(shelf.types.secret, idOf(where, text(inputs, "secretName")), inputs, outputs);
        return old === undefined ? { status: 201, body: {} } : { status: 204 };
      },
    },
    {
      method: "DELETE",
      path: `${path}/{secret_name}`,
      handle: (exchange) => removed(shelf, "secret", exchange),
    },
  ];
}

function variablesOf(shelf: Shelf): readonly Route[] {
  const path = `${shelf.path}/variables`;
  return [
    {
      method: "GET",
      path,
      weak: "refused",
      handle: (exchange) => ({
        key: "variables",
        list: all(shelf, "variable", exchange).map(valued),
      }),
    },
    {
      method: "GET",
      path: `${path}/{name}`,
      weak: "refused",
      handle: (exchange) => ({ status: 200, body: valued(one(shelf, "variable", exchange)) }),
    },
    {
      method: "POST",
      path,
      handle: (exchange) => {
        const { cloud, body } = exchange;
        const where = shelf.where(exchange);
        const [variableName, value] = [text(body, "name"), text(body, "value")];
        const like = { ...exchange, path: { ...exchange.path, name: variableName } };
        if (named(shelf, "variable", like) !== undefined)
          throw new Refused(409, "Already exists - Variable already exists");
        const stamps = { createdAt: cloud.now, updatedAt: cloud.now };
        const inputs = { ...where, variableName, value };
        cloud.put(shelf.types.variable, idOf(where, variableName), inputs, stamps);
        return { status: 201, body: {} };
      },
    },
    {
      method: "PATCH",
      path: `${path}/{name}`,
      handle: (exchange) => {
        const { id, inputs } = one(shelf, "variable", exchange);
        const changed = { ...inputs, value: text(exchange.body, "value") };
        exchange.cloud.put(shelf.types.variable, id, changed, { updatedAt: exchange.cloud.now });
        return { status: 204 };
      },
    },
    {
      method: "DELETE",
      path: `${path}/{name}`,
      handle: (exchange) => removed(shelf, "variable", exchange),
    },
  ];
}

type Kind = keyof Shelf["types"];

function all({ types, where }: Shelf, kind: Kind, exchange: Exchange): readonly CloudObject[] {
  return exchange.cloud.all(types[kind], where(exchange));
}

function named(shelf: Shelf, kind: Kind, exchange: Exchange): CloudObject | undefined {
  const wanted = exchange.path[kind === "secret" ? "secret_name" : "name"] ?? "";
  return all(shelf, kind, exchange).find((each) => nameOf(each) === wanted.toUpperCase());
}

function one(shelf: Shelf, kind: Kind, exchange: Exchange): CloudObject {
  const found = named(shelf, kind, exchange);
  if (found === undefined) throw notFound();
  return found;
}

function removed(shelf: Shelf, kind: Kind, exchange: Exchange) {
  exchange.cloud.remove(shelf.types[kind], one(shelf, kind, exchange).id);
  return { status: 204 };
}

function idOf(where: Readonly<Record<string, string>>, name: string): string {
  return [...Object.values(where), name].join(":");
}

/** GitHub keeps names in capitals. */
function nameOf({ inputs }: CloudObject): string {
  return (text(inputs, "secretName") || text(inputs, "variableName")).toUpperCase();
}

function stamped(secret: CloudObject): Json {
  return { name: nameOf(secret), ...stamps(secret, "remoteUpdatedAt") };
}

function valued(variable: CloudObject): Json {
  const value = text(live(variable), "value");
  return { name: nameOf(variable), value, ...stamps(variable, "updatedAt") };
}

function stamps(object: CloudObject, updated: string) {
  const created_at = text(live(object), "createdAt") || object.createdAt;
  return { created_at, updated_at: text(live(object), updated) || created_at };
}
