import { list } from "../../cloud/objects";
import { isProps, type Props } from "../../provider/values";
import type { Fact, Facts, Limit, Made, Parent } from "../fact";
import { items, like, text, texts } from "../paths";
import { regionOf } from "../templates";

const WEB_ACL = "aws:wafv2/webAcl:WebAcl";
const GONE =
  "WAFNonexistentItemException: AWS WAF couldn’t perform the operation because your resource doesn’t exist.";
const invalid = (reason: string, field: string) =>
  `WAFInvalidParameterException: Error reason: ${reason}, field: ${field}`;

const NAMED: Limit = {
  path: "name",
  text: "takes 1 to 128 letters, digits, hyphens and underscores",
  holds: like(/^[\w-]{1,128}$/),
};

/** What has a name of its own within its scope. */
function scoped(kind: string): Fact {
  return {
    id: "{uuid}",
    key: ["scope", "name"],
    exists:
      "WAFDuplicateItemException: AWS WAF couldn’t perform the operation because some resource in your request is a duplicate of an existing one.",
    replaceOn: ["name", "namePrefix", "scope"],
    limits: [NAMED],
    computed: ({ id, name, inputs, scope }: Made) => {
      const reach = text(inputs, "scope") === "CLOUDFRONT" ? "global" : "regional";
      return {
        arn: `arn:aws:wafv2:${regionOf({ inputs, scope })}:${scope.owner}:${reach}/${kind}/${name}/${id}`,
      };
    },
  };
}

const acl = (property: string): Parent => ({
  type: WEB_ACL,
  id: `{${property}}`,
  tail: true,
  text: GONE,
});
const SETS = [
  "rules.statement.ipSetReferenceStatement.arn",
  "rules.statement.notStatement.statement.ipSetReferenceStatement.arn",
  "rules.statement.andStatement.statements.ipSetReferenceStatement.arn",
  "rules.statement.andStatement.statements.notStatement.statement.ipSetReferenceStatement.arn",
];

/** Web ACLs and what they need. */
export const firewalls: Facts = {
  "aws:wafv2/ipSet:IpSet": {
    ...scoped("ipset"),
    replaceOn: ["ipAddressVersion", "name", "namePrefix", "scope"],
    limits: [
      NAMED,
      {
        path: "addresses",
        api: true,
        text: invalid("The parameter contains formatting that is not valid.", "IP_ADDRESS"),
        holds: (_value, inputs) =>
          !texts(inputs, "addresses").some((range) => range.endsWith("/0")),
      },
    ],
  },
  [WEB_ACL]: {
    ...scoped("webacl"),
    parents: SETS.map((id) => ({
      type: "aws:wafv2/ipSet:IpSet",
      id: `{${id}}`,
      tail: true,
      text: GONE,
    })),
    limits: [
      NAMED,
      ...["name", "priority"].map((each): Limit => ({
        path: "rules",
        api: true,
        text: invalid(`Two rules have the same ${each}.`, "RULE"),
        holds: (_value, inputs) => isDistinct(items(inputs, "rules").filter(isProps), each),
      })),
    ],
  },
  "aws:wafv2/webAclAssociation:WebAclAssociation": {
    id: "{webAclArn},{resourceArn}",
    upsert: true,
    replaceOn: ["resourceArn", "webAclArn"],
    parents: [
      acl("webAclArn"),
      {
        type: "aws:lb/loadBalancer:LoadBalancer",
        id: "{resourceArn}",
        skip: /^arn:aws:(?!elasticloadbalancing)/,
        text: GONE,
      },
    ],
  },
  "aws:wafv2/webAclLoggingConfiguration:WebAclLoggingConfiguration": {
    id: "{resourceArn}",
    upsert: true,
    replaceOn: ["resourceArn"],
    parents: [acl("resourceArn")],
    forbids: (inputs, place) => {
      const known = list(place, "aws:cloudwatch/logGroup:LogGroup").map(({ object }) =>
        text(object.outputs, "arn"),
      );
      const wrong = texts(inputs, "logDestinationConfigs").find(
        (arn) =>
          !/[:/]aws-waf-logs-[^:/]+$/.test(arn) || (arn.includes(":logs:") && !known.includes(arn)),
      );
      return wrong === undefined
        ? undefined
        : `${invalid(NOT_AN_ARN, "LOG_DESTINATION")}, parameter: ${wrong}`;
    },
  },
};

const NOT_AN_ARN =
  "The ARN isn't valid. A valid ARN begins with arn: and includes other information separated by colons or slashes.";

function isDistinct(rules: readonly Props[], property: string): boolean {
  return new Set(rules.map((rule) => text(rule, property))).size === rules.length;
}
