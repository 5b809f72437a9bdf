import { z } from "zod";

import { Application, distinct, keyInWords, Name, Reviewers } from "./application";
import { Waiver } from "./waiver";

export const Environment = z.enum(["dev", "staging", "prod"]);
export type Environment = z.infer<typeof Environment>;

const AccountId = z.string().regex(/^\d{12}$/, "an AWS account id has twelve digits");

const Region = z
  .string()
  .regex(/^[a-z]{2}(-gov)?-[a-z]+-\d$/, "name an AWS region, for example eu-central-1");

const Account = z.strictObject({ accountId: AccountId, region: Region }).readonly();

const Registry = z
  .strictObject({ accountId: AccountId, region: Region, pullAccounts: distinct(AccountId) })
  .readonly()
  .refine(({ accountId, pullAccounts }) => !pullAccounts.includes(accountId), {
    path: ["pullAccounts"],
    error: "the registry's own account pulls anyway: list the others",
  });

const Network = z
  .strictObject({
    /** One /16 per environment; subnets are /20 (public, private) and /24 (data) of it. */
    cidr: z
      .string()
      .regex(/^10\.(\d|[1-9]\d|1\d\d|2[0-4]\d|25[0-5])\.0\.0\/16$/, "use a 10.x.0.0/16 network"),
    /** Zone ids, because zone names differ between accounts. */
    zones: distinct(
      z.string().regex(/^[a-z]{3,4}\d-az\d$/, "use a zone id, for example euc1-az1"),
    ).refine(({ length }) => length === 2 || length === 3, "use two or three zones"),
    nat: z.enum(["none", "single", "perZone"]),
  })
  .readonly();
export type Network = z.infer<typeof Network>;

const Cluster = z
  .strictObject({
    kind: z.literal("existing"),
    /** Context of the kubeconfig that `KUBECONFIG` names. */
    context: z.string().min(1),
    /** EKS name of the cluster, through which workloads get AWS roles; absent without Pod Identity. */
    eksName: z
      .string()
      .regex(/^[A-Za-z0-9][\w-]{0,99}$/, "name an EKS cluster, for example prod")
      .optional(),
  })
  .readonly();
export type Cluster = z.infer<typeof Cluster>;

/** Parts that must fit each other; they are compared whatever else is wrong with the file. */
const Places = z.looseObject({
  aws: Account,
  network: Network,
  registry: Registry,
  ownsRegistry: z.boolean(),
});
const when = ({ value }: { readonly value: unknown }) => Places.safeParse(value).success;

/** What one environment is. Every decision is stated in `Pulumi.<stack>.yaml`; unknown keys are errors. */
export const Settings = z
  .strictObject({
    environment: Environment,
    /** Team that answers for the environment; tag and label `owner`. */
    owner: Name,
    aws: Account,
    network: Network,
    cluster: Cluster,
    registry: Registry,
    /** Exactly one stack declares the image registry. */
    ownsRegistry: z.boolean(),
    /** Image with psql, the AWS CLI and jq, for gates and bootstrap Jobs. */
    toolboxImage: z.string().regex(/@sha256:[0-9a-f]{64}$/, "name the toolbox image by its digest"),
    /** Who may approve `pulumi up` itself; the owner and the token are the provider's own. */
    github: z.strictObject({ reviewers: Reviewers }).readonly(),
    applications: z.record(Name, Application, { error: keyInWords }),
    waivers: z.array(Waiver),
  })
  .readonly()
  .refine(({ aws, network: { zones } }) => zones.every((zone) => inRegion(zone, aws.region)), {
    when,
    path: ["network", "zones"],
    error: "use zones of the region that aws.region names",
  })
  .refine((s) => !s.ownsRegistry || samePlace(s.aws, s.registry), {
    when,
    path: ["registry"],
    error: "a stack owns the registry of its own account and region (aws)",
  })
  .refine(({ ownsRegistry, registry }) => ownsRegistry || registry.pullAccounts.length === 0, {
    when,
    path: ["registry", "pullAccounts"],
    error: "only the stack that owns the registry says who may pull",
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
