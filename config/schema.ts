import { z } from "zod";

import { Alerts } from "./alerts";
import { Application, Name } from "./application";
import { Backup } from "./backup";
import { overlap } from "./cidr";
import { Github } from "./github";
import { Cluster, Edge, LogDays, Network, Region, StateBackend, StateKeys } from "./ground";
import { Promotion } from "./promotion";
import { distinct, keyInWords } from "./value";
import { Waiver } from "./waiver";

export const Environment = z.enum(["dev", "staging", "prod"]);
export type Environment = z.infer<typeof Environment>;

const AccountId = z.string().regex(/^\d{12}$/, "an AWS account id has twelve digits");

const Account = z.strictObject({ accountId: AccountId, region: Region }).readonly();

const Registry = z
  .strictObject({
    accountId: AccountId,
    region: Region,
    pullAccounts: distinct(AccountId),
    /** How images are searched for known holes; `enhanced` costs something per image. */
    scanning: z.enum(["basic", "enhanced"]).optional(),
  })
  .readonly()
  .refine(({ accountId, pullAccounts }) => !pullAccounts.includes(accountId), {
    path: ["pullAccounts"],
    error: "the registry's own account pulls anyway: list the others",
  });

/** Parts that must fit each other. */
const PLACES = {
  aws: Account,
  network: Network.optional(),
  cluster: Cluster,
  edge: Edge.optional(),
  backup: Backup.optional(),
  registry: Registry,
  ownsRegistry: z.boolean(),
  ownsAccount: z.boolean(),
  ownsRepositories: z.boolean(),
  github: Github,
};

/** Compares parts that are valid, whatever else is wrong with the file. */
function having(...parts: readonly (keyof typeof PLACES)[]) {
  const compared = z.object(Object.fromEntries(parts.map((part) => [part, PLACES[part]])));
  return ({ value }: { readonly value: unknown }) => compared.safeParse(value).success;
}

/** What one environment is. Every decision is stated in `Pulumi.<stack>.yaml`; unknown keys are errors. */
export const Settings = z
  .strictObject({
    environment: Environment,
    /** Team that answers for the environment; tag and label `owner`. */
    owner: Name,
    aws: Account,
    /** Keys of the states that previews read: the environment's own, and of the one that precedes it. */
    stateKeys: StateKeys,
    state: StateBackend,
    /** Absent where nothing of the environment lies in AWS but its logs and keys. */
    network: Network.optional(),
    cluster: Cluster,
    /** How people reach the applications; absent where nobody does. */
    edge: Edge.optional(),
    /** What AWS Backup does for managed stores; absent where nothing is managed. */
    backup: Backup.optional(),
    /** Who is told what happens to managed stores; absent where nobody is. */
    alerts: Alerts.optional(),
    /** Days for which logs (network, cluster, firewall, stores) and reports on backups are kept. */
    logDays: LogDays,
    registry: Registry,
    /** Whether this stack declares what an AWS account and region have once, such as how images are scanned. */
    ownsAccount: z.boolean(),
    /** Exactly one stack declares the image registry. */
    ownsRegistry: z.boolean(),
    /** Image with psql, the AWS CLI and jq, for gates and bootstrap Jobs. */
    toolboxImage: z.string().regex(/@sha256:[0-9a-f]{64}$/, "name the toolbox image by its digest"),
    /** Exactly one stack declares the repositories on GitHub. */
    ownsRepositories: z.boolean(),
    github: Github,
    applications: z.record(Name, Application, { error: keyInWords }),
    /** Absent where nothing precedes. */
    promotion: Promotion.optional(),
    waivers: z.array(Waiver),
    /** Rollout of which a killed run left objects behind: this one update takes them over. */
    recover: z
      .string()
      .regex(/^[0-9a-f]{12}$/, "name a rollout: twelve digits or letters a to f")
      .optional(),
  })
  .readonly()
  .refine(({ aws, network }) => network?.zones.every((z) => inRegion(z, aws.region)) ?? true, {
    when: having("aws", "network"),
    path: ["network", "zones"],
    error: "use zones of the region that aws.region names",
  })
  .refine(({ cluster, network }) => cluster.kind !== "eks" || network !== undefined, {
    when: having("cluster", "network"),
    path: ["network"],
    error: "an EKS cluster lies in a network: describe it",
  })
  .refine(({ cluster, network }) => separate(cluster, network), {
    when: having("cluster", "network"),
    path: ["cluster", "serviceCidr"],
    error: "overlaps with network.cidr or network.reserved: Services need addresses of their own",
  })
  .refine((s) => s.edge?.kind !== "loadBalancer" || (s.network && eksNameOf(s.cluster)), {
    when: having("edge", "cluster", "network"),
    path: ["edge", "kind"],
    error: "a load balancer needs a network and an EKS cluster in it; elsewhere use gateway",
  })
  .refine((s) => s.edge?.kind !== "loadBalancer" || s.network?.nat !== "none", {
    when: having("edge", "network"),
    path: ["network", "nat"],
    error: "a release is tried through the load balancer: pods need a way out (single or perZone)",
  })
  .refine(({ aws, backup }) => backup?.copyRegion !== aws.region, {
    when: having("aws", "backup"),
    path: ["backup", "copyRegion"],
    error: "a copy outlives its region: name another one than aws.region",
  })
  .refine((s) => !s.ownsRegistry || samePlace(s.aws, s.registry), {
    when: having("aws", "registry", "ownsRegistry"),
    path: ["registry"],
    error: "a stack owns the registry of its own account and region (aws)",
  })
  .refine(({ ownsRegistry, registry }) => ownsRegistry || registry.pullAccounts.length === 0, {
    when: having("registry", "ownsRegistry"),
    path: ["registry", "pullAccounts"],
    error: "only the stack that owns the registry says who may pull",
  })
  .refine((s) => s.ownsRepositories === (s.github.repositories !== undefined), {
    when: having("github", "ownsRepositories"),
    path: ["github", "repositories"],
    error: "the stack that owns the repositories says who does what in them, no other",
  })
  .refine((s) => (s.ownsRegistry && s.ownsAccount) === (s.registry.scanning !== undefined), {
    when: having("registry", "ownsRegistry", "ownsAccount"),
    path: ["registry", "scanning"],
    error: "the stack that owns the registry and its account says how images are scanned, no other",
  });
export type Settings = z.infer<typeof Settings>;

/** Zone ids begin with their region in short: euc1-az1 is in eu-central-1, apse2-az3 in ap-southeast-2. */
function inRegion(zone: string, region: string): boolean {
  const short = region
    .replace(/north|south|east|west|central|gov/g, (word) => word.charAt(0))
    .replaceAll("-", "");
  return zone.startsWith(`${short}-`);
}

function samePlace(a: z.infer<typeof Account>, b: z.infer<typeof Account>): boolean {
  return a.accountId === b.accountId && a.region === b.region;
}

/** The EKS name of a cluster, through which workloads get AWS roles; nothing outside EKS. */
export function eksNameOf(cluster: Cluster): string | undefined {
  return cluster.kind === "eks" ? cluster.name : cluster.eks?.name;
}

function separate(cluster: Cluster, network: Network | undefined): boolean {
  if (cluster.kind !== "eks" || network === undefined) return true;
  return [network.cidr, ...network.reserved].every((range) => !overlap(range, cluster.serviceCidr));
}
