import { isDeepStrictEqual } from "node:util";

import { member } from "../paths";
import { parsed } from "./document";

/** What a policy document says before and after, as single permissions. */
export interface PermissionChange {
  readonly added: readonly string[];
  readonly removed: readonly string[];
  /** Something is allowed that nothing allowed before, or no longer denied. */
  readonly widens: boolean;
}

/** One action on one resource for one principal; a part that the statement leaves out is empty. */
interface Permission {
  readonly effect: string;
  readonly principal: string;
  readonly action: string;
  readonly resource: string;
  readonly condition: unknown;
}

/** The permissions that a change of an IAM policy adds and removes; `undefined` for other documents. */
export function permissionChange(before: string, after: string): PermissionChange | undefined {
  const [old, now] = [permissions(before), permissions(after)];
  if (old === undefined || now === undefined) return undefined;
  const without = (some: readonly Permission[], others: readonly Permission[]) =>
    some.filter((each) => !others.some((other) => isDeepStrictEqual(each, other)));
  const [added, removed] = [without(now, old), without(old, now)];
  const beyond = (some: readonly Permission[], effect: string, others: readonly Permission[]) =>
    some.some((each) => each.effect === effect && !others.some((other) => covers(other, each)));
  return {
    added: [...new Set(added.map(told))].sort(),
    removed: [...new Set(removed.map(told))].sort(),
    widens: beyond(added, "Allow", old) || beyond(removed, "Deny", now),
  };
}

/** Whether one permission says all that another says. */
function covers(one: Permission, other: Permission): boolean {
  const unconditional = one.condition === undefined;
  return (
    one.effect === other.effect &&
    (unconditional || isDeepStrictEqual(one.condition, other.condition)) &&
    (["principal", "action", "resource"] as const).every((part) => like(one[part], other[part]))
  );
}

/** IAM's own wildcards. */
function like(pattern: string, text: string): boolean {
  const escaped = pattern.replace(/[.+^${}()|[\]\\]/g, "\\$&");
  return new RegExp(`^${escaped.replace(/\*+/g, ".*").replaceAll("?", ".")}$`, "s").test(text);
}

function told({ effect, principal, action, resource, condition }: Permission): string {
  const part = (words: string, what: string) => (what === "" ? "" : ` ${words} ${what}`);
  const when = condition === undefined ? "" : ` where ${JSON.stringify(condition)}`;
  return effect + part("for", principal) + part("to", action) + part("on", resource) + when;
}

function permissions(text: string): readonly Permission[] | undefined {
  const statements = member(parsed(text), "Statement");
  return statements === undefined ? undefined : list(statements).flatMap(single);
}

function single(statement: unknown): Permission[] {
  const part = (key: string): string[] => {
    const [is, isNot] = [member(statement, key), member(statement, `Not${key}`)];
    if (is !== undefined) return flat(is);
    return [isNot === undefined ? "" : `all but ${flat(isNot).sort().join(", ")}`];
  };
  const effect = String(member(statement, "Effect"));
  const condition = member(statement, "Condition");
  return part("Action").flatMap((action) =>
    part("Resource").flatMap((resource) =>
      part("Principal").map((principal) => ({ effect, principal, action, resource, condition })),
    ),
  );
}

/** `"*"`, a list, or `{ Service: … }`. */
function flat(value: unknown): string[] {
  if (typeof value === "object" && value !== null && !Array.isArray(value)) {
    return Object.entries(value).flatMap(([kind, inner]) =>
      list(inner).map((each) => `${kind} ${String(each)}`),
    );
  }
  return list(value).map(String);
}

function list(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [value];
}
