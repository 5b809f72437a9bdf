import { z } from "zod";

import { Cidr, overlap, within } from "./cidr";
import { distinct, dnsName, inWords, keyInWords, whole } from "./value";

export const Network = z
  .strictObject({
    /** One /16 per environment; subnets are /20 (public, private) and /24 (data) of it. */
    cidr: z
      .string()
      .regex(/^10\.(\d|[1-9]\d|1\d\d|2[0-4]\d|25[0-5])\.0\.0\/16$/, "use a 10.x.0.0/16 network"),
    /** Ranges that may one day be reached from here: other environments, offices. */
    reserved: distinct(Cidr),
    /** Zone ids, because zone names differ between accounts. */
    zones: distinct(
      z.string().regex(/^[a-z]{3,4}\d-az\d$/, "use a zone id, for example euc1-az1"),
    ).refine(({ length }) => length === 2 || length === 3, "use two or three zones"),
    nat: z.enum(["none", "single", "perZone"]),
    /** `gateway`: S3 and DynamoDB, free of charge. `private`: every AWS API that the platform calls. */
    endpoints: z.enum(["gateway", "private"]),
  })
  .readonly()
  .check(({ value: { cidr, reserved }, issues }) => {
    for (const [index, range] of reserved.entries()) {
      const valid = [cidr, range].every((each) => Cidr.safeParse(each).success);
      if (!valid || !overlap(cidr, range)) continue;
      const message = `overlaps with network.cidr (${cidr}): no route could tell them apart; got ${range}`;
      issues.push({ code: "custom", path: ["reserved", index], input: range, message });
    }
  });
export type Network = z.infer<typeof Network>;

export const Region = z
  .string()
  .regex(/^[a-z]{2}(-gov)?-[a-z]+-\d$/, "name an AWS region, for example eu-central-1");

export const RoleArn = z
  .string()
  .regex(
    /^arn:aws[\w-]*:iam::\d{12}:role\/[\w+=,.@/-]+$/,
    "name an IAM role by its ARN, for example arn:aws:iam::123456789012:role/deploy",
  );

const KeyArn = z
  .string()
  .regex(
    /^arn:aws[\w-]*:kms:[a-z0-9-]+:\d{12}:key\/[\w-]+$/,
    "name a KMS key by its ARN, for example arn:aws:kms:eu-central-1:123456789012:key/1234abcd",
  );

export const StateKeys = distinct(KeyArn).refine(
  ({ length }) => length > 0,
  "a preview reads the state: name its key",
);

const BucketName = z
  .string()
  .regex(
    /^[a-z0-9][a-z0-9-]{1,61}[a-z0-9]$/,
    "name a bucket, for example platform-state-123456789012",
  );

/** Where all environments keep their states and the evidence of their changes; `bootstrap/` declares it. */
export const StateBackend = z
  .strictObject({
    bucket: BucketName,
    /** Another bucket, in which nothing is ever deleted. */
    evidence: BucketName,
    /** The key under which both are written; it lies in their region. */
    key: KeyArn,
  })
  .readonly()
  .refine(({ bucket, evidence }) => bucket !== evidence, {
    path: ["evidence"],
    error: "a bucket whose objects are locked cannot hold states: name another one",
  });
export type StateBackend = z.infer<typeof StateBackend>;

/** What CloudWatch Logs can be told to keep, in days. */
export const LogDays = z.literal(
  [1, 3, 5, 7, 14, 30, 60, 90, 120, 150, 180, 365, 400, 545, 731, 1096, 1827, 2192, 2557, 3653],
  "use a number of days that CloudWatch Logs takes, for example 365",
);

const EksName = z
  .string()
  .regex(/^[A-Za-z0-9][\w-]{0,99}$/, "name an EKS cluster, for example platform-prod");

/** The private ranges of RFC 1918, and the sizes, that EKS takes for Services. */
const ServiceCidr = Cidr.refine(
  (range) =>
    ["10.0.0.0/8", "172.16.0.0/12", "192.168.0.0/16"].some((all) => within(range, all)) &&
    /\/(1[2-9]|2[0-4])$/.test(range),
  "use a private range from /12 to /24, for example 172.20.0.0/16",
);

/** Names of objects in Kubernetes. */
const ObjectName = z
  .string()
  .regex(/^[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?$/, "use lower-case letters, digits and dashes");

const Eks = z
  .strictObject({
    kind: z.literal("eks"),
    /** IAM takes 64 characters for a role, and the longest is `<name>-controller`. */
    name: EksName.max(53, "roles are named after the cluster: use at most 53 characters"),
    /** Kubernetes minor version. */
    version: z.string().regex(/^1\.\d{2}$/, "name a Kubernetes minor version, for example 1.36"),
    /** Addresses of Services; nothing else may use them. */
    serviceCidr: ServiceCidr,
    /** Ranges from which the API server answers besides the network itself; none: only from inside. */
    apiCidrs: distinct(
      Cidr.refine((range) => !range.endsWith("/0"), "the API server never answers everybody"),
    ),
    /** IAM roles that administer the cluster; whoever runs `pulumi up` has one of them. */
    admins: distinct(RoleArn).refine(
      ({ length }) => length > 0,
      "somebody must be able to change the cluster",
    ),
  })
  .readonly();

const Existing = z
  .strictObject({
    kind: z.literal("existing"),
    /** A path that is right on every machine (`~/.kube/config`), or `secret`: `platform:cluster.kubeconfig`. */
    kubeconfig: z.string().min(1, "name a file, for example ~/.kube/config, or write secret"),
    context: z.string().min(1, "name a context of the kubeconfig"),
    /** Where the cluster is an EKS cluster in this network; without it workloads get no AWS roles. */
    eks: z
      .strictObject({
        name: EksName,
        /** Security group of its nodes and pods. */
        securityGroupId: z
          .string()
          .regex(/^sg-[0-9a-f]{8,17}$/, "name a security group, for example sg-0123456789abcdef0"),
      })
      .readonly()
      .optional(),
  })
  .readonly();

/** Key of the kubeconfig of an existing cluster, where the settings say that it is a secret. */
export const KUBECONFIG = "cluster.kubeconfig";

export const Cluster = z.discriminatedUnion("kind", [Eks, Existing], {
  error: inWords("invalid_union", "use eks or existing"),
});
export type Cluster = z.infer<typeof Cluster>;

/** Two characters shorter than a host, for the asterisk of a wildcard certificate and its dot. */
const Domain = dnsName("name a domain, for example example.org", 62);

const LoadBalancer = z
  .strictObject({
    kind: z.literal("loadBalancer"),
    /** Hosts lie in these domains; each certificate covers one host, or all hosts of its domain. */
    domains: z.record(
      Domain,
      z
        .strictObject({
          /** Hosted zone; absent where DNS lives elsewhere: the outputs then list the records to create. */
          zoneId: z
            .string()
            .regex(/^Z[A-Z0-9]{4,31}$/, "name a hosted zone, for example Z0123456789ABCDEFGHIJ")
            .optional(),
          certificates: z.enum(["perHost", "wildcard"]),
        })
        .readonly(),
      { error: keyInWords },
    ),
    /** Days for which the log of every request is kept. */
    accessLogDays: whole(1, 3653),
  })
  .readonly();

const Gateway = z
  .strictObject({
    kind: z.literal("gateway"),
    /** A Gateway (Gateway API) that exists in the cluster and ends TLS. */
    name: ObjectName,
    namespace: ObjectName,
  })
  .readonly();

/** How requests reach the applications. */
export const Edge = z.discriminatedUnion("kind", [LoadBalancer, Gateway], {
  error: inWords("invalid_union", "use loadBalancer or gateway"),
});
export type Edge = z.infer<typeof Edge>;
