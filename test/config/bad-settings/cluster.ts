import { at, type BadSetting, expected, NO_RANGE, TWICE, unknownKey } from "./row";

const NAME = "name an EKS cluster, for example platform-prod";
const VERSION = "name a Kubernetes minor version, for example 1.36";
const PRIVATE = "use a private range from /12 to /24, for example 172.20.0.0/16";
const TAKEN =
  "overlaps with network.cidr or network.reserved: Services need addresses of their own";
const ROLE = "name an IAM role by its ARN, for example arn:aws:iam::123456789012:role/deploy";
const GROUP = "name a security group, for example sg-0123456789abcdef0";

const DEPLOYER = "arn:aws:iam::333333333333:role/deploy";
const KNOWN = { name: "shared", securityGroupId: "sg-0123456789abcdef0" };

/** A cluster that the program makes (prod). */
const EKS: readonly BadSetting[] = [
  ...at("prod", "cluster", ["a cluster by its name", "platform", expected("object", "string")]),
  ...at(
    "prod",
    "cluster.kind",
    ["a cluster of another kind", "gke", "use eks or existing"],
    ["a cluster of no kind", undefined, "use eks or existing"],
  ),
  ...at("prod", "cluster.context", [
    "a context of a cluster to be made",
    "prod",
    unknownKey("context"),
    "cluster",
  ]),
  ...at(
    "prod",
    "cluster.name",
    ["an empty EKS name", "", NAME],
    ["an EKS name with a slash", "eu/prod", NAME],
    [
      "an EKS name that leaves no room for its roles",
      "p".repeat(54),
      "roles are named after the cluster: use at most 53 characters",
    ],
  ),
  ...at(
    "prod",
    "cluster.version",
    ["a version that YAML takes for a number", 1.34, expected("string", "number")],
    ["a version with a patch", "1.34.1", VERSION],
    ["the latest version", "latest", VERSION],
  ),
  ...at(
    "prod",
    "cluster.serviceCidr",
    ["Services without a prefix", "172.20.0.0", NO_RANGE],
    [
      "Services by an address inside their range",
      "172.20.0.1/16",
      "name the first address of the range: 172.20.0.0/16",
    ],
    ["Services under public addresses", "203.0.113.0/24", PRIVATE],
    ["Services in more than EKS takes", "10.128.0.0/11", PRIVATE],
    ["Services in less than EKS takes", "172.20.0.0/25", PRIVATE],
    ["Services inside the network", "10.30.240.0/20", TAKEN],
    ["Services inside a reserved range", "10.20.0.0/16", TAKEN],
    ["Services around the network", "10.16.0.0/12", TAKEN],
  ),
  ...at(
    "prod",
    "cluster.apiCidrs",
    ["one range of administrators as text", "203.0.113.0/24", expected("array", "string")],
    ["an administrator's address", ["203.0.113.7"], NO_RANGE, "cluster.apiCidrs.0"],
    ["a range of administrators twice", ["203.0.113.0/24", "203.0.113.0/24"], TWICE],
    [
      "an API server that answers everybody",
      ["203.0.113.0/24", "0.0.0.0/0"],
      "the API server never answers everybody",
      "cluster.apiCidrs.1",
    ],
  ),
  ...at(
    "prod",
    "cluster.admins",
    ["one administrator as text", DEPLOYER, expected("array", "string")],
    ["a cluster that nobody can change", [], "somebody must be able to change the cluster"],
    ["an administrator twice", [DEPLOYER, DEPLOYER], TWICE],
    [
      "a person as an administrator",
      [DEPLOYER, "arn:aws:iam::333333333333:user/ada"],
      ROLE,
      "cluster.admins.1",
    ],
    ["a role by its name", ["deploy"], ROLE, "cluster.admins.0"],
    [
      "a session as an administrator",
      ["arn:aws:sts::333333333333:assumed-role/deploy/ada"],
      ROLE,
      "cluster.admins.0",
    ],
  ),
];

/** A cluster that somebody else looks after (dev). */
const EXISTING: readonly BadSetting[] = [
  ...at("dev", "cluster.version", [
    "a version of an existing cluster",
    "1.34",
    unknownKey("version"),
    "cluster",
  ]),
  ...at(
    "dev",
    "cluster.kubeconfig",
    ["no kubeconfig", undefined, expected("string", "undefined")],
    ["an empty kubeconfig", "", "name a file, for example ~/.kube/config, or write secret"],
  ),
  ...at(
    "dev",
    "cluster.context",
    ["no context", undefined, expected("string", "undefined")],
    ["an empty context", "", "name a context of the kubeconfig"],
  ),
  ...at(
    "dev",
    "cluster.eks",
    ["an EKS cluster by its name alone", "shared", expected("object", "string")],
    [
      "a region of an existing EKS cluster",
      { ...KNOWN, region: "eu-central-1" },
      unknownKey("region"),
    ],
    ["an existing EKS cluster without a name", { ...KNOWN, name: "" }, NAME, "cluster.eks.name"],
    [
      "an existing EKS cluster under 101 letters",
      { ...KNOWN, name: "p".repeat(101) },
      NAME,
      "cluster.eks.name",
    ],
    [
      "nodes without a security group",
      { name: "shared" },
      expected("string", "undefined"),
      "cluster.eks.securityGroupId",
    ],
    [
      "a security group by its name",
      { ...KNOWN, securityGroupId: "eks-nodes" },
      GROUP,
      "cluster.eks.securityGroupId",
    ],
  ),
];

/** Bad values of the cluster, of both kinds. */
export const CLUSTER: readonly BadSetting[] = [...EKS, ...EXISTING];
