import { z } from "zod";

import { show, snake, type Blind, type Fact } from "./facts";

const Properties = z.record(z.string(), z.unknown());

/** A ruleset as the state holds it. */
const Declared = z.object({
  name: z.string(),
  repository: z.string(),
  target: z.string(),
  enforcement: z.string(),
  conditions: z
    .object({ refName: z.object({ includes: z.unknown(), excludes: z.unknown() }).partial() })
    .partial()
    .optional(),
  bypassActors: z
    .array(
      z.object({
        actorId: z.number().optional(),
        actorType: z.string(),
        bypassMode: z.string().default("always"),
      }),
    )
    .default([]),
  rules: Properties.default({}),
});

/** A ruleset as GitHub lists it: its rules are told one by one. */
export const Listed = z.object({ id: z.number(), name: z.string() });

/** A ruleset as GitHub reports it. */
export const Reported = z.object({
  name: z.string(),
  target: z.string().default("branch"),
  enforcement: z.string(),
  conditions: z
    .object({ ref_name: z.object({ include: z.unknown(), exclude: z.unknown() }).partial() })
    .partial()
    .nullish(),
  bypass_actors: z
    .array(
      z.object({
        actor_id: z.number().nullish(),
        actor_type: z.string(),
        bypass_mode: z.string().default("always"),
      }),
    )
    .optional(),
  rules: z.array(z.object({ type: z.string(), parameters: Properties.optional() })).default([]),
});
export type Reported = z.infer<typeof Reported>;

/** What a ruleset in the state declares. */
export function declaredRuleset(inputs: unknown): readonly Fact[] {
  const { name, repository, rules, ...ruleset } = Declared.parse(inputs);
  const { includes, excludes } = ruleset.conditions?.refName ?? {};
  return factsOf(repository, name, {
    target: ruleset.target,
    enforcement: ruleset.enforcement,
    refs: { include: includes, exclude: excludes },
    actors: ruleset.bypassActors.map((actor) =>
      actorText(actor.actorType, actor.actorId, actor.bypassMode),
    ),
    rules: Object.entries(rules).flatMap(([rule, value]) => declaredRule(rule, value, rules)),
  });
}

/** What a ruleset that GitHub reports says; without its bypass actors it says less. */
export function reportedRuleset(repository: string, reported: Reported): readonly Fact[] {
  return factsOf(repository, reported.name, {
    target: reported.target,
    enforcement: reported.enforcement,
    refs: reported.conditions?.ref_name,
    actors: reported.bypass_actors?.map((actor) =>
      actorText(actor.actor_type, actor.actor_id, actor.bypass_mode),
    ),
    rules: reported.rules.map(({ type, parameters = {} }) => ({ type, parameters })),
  });
}

/** GitHub hides who may pass from whoever may not change that. */
export function hiddenActors(repository: string, name: string): Blind {
  return {
    repository,
    subject: subjectOf(name),
    kinds: ["bypass actors"],
    lacks: "the token may not change the ruleset, so GitHub hides who may bypass it",
    remedy: 'a token with the repository permission "Administration: write"',
  };
}

/** The subject of everything about one ruleset. */
export function subjectOf(name: string): string {
  return `ruleset ${name}`;
}

interface Rule {
  readonly type: string;
  readonly parameters: Readonly<Record<string, unknown>>;
}

interface Ruleset {
  readonly target: string;
  readonly enforcement: string;
  readonly refs: unknown;
  readonly actors: readonly string[] | undefined;
  readonly rules: readonly Rule[];
}

function factsOf(repository: string, name: string, ruleset: Ruleset): readonly Fact[] {
  const about = { repository, subject: subjectOf(name) };
  return [
    { ...about, kind: "itself", value: "exists" },
    { ...about, kind: "target", value: ruleset.target },
    { ...about, kind: "enforcement", value: ruleset.enforcement },
    { ...about, kind: "refs", value: show(ruleset.refs) },
    ...(ruleset.actors === undefined
      ? []
      : [{ ...about, kind: "bypass actors" as const, value: show(ruleset.actors) }]),
    ...ruleset.rules.flatMap(({ type, parameters }): Fact[] => [
      { ...about, kind: "rule", name: type, value: "on" },
      ...Object.entries(parameters).map(([key, value]) => ({
        ...about,
        kind: "parameter" as const,
        name: `${type}.${key}`,
        value: show(value),
      })),
    ]),
  ];
}

/** GitHub answers with a number or none for kinds of actors that exist once. */
const WITHOUT_ID = ["OrganizationAdmin", "EnterpriseOwner", "DeployKey"];

function actorText(type: string, id: number | null | undefined, mode: string): string {
  return WITHOUT_ID.includes(type) ? `${type} (${mode})` : `${type} ${id ?? "?"} (${mode})`;
}

/** Where the provider's word is not GitHub's in other letters. */
const OTHER_NAMES: Readonly<Record<string, string>> = {
  requiredChecks: "required_status_checks",
  requiredCodeScanning: "code_scanning",
  requiredCodeScanningTools: "code_scanning_tools",
};
/** A property of the provider beside the rule whose parameter it is. */
const FETCH_AND_MERGE = "updateAllowsFetchAndMerge";

function declaredRule(rule: string, value: unknown, rules: object): readonly Rule[] {
  if (rule === FETCH_AND_MERGE || rule.startsWith("__")) return [];
  const type = OTHER_NAMES[rule] ?? snake(rule);
  if (rule === "update" && value === true && FETCH_AND_MERGE in rules) {
    return [{ type, parameters: { update_allows_fetch_and_merge: rules[FETCH_AND_MERGE] } }];
  }
  if (typeof value !== "object" || value === null)
    return value === true ? [{ type, parameters: {} }] : [];
  return [{ type, parameters: Properties.parse(spelled(value)) }];
}

function spelled(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(spelled);
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(
    Object.entries(value)
      .filter(([key]) => !key.startsWith("__"))
      .map(([key, inner]) => [OTHER_NAMES[key] ?? snake(key), spelled(inner)]),
  );
}
