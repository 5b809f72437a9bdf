import { member } from "../paths";
import { parsed } from "./document";

/** What a policy document says before and after, as single permissions. */
export interface PermissionChange {
  readonly added: readonly string[];
  readonly removed: readonly string[];
  /** More is allowed or less is denied. */
  readonly widens: boolean;
}

/** The permissions that a change of an IAM policy adds and removes; `undefined` for other documents. */
export function permissionChange(before: string, after: string): PermissionChange | undefined {
  const [old, now] = [permissions(before), permissions(after)];
  if (old === undefined || now === undefined) return undefined;
  const added = [...now].filter((each) => !old.has(each)).sort();
  const removed = [...old].filter((each) => !now.has(each)).sort();
  const widens =
    added.some((each) => !each.startsWith("Deny")) ||
    removed.some((each) => each.startsWith("Deny"));
  return { added, removed, widens };
}

function permissions(text: string): ReadonlySet<string> | undefined {
  const statements = member(parsed(text), "Statement");
  if (statements === undefined) return undefined;
  return new Set(list(statements).flatMap(single));
}

/** A statement as one line per action, resource and principal. */
function single(statement: unknown): string[] {
  const condition = member(statement, "Condition");
  const when = condition === undefined ? "" : ` where ${JSON.stringify(condition)}`;
  const part = (key: string, words: string): string[] => {
    const [is, isNot] = [member(statement, key), member(statement, `Not${key}`)];
    if (is !== undefined) return flat(is).map((each) => ` ${words} ${each}`);
    if (isNot !== undefined) return [` ${words} all but ${flat(isNot).join(", ")}`];
    return [""];
  };
  const effect = String(member(statement, "Effect"));
  return part("Action", "to").flatMap((action) =>
    part("Resource", "on").flatMap((resource) =>
      part("Principal", "for").map(
        (principal) => `${effect}${principal}${action}${resource}${when}`,
      ),
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
