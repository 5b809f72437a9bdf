import { bad, type BadSetting, type Json, type Problem, withValues } from "./row";

const NETWORK = {
  cidr: "10.10.0.0/16",
  reserved: [],
  zones: ["euc1-az1", "euc1-az2"],
  nat: "single",
  endpoints: "gateway",
};
const EKS = { name: "shared", securityGroupId: "sg-0123456789abcdef0" };
const EXISTING = { kind: "existing", kubeconfig: "~/.kube/config", context: "staging" };
const LOAD_BALANCER = {
  kind: "loadBalancer",
  domains: { "dev.example-org.test": { certificates: "wildcard" } },
  accessLogDays: 30,
};
const RDS = {
  kind: "rds",
  live: "original",
  instances: { original: { version: "16", from: "nothing", mode: "readWrite" } },
  instanceClass: "db.t4g.medium",
  storageGiB: 20,
  maxStorageGiB: 22,
  zones: "single",
  pitrDays: 1,
  backupWindow: "02:00-03:00",
  maintenanceWindow: "sun:04:00-sun:05:00",
  insightsDays: 7,
  lifecycle: "disposable",
};
const ELASTICACHE = {
  kind: "elasticache",
  version: "7.1",
  nodeType: "cache.t4g.small",
  replicas: 0,
  maxmemoryPolicy: "noeviction",
  snapshotDays: 0,
  snapshotWindow: "02:00-03:00",
  maintenanceWindow: "sun:04:00-sun:05:00",
  lifecycle: "disposable",
};

const APP = "applications.appos";
const NO_NETWORK = "a managed store lies in a network: describe it (network), or use inCluster";
const NO_EKS =
  "a managed store admits the pods of an EKS cluster alone: describe one (cluster), or use inCluster";
const NO_EDGE = "a load balancer needs a network and an EKS cluster in it; elsewhere use gateway";
const NO_GUARD = "nothing does that here: it takes a load balancer (edge) and a host";

const staging = (title: string, values: Json, ...problems: readonly Problem[]): BadSetting =>
  bad("staging", title, { settings: withValues("staging", values) }, ...problems);
const dev = (title: string, values: Json, ...problems: readonly Problem[]): BadSetting =>
  bad("dev", title, { settings: withValues("dev", values) }, ...problems);

const host = (title: string, name: string, message: string): BadSetting =>
  staging(title, { [`${APP}.host`]: name }, [`${message}; got ${name}`, `${APP}.host`]);

/** What one part of an environment wants of another: `config/schema.ts` and `stack/place-checks.ts`. */
export const PLACES: readonly BadSetting[] = [
  staging(
    "a cluster and a load balancer in no network",
    { network: undefined },
    ["an EKS cluster lies in a network: describe it", "network"],
    [NO_EDGE, "edge.kind"],
  ),
  staging("a load balancer beside a cluster that is not EKS", { cluster: EXISTING }, [
    NO_EDGE,
    "edge.kind",
  ]),
  dev("a load balancer where there is nothing in AWS", { edge: LOAD_BALANCER }, [
    NO_EDGE,
    "edge.kind",
  ]),
  dev(
    "managed stores in no network",
    { "cluster.eks": EKS, [`${APP}.database`]: RDS, [`${APP}.cache`]: ELASTICACHE },
    [NO_NETWORK, `${APP}.database.kind`],
    [NO_NETWORK, `${APP}.cache.kind`],
  ),
  dev(
    "managed stores beside a cluster that is not EKS",
    { network: NETWORK, [`${APP}.database`]: RDS, [`${APP}.cache`]: ELASTICACHE },
    [NO_EKS, `${APP}.database.kind`],
    [NO_EKS, `${APP}.cache.kind`],
  ),
  dev(
    "a managed database where there is nothing in AWS",
    { [`${APP}.database`]: RDS },
    [NO_NETWORK, `${APP}.database.kind`],
    [NO_EKS, `${APP}.database.kind`],
  ),
  host(
    "a host in no domain",
    "appos.example.com",
    "no certificate covers it: edge.domains names fcy.sh, staging.example-org.test",
  ),
  host(
    "a host that only ends like a domain",
    "appos.notfcy.sh",
    "no certificate covers it: edge.domains names fcy.sh, staging.example-org.test",
  ),
  staging(
    "a host behind the CDN that no certificate covers",
    { "applications.salitemihret.host": "salitemihret.elsewhere.test" },
    [
      "no certificate covers it: edge.domains names fcy.sh, staging.example-org.test; got salitemihret.elsewhere.test",
      "applications.salitemihret.host",
    ],
  ),
  staging(
    "pages that are files behind a Gateway",
    { edge: { kind: "gateway", name: "public", namespace: "gateways" } },
    [
      "pages of salitemihret come from a CDN, which takes a load balancer (edge); got gateway",
      "applications.salitemihret.host",
    ],
  ),
  host(
    "a host two labels below a wildcard",
    "app.os.staging.example-org.test",
    "a certificate for *.staging.example-org.test covers one label below it",
  ),
  host(
    "the domain of a wildcard as a host",
    "staging.example-org.test",
    "a certificate for *.staging.example-org.test covers one label below it",
  ),
  staging(
    "a host of the narrower of two domains",
    {
      "edge.domains": {
        "fcy.sh": { certificates: "perHost" },
        "example-org.test": { certificates: "perHost" },
        "staging.example-org.test": { certificates: "wildcard" },
      },
      [`${APP}.host`]: "app.os.staging.example-org.test",
    },
    [
      "a certificate for *.staging.example-org.test covers one label below it; got app.os.staging.example-org.test",
      `${APP}.host`,
    ],
  ),
  dev(
    "a host beside no domain at all",
    {
      network: NETWORK,
      "cluster.eks": EKS,
      edge: { ...LOAD_BALANCER, domains: {} },
      [`${APP}.host`]: "appos.dev.example-org.test",
    },
    [
      "no certificate covers it: edge.domains names none; got appos.dev.example-org.test",
      `${APP}.host`,
    ],
  ),
  dev(
    "a host where nothing receives requests",
    { edge: undefined, [`${APP}.host`]: "appos.dev.example-org.test" },
    [
      "nothing receives requests here: describe edge; got appos.dev.example-org.test",
      `${APP}.host`,
    ],
  ),
  dev(
    "limits of access behind a Gateway",
    {
      [`${APP}.host`]: "appos.dev.example-org.test",
      [`${APP}.access`]: {
        requestsPer5Minutes: 2000,
        allowedCidrs: ["203.0.113.0/24"],
        password: "secret",
      },
    },
    [NO_GUARD, `${APP}.access.requestsPer5Minutes`],
    [NO_GUARD, `${APP}.access.allowedCidrs`],
    [NO_GUARD, `${APP}.access.password`],
  ),
  dev(
    "a limit of access to an application without a host",
    {
      network: NETWORK,
      "cluster.eks": EKS,
      edge: LOAD_BALANCER,
      [`${APP}.access.requestsPer5Minutes`]: 2000,
    },
    [NO_GUARD, `${APP}.access.requestsPer5Minutes`],
  ),
];
