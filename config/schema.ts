import { z } from "zod";

import { Application, Name, Reviewers } from "./application";
import { Waiver } from "./waiver";

export const Environment = z.enum(["dev", "staging", "prod"]);
export type Environment = z.infer<typeof Environment>;

const AccountId = z.string().regex(/^\d{12}$/, "an AWS account id has twelve digits");

const Network = z
  .strictObject({
    /** One /16 per environment; subnets are /20 (public, private) and /24 (data) of it. */
    cidr: z.string().regex(/^10\.\d{1,3}\.0\.0\/16$/, "use a 10.x.0.0/16 network"),
    /** Zone ids, because zone names differ between accounts. */
    zones: z
      .array(z.string().regex(/^[a-z]{3,4}\d-az\d$/, "use a zone id, for example euc1-az1"))
      .min(2)
      .max(3),
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
    eksName: z.string().min(1).optional(),
  })
  .readonly();
export type Cluster = z.infer<typeof Cluster>;

/** What one environment is. Every decision is stated in `Pulumi.<stack>.yaml`; unknown keys are errors. */
export const Settings = z
  .strictObject({
    environment: Environment,
    /** Team that answers for the environment; tag and label `owner`. */
    owner: Name,
    aws: z.strictObject({ accountId: AccountId, region: z.string().min(1) }).readonly(),
    network: Network,
    cluster: Cluster,
    registry: z
      .strictObject({
        accountId: AccountId,
        region: z.string().min(1),
        pullAccounts: z.array(AccountId),
      })
      .readonly(),
    /** Exactly one stack declares the image registry. */
    ownsRegistry: z.boolean(),
    /** Image with psql, the AWS CLI and jq, for gates and bootstrap Jobs. */
    toolboxImage: z.string().regex(/@sha256:[0-9a-f]{64}$/, "name the toolbox image by its digest"),
    /** Who may approve `pulumi up` itself; the owner and the token are the provider's own. */
    github: z.strictObject({ reviewers: Reviewers }).readonly(),
    applications: z.record(Name, Application),
    waivers: z.array(Waiver),
  })
  .readonly();
export type Settings = z.infer<typeof Settings>;
