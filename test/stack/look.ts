import type { Recording } from "../support/recorder";

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
  const { Statement: all } = JSON.parse(String(document)) as { Statement: readonly Raw[] };
  return all.map((raw) => ({
    sid: raw.Sid ?? "",
    effect: raw.Effect,
    principals:
      typeof raw.Principal === "string"
        ? [raw.Principal]
        : Object.entries(raw.Principal ?? {}).flatMap(([kind, who]) =>
            list(who).map((one) => `${kind} ${one}`),
          ),
    actions: list(raw.Action),
    resources: list(raw.Resource ?? []),
    conditions: Object.values(raw.Condition ?? {}).flatMap((asked) => Object.keys(asked)),
  }));
}

interface Raw {
  readonly Sid?: string;
  readonly Effect: string;
  readonly Principal?: string | Readonly<Record<string, string | readonly string[]>>;
  readonly Action: string | readonly string[];
  readonly Resource?: string | readonly string[];
  readonly Condition?: Readonly<Record<string, object>>;
}

function list(words: string | readonly string[]): readonly string[] {
  return typeof words === "string" ? [words] : words;
}

function within(value: unknown, key: string): unknown {
  return value === undefined ? undefined : (value as Readonly<Record<string, unknown>>)[key];
}
