import { z } from "zod";

import { Settings } from "../../../config/schema";

/** As much of JSON Schema as the settings use. */
interface Node {
  readonly properties?: Readonly<Record<string, Node>>;
  readonly additionalProperties?: Node | false;
  readonly items?: Node;
  readonly oneOf?: readonly Node[];
  readonly anyOf?: readonly Node[];
}

const SCHEMA = z.toJSONSchema(Settings) as Node;

/** Every field of a stack file, dotted, with `*` for what the file itself names or counts. */
export const FIELDS: readonly string[] = [...new Set(below(SCHEMA).map(({ path }) => path))];

/** Every object that has fields of its own; the whole file goes by the key it stands under. */
export const OBJECTS: readonly string[] = [
  "platform:settings",
  ...new Set(below(SCHEMA).flatMap(({ path, node }) => (strict(node) ? [path] : []))),
];

/** The field that a path is an example of. */
export function general(path: string): string {
  return path.replace(
    // A domain has a dot of its own.
    /\b(applications|artifacts|images|instances|variables|access\.teams|access\.users)\.[^.]+|\b(domains)\.[^.]+\.[^.]+|\.\d+/g,
    (_, parent = "", domains = "") => `${parent}${domains}.*`,
  );
}

function below(node: Node, at = ""): { path: string; node: Node }[] {
  const { properties, additionalProperties, items, oneOf = [], anyOf = [] } = node;
  const children = {
    ...properties,
    ...(typeof additionalProperties === "object" && { "*": additionalProperties }),
    ...(items && { "*": items }),
  };
  return [
    ...Object.entries(children).flatMap(([key, child]) => {
      const path = at === "" ? key : `${at}.${key}`;
      return [{ path, node: child }, ...below(child, path)];
    }),
    ...[...oneOf, ...anyOf].flatMap((option) => [{ path: at, node: option }, ...below(option, at)]),
  ];
}

function strict({ properties }: Node): boolean {
  return properties !== undefined;
}
