import type { Check } from "./check";
import { declared, given, is } from "./check";
import type { Rule } from "./rule";

interface Managed {
  readonly overrideAction?: { readonly none?: object };
  readonly statement: { readonly managedRuleGroupStatement?: { readonly name: string } };
}

const group = (name: string, override: object): Managed => ({
  overrideAction: override,
  statement: { managedRuleGroupStatement: { name } },
});
const KNOWN_BAD = "AWSManagedRulesKnownBadInputsRuleSet";

/** Log4j and its like are blocked, not counted. */
const knownBad: Check = {
  right: (rules) =>
    Array.isArray(rules) &&
    rules.some(
      ({ overrideAction, statement }: Managed) =>
        statement.managedRuleGroupStatement?.name === KNOWN_BAD &&
        overrideAction?.none !== undefined,
    ),
  wrong: [undefined, [], [group("another", { none: {} })], [group(KNOWN_BAD, { count: {} })]],
};

const acl = (ids: string, promise: string, wants: Rule["wants"]): Rule => ({
  ...{ ids, promise, wants },
  type: "wafv2/webAcl:WebAcl",
});

/** What security scanners ask of web ACLs. */
export const WAF: readonly Rule[] = [
  acl("WAF.10", "it has rules", { "rules.0.name": given }),
  acl("CKV_AWS_192 CKV2_AWS_47", "known attacks do not get past it", { rules: knownBad }),
  {
    ...acl("WAF.11 CKV2_AWS_31", "every request is logged, into a log of ours", {
      "logDestinationConfigs.0": declared("cloudwatch/logGroup:LogGroup"),
    }),
    at: {
      type: "WebAclLoggingConfiguration",
      path: "resourceArn",
      to: ({ name }) => `arn:${name}`,
    },
  },
  acl("WAF.12", "what it does is measured", {
    "visibilityConfig.cloudwatchMetricsEnabled": is(true),
  }),
];
