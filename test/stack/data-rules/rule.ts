import { type Recording, type Registration } from "../../support/recorder";
import type { Check } from "./check";

/** What security scanners ask of one kind of resource. */
export interface Rule {
  /** Under which scanners list it; a waiver names the first. */
  readonly ids: string;
  readonly promise: string;
  /** Type of what is judged. */
  readonly type: string;
  /** Where to look, if not at the resource itself: at all that is linked to it, of which there must be some. */
  readonly at?: Link;
  /** By dotted path; a number in a path counts members of a list. */
  readonly wants: Readonly<Record<string, Check>>;
  /** Types of which there may be none. */
  readonly none?: readonly string[];
}

/** Resources of a type whose value at a path is that of the resource that is judged, or one of a list. */
export interface Link {
  readonly type: string;
  readonly path: string;
  readonly to: (subject: Registration) => unknown;
}

export interface Finding {
  readonly judge: "data-rules";
  /** First id of the rule. */
  readonly check: string;
  readonly subject: string;
  readonly detail: string;
}

/** The path that stands for the name which a program gives a resource. */
export const LOGICAL_NAME = "@name";

/** Everything that breaks a rule; no more than one finding for each resource. */
export function judge(rule: Rule, stack: Recording): readonly Finding[] {
  return stack.of(rule.type).flatMap((subject) => {
    const [detail] = [...strangers(rule, stack), ...faults(rule, subject, stack)];
    if (detail === undefined) return [];
    return [{ judge: "data-rules", check: idOf(rule), subject: subject.name, detail }];
  });
}

export function idOf({ ids }: Rule): string {
  return ids.split(" ")[0] ?? "";
}

/** What is looked at for one resource. */
export function looked(rule: Rule, subject: Registration, stack: Recording): Registration[] {
  if (rule.at === undefined) return [subject];
  const { type, path, to } = rule.at;
  const wanted = [to(subject)].flat();
  return stack
    .of(type)
    .filter((one) => [read(one, path)].flat().some((value) => wanted.includes(value)));
}

function strangers({ none = [] }: Rule, stack: Recording): string[] {
  return none.flatMap((type) => stack.of(type).map(({ name }) => `there is a ${type}: ${name}`));
}

function faults(rule: Rule, subject: Registration, stack: Recording): string[] {
  const found = looked(rule, subject, stack);
  if (found.length === 0) return [`there is no ${rule.at?.type ?? rule.type} for it`];
  return found.flatMap((one) =>
    Object.entries(rule.wants)
      .filter(([path, { right }]) => !right(read(one, path), stack))
      .map(([path]) => `${one.name} ${path} = ${JSON.stringify(read(one, path) ?? "nothing")}`),
  );
}

function read({ name, inputs }: Registration, path: string): unknown {
  if (path === LOGICAL_NAME) return name;
  return path.split(".").reduce<unknown>(within, inputs);
}

function within(value: unknown, key: string): unknown {
  return value === undefined ? undefined : (value as Readonly<Record<string, unknown>>)[key];
}
