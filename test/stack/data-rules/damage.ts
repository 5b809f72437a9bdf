import { Recording, registered, type Registration } from "../../support/recorder";
import { looked, type Rule } from "./rule";

/** The stack with one thing wrong that the rule is about: each wrong value, each absence, each stranger. */
export function damaged(rule: Rule, stack: Recording): readonly (readonly [string, Recording])[] {
  const seen = new Set(stack.of(rule.type).flatMap((subject) => looked(rule, subject, stack)));
  const values = Object.entries(rule.wants).flatMap(([path, { wrong }]) =>
    wrong.map((value) => {
      const change = (one: Registration) => (seen.has(one) ? changed(one, path, value) : one);
      return [`${path} = ${String(value)}`, new Recording(stack.all.map(change))] as const;
    }),
  );
  const absence =
    rule.at === undefined
      ? []
      : [[`no ${rule.at.type}`, new Recording(stack.all.filter((one) => !seen.has(one)))] as const];
  const strangers = (rule.none ?? []).map(
    (type) =>
      [`a ${type}`, new Recording([...stack.all, registered(`aws:${type}`, "new", {})])] as const,
  );
  return [...values, ...absence, ...strangers];
}

/** The stack with everything as the rule wants it. */
export function mended(rule: Rule, stack: Recording): Recording {
  const { at } = rule;
  const missing =
    at === undefined
      ? []
      : stack
          .of(rule.type)
          .filter((subject) => looked(rule, subject, stack).length === 0)
          .map((subject) =>
            changed(
              registered(`aws:${at.type}`, `new-${subject.name}`, {}),
              at.path,
              at.to(subject),
            ),
          );
  const whole = new Recording([...stack.all, ...missing]);
  const seen = new Set(whole.of(rule.type).flatMap((subject) => looked(rule, subject, whole)));
  return new Recording(
    whole.all.map((one) =>
      seen.has(one)
        ? Object.entries(rule.wants).reduce(
            (to, [path, { example }]) => changed(to, path, example),
            one,
          )
        : one,
    ),
  );
}

function changed(one: Registration, path: string, value: unknown): Registration {
  return { ...one, inputs: put(one.inputs, path.split("."), value) as Registration["inputs"] };
}

function put(into: unknown, [key, ...rest]: readonly string[], value: unknown): unknown {
  if (key === undefined) return value;
  const known = (into ?? {}) as Readonly<Record<string, unknown>>;
  const inner = put(known[key], rest, value);
  return Array.isArray(into)
    ? into.map((one: unknown, index) => (String(index) === key ? inner : one))
    : { ...known, [key]: inner };
}
