import { dirname, join } from "node:path";

import { readText } from "./places";

/** The Pulumi project that a command is about. */
export interface Project {
  readonly name: string;
  readonly directory: string;
}

/** The nearest project at or above a folder, as the engine finds it. */
export function findProject(directory: string): Project | undefined {
  const text = readText(join(directory, "Pulumi.yaml"));
  if (text === undefined) {
    const parent = dirname(directory);
    return parent === directory ? undefined : findProject(parent);
  }
  const [, name] = /^name:\s*["']?([\w.-]+)/m.exec(text) ?? [];
  return name === undefined ? undefined : { name, directory };
}
