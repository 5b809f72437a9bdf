import { z } from "zod";

import { Properties, resourcesIn } from "../exported";
import { declaredActions } from "./actions";
import { declaredForAll, declaredPolicy, declaredSecret, declaredVariable } from "./contents";
import { declaredEnvironment } from "./environments";
import type { Fact } from "./facts";
import { declaredRuleset } from "./rules";
import { declaredAccess, declaredRepository } from "./settings";

/** What the state of a stack declares about GitHub. */
export interface Declared {
  readonly facts: readonly Fact[];
  /** Types of GitHub resources in the state that nothing here compares. */
  readonly uncompared: readonly string[];
}

const Resource = z.object({
  type: z.string(),
  inputs: Properties,
  outputs: Properties,
  delete: z.boolean().default(false),
  external: z.boolean().default(false),
});

/** Reads what `pulumi stack export` printed; secrets may stay encrypted in it. */
export function declaredIn(state: unknown): Declared {
  const resources = resourcesIn(Resource, state).filter(
    (resource) =>
      resource.type.startsWith("github:index/") && !resource.delete && !resource.external,
  );
  const wordOf = (type: string) => type.slice(type.lastIndexOf(":") + 1);
  return {
    facts: resources.flatMap(
      ({ type, inputs, outputs }) => READERS[wordOf(type)]?.(inputs, outputs) ?? [],
    ),
    uncompared: [...new Set(resources.map(({ type }) => wordOf(type)))]
      .filter((word) => READERS[word] === undefined)
      .sort(),
  };
}

type Reader = (inputs: unknown, outputs: unknown) => readonly Fact[];

const READERS: Readonly<Record<string, Reader>> = {
  RepositoryEnvironment: declaredEnvironment,
  RepositoryEnvironmentDeploymentPolicy: declaredPolicy,
  ActionsEnvironmentSecret: declaredSecret,
  ActionsSecret: declaredForAll,
  ActionsEnvironmentVariable: declaredVariable,
  RepositoryRuleset: declaredRuleset,
  TeamRepository: declaredAccess,
  Repository: declaredRepository,
  ...declaredActions,
};
