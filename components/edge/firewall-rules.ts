import type { types } from "@pulumi/aws";
import type * as pulumi from "@pulumi/pulumi";

import { CDN_HEADER, type Host } from "./host";

type Rule = types.input.wafv2.WebAclRule;
type Statement = types.input.wafv2.WebAclRuleStatement;
type Draft = Omit<Rule, "priority" | "visibilityConfig">;

/** User name that belongs to a host's password. */
const GUEST = "guest";

/** The rules of a web ACL, in their order; `allowed` are sets of addresses by host. */
export function firewallRules(
  hosts: readonly Host[],
  allowed: ReadonlyMap<string, pulumi.Input<string>>,
): Rule[] {
  const drafts = [...MANAGED, ...hosts.flatMap((host) => rulesOf(host, allowed))];
  return drafts.map((draft, priority) => ({
    ...draft,
    priority,
    visibilityConfig: visibility(draft.name),
  }));
}

/** Metrics, but no samples: those show the headers that the log leaves out. */
export function visibility(metricName: pulumi.Input<string>) {
  return { metricName, cloudwatchMetricsEnabled: true, sampledRequestsEnabled: false };
}

/** A host in the letters that WAF takes for a name; no host has an underscore. */
export function wafName(host: string): string {
  return host.replaceAll(".", "_");
}

/** Rules that AWS keeps, whatever the host. */
const MANAGED: readonly Draft[] = [
  // Log4j and its like.
  managed("known-bad-inputs", "KnownBadInputsRuleSet", "none"),
  managed("bad-addresses", "AmazonIpReputationList", "none"),
  // It takes uploads, long texts and addresses in them for attacks: what it would block is counted.
  managed("common", "CommonRuleSet", "count"),
];

/** `none`: the group blocks what it finds. */
function managed(name: string, group: string, override: "count" | "none"): Draft {
  return {
    name,
    overrideAction: { [override]: {} },
    statement: {
      managedRuleGroupStatement: { vendorName: "AWS", name: `AWSManagedRules${group}` },
    },
  };
}

/** Who may send requests to a host, and how many; who guesses passwords is counted as well. */
function rulesOf(
  { host, access, password, cdnKeys }: Host,
  allowed: ReadonlyMap<string, pulumi.Input<string>>,
): Draft[] {
  const addresses = allowed.get(host);
  const limit = access.requestsPer5Minutes;
  const isHost = matches(host);
  const unless = (statement: Statement): Statement => ({
    andStatement: { statements: [isHost, { notStatement: { statement } }] },
  });
  if (cdnKeys !== undefined) {
    // Everybody comes from the CDN's addresses, so who may come is asked there.
    const statement = either(cdnKeys.map((key) => exactly(CDN_HEADER, key)));
    return [{ name: `${wafName(host)}-cdn`, action: { block: {} }, statement: unless(statement) }];
  }
  return [
    ...(addresses === undefined
      ? []
      : [
          {
            name: `${wafName(host)}-addresses`,
            action: { block: {} },
            statement: unless({ ipSetReferenceStatement: { arn: addresses } }),
          },
        ]),
    ...(limit === undefined
      ? []
      : [
          {
            name: `${wafName(host)}-rate`,
            action: { block: {} },
            statement: {
              rateBasedStatement: {
                limit,
                evaluationWindowSec: 300,
                aggregateKeyType: "IP",
                scopeDownStatement: isHost,
              },
            },
          },
        ]),
    ...(password === undefined
      ? []
      : [
          {
            name: `${wafName(host)}-password`,
            action: { block: { customResponse: askFor(host) } },
            statement: unless(carries(password)),
          },
        ]),
  ];
}

/** A Host header may name the port, and end in a dot: either would lead past an exact match. */
function matches(host: string) {
  return {
    regexMatchStatement: {
      regexString: `^${host.replaceAll(".", "\\.")}\\.?(:[0-9]+)?$`,
      fieldToMatch: { singleHeader: { name: "host" } },
      textTransformations: [{ priority: 0, type: "LOWERCASE" }],
    },
  };
}

function carries(password: pulumi.Output<string>): Statement {
  const login = (text: string) => `Basic ${Buffer.from(`${GUEST}:${text}`).toString("base64")}`;
  return exactly("authorization", password.apply(login));
}

function exactly(header: string, searchString: pulumi.Output<string>): Statement {
  return {
    byteMatchStatement: {
      searchString,
      positionalConstraint: "EXACTLY",
      fieldToMatch: { singleHeader: { name: header } },
      textTransformations: [{ priority: 0, type: "NONE" }],
    },
  };
}

/** WAF takes two statements at least. */
function either(statements: Statement[]): Statement {
  const [first, ...others] = statements;
  return first !== undefined && others.length === 0 ? first : { orStatement: { statements } };
}

function askFor(host: string) {
  const value = `Basic realm="${host}", charset="UTF-8"`;
  return { responseCode: 401, responseHeaders: [{ name: "WWW-Authenticate", value }] };
}
