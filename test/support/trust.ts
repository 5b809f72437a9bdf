import type { Registration } from "./recorder";
import { written, type WrittenStatement } from "./look";

/** Claims of a token, without the name of who issued it. */
export interface Claims {
  readonly sub: string;
  readonly aud: string;
}

const ISSUER = "token.actions.githubusercontent.com";

/** Whether AWS would hand out a role for a token of GitHub, as its trust policy says. */
export function isAssumable({ inputs }: Registration, account: string, claims: Claims): boolean {
  const all = written(inputs["assumeRolePolicy"]).filter((each) => concerns(each, account));
  const met = all.filter((statement) => holds(statement, claims));
  return met.some(({ Effect }) => Effect === "Allow") && met.every((s) => s.Effect !== "Deny");
}

function concerns({ Principal, Action }: WrittenStatement, account: string): boolean {
  const federated = typeof Principal === "object" ? list(Principal["Federated"] ?? []) : ["*"];
  const provider = `arn:aws:iam::${account}:oidc-provider/${ISSUER}`;
  return (
    list(Action).some((action) => alike(action, "sts:AssumeRoleWithWebIdentity")) &&
    federated.some((who) => alike(who, provider))
  );
}

/** Every operator must hold for each of its keys; one of several values is enough. */
function holds({ Condition = {} }: WrittenStatement, claims: Claims): boolean {
  return Object.entries(Condition).every(([operator, asked]) =>
    Object.entries(asked as Readonly<Record<string, string | readonly string[]>>).every(
      ([key, values]) => {
        const claim = key.replace(`${ISSUER}:`, "");
        if (claim !== "sub" && claim !== "aud") return false;
        return list(values).some((value) => compare(operator, value, claims[claim]));
      },
    ),
  );
}

function compare(operator: string, pattern: string, value: string): boolean {
  switch (operator) {
    case "StringEquals":
      return pattern === value;
    case "StringEqualsIgnoreCase":
      return pattern.toLowerCase() === value.toLowerCase();
    case "StringLike":
    case "ForAnyValue:StringLike":
      return alike(pattern, value);
    default:
      throw new Error(`the evaluator does not know ${operator}`);
  }
}

/** `*` stands for any text, `?` for one character. */
function alike(pattern: string, value: string): boolean {
  const form = pattern
    .replace(/[.+^${}()|[\]\\/]/g, "\\$&")
    .replaceAll("*", ".*")
    .replaceAll("?", ".");
  return new RegExp(`^${form}$`).test(value);
}

function list(words: string | readonly string[]): readonly string[] {
  return typeof words === "string" ? [words] : words;
}
