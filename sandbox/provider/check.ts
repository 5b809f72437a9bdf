import { digest } from "../cloud/seal";
import type { Limit, Scope } from "../facts/fact";
import { autonamed, withSecrets } from "../facts/kubernetes";
import { at, text } from "../facts/paths";
import { checkInputs, type Problem } from "../schema/check";
import type { PackageSchema } from "../schema/model";
import type { Rules } from "./rules";
import { contains, isProps, plain, Unknown, type Props, type Value } from "./values";

/** What the engine asks to be checked. */
export interface Candidate {
  readonly logicalName: string;
  readonly olds: Props;
  readonly news: Props;
  readonly seed: string;
}

/** Fills in what the provider decides and finds everything that is wrong. */
export function check(
  schema: PackageSchema,
  rules: Rules,
  scope: Scope,
  candidate: Candidate,
): { readonly inputs: Props; readonly problems: readonly Problem[] } {
  // An import hands back what the provider added itself.
  const { tagsAll, ...news } = candidate.news;
  const declared = schema.package === "aws" && tagsAll !== undefined ? news : candidate.news;
  const problems = [
    ...checkInputs(schema, rules.type, declared),
    ...brokenLimits(rules, declared, false),
  ];
  const complete = COMPLETIONS[schema.package] ?? named;
  return { inputs: complete(declared, rules, candidate, scope), problems };
}

/** The limits that inputs break: those of the provider, or those that only the API behind it knows. */
export function brokenLimits(rules: Rules, inputs: Props, api: boolean): readonly Problem[] {
  const open = plain(inputs);
  if (!isProps(open)) return [];
  return (rules.limits ?? [])
    .filter((limit) => (limit.api ?? false) === api && breaks(limit, open))
    .map(({ path, text: reason }) => ({ path, reason }));
}

function breaks({ path, holds }: Limit, inputs: Props): boolean {
  const value = at(inputs, path) ?? null;
  return value !== null && !contains(value, Unknown) && !holds(value, inputs);
}

type Complete = (news: Props, rules: Rules, candidate: Candidate, scope: Scope) => Props;

const COMPLETIONS: Readonly<Record<string, Complete>> = {
  aws: (news, rules, candidate, scope) =>
    tagged(regional(named(news, rules, candidate), rules, scope), rules, scope),
  kubernetes: (news, _rules, { olds, seed, logicalName }, scope) =>
    withSecrets(
      autonamed(news, olds, `${logicalName}-${suffix(seed, 8)}`, text(scope.config, "namespace")),
    ),
};

/** Keeps the name an object has; a new one gets `<logical name>-<seven digits>`. */
function named(news: Props, { nameProperty, auto, schema }: Rules, candidate: Candidate): Props {
  if (nameProperty === undefined || auto === false) return news;
  const input = schema.inputs[nameProperty];
  if (input === undefined || input.required || (news[nameProperty] ?? null) !== null) return news;
  const prefix = text(candidate.news, `${nameProperty}Prefix`) || `${candidate.logicalName}-`;
  return {
    ...news,
    [nameProperty]: candidate.olds[nameProperty] ?? `${prefix}${suffix(candidate.seed, 7)}`,
  };
}

function suffix(seed: string, length: number): string {
  return digest(seed, length);
}

/** The provider writes its region into every regional resource. */
function regional(news: Props, { schema }: Rules, scope: Scope): Props {
  return schema.inputs["region"] === undefined
    ? news
    : { ...news, region: news["region"] ?? scope.region };
}

function tagged(news: Props, { schema }: Rules, scope: Scope): Props {
  if (schema.outputs["tagsAll"] === undefined || schema.inputs["tags"] === undefined) return news;
  const tags: Value = news["tags"] ?? {};
  if (contains(tags, Unknown)) return { ...news, tagsAll: new Unknown() };
  const defaults = at(scope.config, "defaultTags.tags");
  const open = plain(tags);
  return {
    ...news,
    tagsAll: { ...(isProps(defaults) ? defaults : {}), ...(isProps(open) ? open : {}) },
  };
}
