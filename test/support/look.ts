import type { Recording } from "./recorder";

/** The values at these paths, resource by resource; a number in a path counts members of a list. */
export function look(
  recording: Recording,
  type: string,
  ...paths: readonly string[]
): readonly (readonly unknown[])[] {
  return recording
    .of(type)
    .map(({ inputs }) => paths.map((path) => path.split(".").reduce<unknown>(within, inputs)));
}

/** One of each kind, in the order of their first. */
export function distinct<T>(rows: readonly T[]): readonly T[] {
  return [...new Map(rows.map((row) => [JSON.stringify(row), row])).values()];
}

/** A statement of a policy, as it is written. */
export interface WrittenStatement {
  readonly Sid?: string;
  readonly Effect: string;
  readonly Principal?: string | Readonly<Record<string, string | readonly string[]>>;
  readonly Action: string | readonly string[];
  readonly Resource?: string | readonly string[];
  readonly Condition?: Readonly<Record<string, object>>;
}

/** What a policy document says, in its own words. */
export function written(document: unknown): readonly WrittenStatement[] {
  return (JSON.parse(String(document)) as { Statement: readonly WrittenStatement[] }).Statement;
}

/** A statement of a policy, with lists where AWS also takes a single word. */
export interface Statement {
  readonly sid: string;
  readonly effect: string;
  /** `Service eks.amazonaws.com`, `AWS arn:…` or `*`; none in the policy of a role. */
  readonly principals: readonly string[];
  readonly actions: readonly string[];
  readonly resources: readonly string[];
  /** Keys that its conditions ask about. */
  readonly conditions: readonly string[];
}

/** What a policy document says. */
export function statements(document: unknown): readonly Statement[] {
  return written(document).map(({ Sid, Effect, Principal, Action, Resource, Condition }) => ({
    sid: Sid ?? "",
    effect: Effect,
    principals:
      typeof Principal === "string"
        ? [Principal]
        : Object.entries(Principal ?? {}).flatMap(([kind, who]) =>
            list(who).map((one) => `${kind} ${one}`),
          ),
    actions: list(Action),
    resources: list(Resource ?? []),
    conditions: Object.values(Condition ?? {}).flatMap((asked) => Object.keys(asked)),
  }));
}

function list(words: string | readonly string[]): readonly string[] {
  return typeof words === "string" ? [words] : words;
}

function within(value: unknown, key: string): unknown {
  return value === undefined ? undefined : (value as Readonly<Record<string, unknown>>)[key];
}
