import { at, type BadSetting, expected, oneOf, unknownKey } from "./row";

const DOMAIN = "name a domain, for example example.org";
const ZONE = "name a hosted zone, for example Z0123456789ABCDEFGHIJ";
const OBJECT = "use lower-case letters, digits and dashes";
const DAYS = (got: number) => `use a whole number from 1 to 3653; got ${got}`;

const LONG = `${"a".repeat(59)}.org`;

/** Domains of staging, whose hosts lie in `staging.example-org.test` and `fcy.sh`, and one that nobody uses. */
const domains = (unused: Readonly<Record<string, unknown>>) => ({
  "staging.example-org.test": { certificates: "wildcard" },
  "fcy.sh": { certificates: "perHost" },
  ...unused,
});

/** A load balancer (staging). */
const LOAD_BALANCER: readonly BadSetting[] = [
  ...at("staging", "edge", ["an edge in a word", "loadBalancer", expected("object", "string")]),
  ...at(
    "staging",
    "edge.kind",
    ["an edge of another kind", "ingress", "use loadBalancer or gateway"],
    ["an edge of no kind", undefined, "use loadBalancer or gateway"],
  ),
  ...at("staging", "edge.namespace", [
    "a namespace of a load balancer",
    "gateways",
    unknownKey("namespace"),
    "edge",
  ]),
  ...at(
    "staging",
    "edge.domains",
    ["domains in a list", ["fcy.sh"], expected("record", "array")],
    [
      "a domain in capitals",
      domains({ "Example.org": { certificates: "perHost" } }),
      DOMAIN,
      "edge.domains.Example.org",
    ],
    [
      "a wildcard for a domain",
      domains({ "*.org": { certificates: "perHost" } }),
      DOMAIN,
      "edge.domains.*.org",
    ],
    [
      "a domain whose wildcard no certificate can name",
      domains({ [LONG]: { certificates: "wildcard" } }),
      "a certificate takes no longer name: use at most 62 characters",
      `edge.domains.${LONG}`,
    ],
    [
      "a domain of which nothing is said",
      domains({ "example.org": "perHost" }),
      expected("object", "string"),
      "edge.domains.example.org",
    ],
    [
      "a certificate of a domain",
      domains({ "example.org": { certificates: "perHost", arn: "arn" } }),
      unknownKey("arn"),
      "edge.domains.example.org",
    ],
    [
      "a hosted zone by its name",
      domains({ "example.org": { certificates: "perHost", zoneId: "example.org." } }),
      ZONE,
      "edge.domains.example.org.zoneId",
    ],
    [
      "a domain without a word on certificates",
      domains({ "example.org": {} }),
      oneOf("perHost", "wildcard"),
      "edge.domains.example.org.certificates",
    ],
  ),
  ...at(
    "staging",
    "edge.accessLogDays",
    ["requests that are forgotten", 0, DAYS(0)],
    ["requests that outlive ten years", 3654, DAYS(3654)],
    ["requests kept for half a day", 0.5, DAYS(0.5)],
    ["no word on the log of requests", undefined, expected("number", "undefined")],
  ),
];

/** A Gateway of the cluster (dev). */
const GATEWAY: readonly BadSetting[] = [
  ...at("dev", "edge.domains", ["domains of a Gateway", {}, unknownKey("domains"), "edge"]),
  ...at(
    "dev",
    "edge.name",
    ["a Gateway without a name", "", OBJECT],
    ["a Gateway with its namespace", "gateways/public", OBJECT],
    ["a Gateway in capitals", "Public", OBJECT],
  ),
  ...at(
    "dev",
    "edge.namespace",
    ["no namespace of the Gateway", undefined, expected("string", "undefined")],
    ["a namespace of 64 letters", "g".repeat(64), OBJECT],
  ),
];

/** Bad values of how people reach the applications, of both kinds. */
export const EDGE: readonly BadSetting[] = [...LOAD_BALANCER, ...GATEWAY];
