import { readFileSync } from "node:fs";

import { Ajv, type ValidateFunction } from "ajv";
import formats from "ajv-formats";

/** One request and its answer, as they went over the wire. */
export interface Exchanged {
  readonly method: string;
  readonly url: URL;
  readonly sent?: unknown;
  readonly status: number;
  readonly body: unknown;
}

/** What GitHub's official description has against an exchange; nothing where it is as described. */
export function objections({ method, url, sent, status, body }: Exchanged): readonly string[] {
  const path = url.pathname.replace(/^\/api\/v3/, "");
  const operation = operationOf(method, path);
  if (operation === undefined) return [`${method} ${path} is not described`];
  const response = operation.responses[String(status)];
  if (response === undefined) return [`${method} ${path} never answers ${status}`];
  const known = (operation.parameters ?? []).map((each) => resolved(each)["name"]);
  return [
    ...[...url.searchParams.keys()]
      .filter((name) => !known.includes(name))
      .map((name) => `${method} ${path} takes no ${name}`),
    ...wrong(`request of ${method} ${path}`, operation.requestBody, sent),
    ...wrong(`answer of ${method} ${path}`, resolved(response), body),
  ];
}

/** Says whether the description knows a route by this name, such as `GET /repos/{owner}/{repo}`. */
export function describes(line: string): boolean {
  const [method = "", path = ""] = line.split(" ");
  return description.paths[path]?.[method.toLowerCase()] !== undefined;
}

type Schema = Readonly<Record<string, unknown>>;
interface Operation {
  readonly parameters?: readonly Schema[];
  readonly requestBody?: Schema;
  readonly responses: Readonly<Record<string, Schema>>;
}
interface Description {
  readonly paths: Readonly<Record<string, Readonly<Record<string, Operation>>>>;
  readonly components: Readonly<Record<string, Readonly<Record<string, Schema>>>>;
}

const FILE = require.resolve("@octokit/openapi/generated/api.github.com.json");
const description = JSON.parse(readFileSync(FILE, "utf8")) as Description;
const ajv = formats(new Ajv({ strict: false, allErrors: true }));
const validators = new Map<unknown, ValidateFunction>();

function operationOf(method: string, path: string): Operation | undefined {
  const segments = path.split("/");
  const [best] = Object.keys(description.paths)
    .filter((template) => {
      const parts = template.split("/");
      return (
        parts.length === segments.length &&
        parts.every((part, index) => part.startsWith("{") || part === segments[index])
      );
    })
    .sort((a, b) => a.split("{").length - b.split("{").length);
  return description.paths[best ?? ""]?.[method.toLowerCase()];
}

function wrong(what: string, holder: Schema | undefined, value: unknown): readonly string[] {
  const content = holder?.["content"] as Record<string, { schema: Schema }> | undefined;
  const schema = content?.["application/json"]?.schema;
  if (schema === undefined) {
    return value === undefined || value === "" ? [] : [`${what} has no body`];
  }
  if (value === undefined && holder?.["required"] !== true) return [];
  const validate = validators.get(schema) ?? ajv.compile(standalone(schema));
  validators.set(schema, validate);
  validate(value);
  return (validate.errors ?? []).map(
    (each) => `${what}: ${each.instancePath} ${each.message ?? ""}`,
  );
}

/** One schema with those that it names, in the words of JSON Schema. */
function standalone(schema: Schema): Schema {
  const definitions: Record<string, unknown> = {};
  const plain = (value: unknown): unknown => {
    if (Array.isArray(value)) return value.map(plain);
    if (typeof value !== "object" || value === null) return value;
    const { $ref, nullable, ...rest } = value as Schema;
    if (typeof $ref === "string") {
      const name = $ref.slice($ref.lastIndexOf("/") + 1);
      if (!(name in definitions)) {
        definitions[name] = {};
        definitions[name] = plain(resolved({ $ref }));
      }
      return { $ref: `#/definitions/${name}` };
    }
    const own = Object.fromEntries(Object.entries(rest).map(([key, inner]) => [key, plain(inner)]));
    return nullable === true ? { anyOf: [{ type: "null" }, own] } : own;
  };
  const root = plain(schema);
  return { ...(root as Schema), definitions };
}

function resolved(schema: Schema): Schema {
  const { $ref } = schema;
  if (typeof $ref !== "string") return schema;
  const [, , section = "", name = ""] = $ref.split("/");
  return description.components[section]?.[name] ?? {};
}
