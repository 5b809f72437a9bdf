import type { Recording } from "./recorder";

/** A request as a web ACL sees it. */
export interface Asked {
  readonly address: string;
  readonly headers: Readonly<Record<string, string>>;
  /** Requests of this address in the last five minutes, this one included. */
  readonly count: number;
}

/** What a web ACL does with a request: nothing, or the answer it gives instead. */
export type Verdict =
  | "allow"
  | {
      readonly rule: string;
      readonly status: number;
      readonly headers: Readonly<Record<string, string>>;
    };

interface Statement {
  readonly andStatement?: { readonly statements: readonly Statement[] };
  readonly orStatement?: { readonly statements: readonly Statement[] };
  readonly notStatement?: { readonly statement: Statement };
  readonly ipSetReferenceStatement?: { readonly arn: string };
  readonly byteMatchStatement?: Match & { readonly searchString: string };
  readonly regexMatchStatement?: Match & { readonly regexString: string };
  readonly rateBasedStatement?: {
    readonly limit: number;
    readonly scopeDownStatement: Statement;
  };
  /** What AWS keeps in these, no test knows: they match nothing here. */
  readonly managedRuleGroupStatement?: object;
}

interface Match {
  readonly fieldToMatch: { readonly singleHeader: { readonly name: string } };
  readonly textTransformations: readonly { readonly type: string }[];
}

interface Rule {
  readonly name: string;
  readonly priority: number;
  readonly action?: {
    readonly block?: {
      readonly customResponse?: {
        readonly responseCode: number;
        readonly responseHeaders: readonly { readonly name: string; readonly value: string }[];
      };
    };
  };
  readonly statement: Statement;
}

/** What the rules of a registered web ACL do with a request, in their order. */
export function judged(recording: Recording, acl: string, asked: Asked): Verdict {
  const rules = recording.named(acl, "WebAcl").inputs["rules"] as readonly Rule[];
  const inOrder = [...rules].sort((a, b) => a.priority - b.priority);
  const rule = inOrder.find(({ statement }) => matches(statement, asked, recording));
  if (rule === undefined) return "allow";
  const answer = rule.action?.block?.customResponse;
  const headers = answer?.responseHeaders.map(({ name, value }) => [name, value] as const) ?? [];
  return {
    rule: rule.name,
    status: answer?.responseCode ?? 403,
    headers: Object.fromEntries(headers),
  };
}

function matches(statement: Statement, asked: Asked, recording: Recording): boolean {
  const every = (one: Statement) => matches(one, asked, recording);
  const [kind, ...others] = Object.keys(statement);
  if (others.length > 0) throw new Error(`a statement is one thing; got ${kind} and others`);
  if (statement.andStatement) return statement.andStatement.statements.every(every);
  if (statement.orStatement) return statement.orStatement.statements.some(every);
  if (statement.notStatement) return !every(statement.notStatement.statement);
  if (statement.managedRuleGroupStatement) return false;
  if (statement.rateBasedStatement) {
    const { limit, scopeDownStatement } = statement.rateBasedStatement;
    return asked.count > limit && every(scopeDownStatement);
  }
  if (statement.ipSetReferenceStatement) {
    const { arn } = statement.ipSetReferenceStatement;
    return addresses(recording, arn).some((range) => lies(asked.address, range));
  }
  if (statement.byteMatchStatement) {
    return (
      header(statement.byteMatchStatement, asked) === statement.byteMatchStatement.searchString
    );
  }
  if (statement.regexMatchStatement) {
    const { regexString } = statement.regexMatchStatement;
    return new RegExp(regexString).test(header(statement.regexMatchStatement, asked) ?? "");
  }
  throw new Error(`no test knows what ${kind} means`);
}

function header({ fieldToMatch, textTransformations }: Match, { headers }: Asked) {
  const value = headers[fieldToMatch.singleHeader.name];
  return textTransformations.some(({ type }) => type === "LOWERCASE")
    ? value?.toLowerCase()
    : value;
}

function addresses(recording: Recording, arn: string): readonly string[] {
  const set = recording.of("IpSet").find(({ name }) => `arn:${name}` === arn);
  if (set === undefined) throw new Error(`no set of addresses ${arn}`);
  return set.inputs["addresses"] as readonly string[];
}

function lies(address: string, range: string): boolean {
  const [network = "", bits = "32"] = range.split("/");
  const mask = (text: string) => Math.floor(number(text) / 2 ** (32 - Number(bits)));
  return mask(address) === mask(network);
}

function number(address: string): number {
  return address.split(".").reduce((sum, part) => sum * 256 + Number(part), 0);
}
