import { actions } from "./actions";
import { environments } from "./environments";
import type { Route } from "./exchange";
import { people } from "./people";
import { policies } from "./policies";
import { repositories } from "./repositories";
import { rulesets } from "./rulesets";
import { secrets } from "./secrets";

/** Every route that the emulator serves; what is not here is not found. */
export const ROUTES: readonly Route[] = [
  ...repositories,
  ...actions,
  ...environments,
  ...policies,
  ...secrets,
  ...rulesets,
  ...people,
];

/** A route that a request matches, and what stands in its placeholders. */
export interface Match {
  readonly route: Route;
  readonly path: Readonly<Record<string, string>>;
}

/** The route of a request; one with a literal where another has a placeholder comes first. */
export function match(method: string, pathname: string): Match | undefined {
  const given = pathname.split("/").map(decodeURIComponent);
  const [best] = ROUTES.filter((route) => route.method === method)
    .flatMap((route) => {
      const path = filled(route.path.split("/"), given);
      return path === undefined ? [] : [{ route, path }];
    })
    .sort((a, b) => Object.keys(a.path).length - Object.keys(b.path).length);
  return best;
}

function filled(
  template: readonly string[],
  given: readonly string[],
): Readonly<Record<string, string>> | undefined {
  if (template.length !== given.length) return undefined;
  const path: Record<string, string> = {};
  for (const [index, segment] of template.entries()) {
    const [, name] = /^\{(\w+)\}$/.exec(segment) ?? [];
    const value = given[index] ?? "";
    if (name !== undefined && value !== "") path[name] = value;
    else if (segment !== value) return undefined;
  }
  return path;
}
