import { iam } from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";

import type { Stamp } from "../shared/stamp";
import { boundaryPolicy } from "./boundary";
import { AUDIENCE, GITHUB_ISSUER, githubTrust, type Subject } from "./github-trust";

export interface DeployRolesArgs {
  readonly accountId: string;
  /** Whether the account learns here to believe GitHub; one stack of an account says so. */
  readonly ownsAccount: boolean;
  /** The environments in which `pulumi preview` and `pulumi up` run. */
  readonly subjects: Readonly<Record<keyof typeof MAY, Subject>>;
  /** Keys without which nobody reads the states that a preview needs. */
  readonly stateKeys: readonly string[];
  /** The key under which the bucket of the states is written. */
  readonly bucketKey: string;
  readonly stamp: Stamp;
}

/** An update that restores a database, or makes a cluster, outlasts an hour. */
const MAY = {
  plan: { does: "Looks", policy: "arn:aws:iam::aws:policy/ReadOnlyAccess", hours: 1 },
  apply: { does: "Changes", policy: "arn:aws:iam::aws:policy/AdministratorAccess", hours: 3 },
} as const;

const BOUNDARY = "platform-boundary";

/** The roles with which pipelines preview and change one environment, without any key that lasts. */
export class DeployRoles extends pulumi.ComponentResource {
  /** ARNs of the roles, known once they may do their work. */
  readonly arns: Readonly<Record<keyof typeof MAY, pulumi.Output<string>>>;

  constructor(name: string, args: DeployRolesArgs, opts?: pulumi.ComponentResourceOptions) {
    super("platform:delivery:DeployRoles", name, {}, opts);
    const { accountId, stamp: tags } = args;
    const child = { parent: this };
    const provider = args.ownsAccount
      ? [
          new iam.OpenIdConnectProvider(
            `${name}-github`,
            { url: `https://${GITHUB_ISSUER}`, clientIdLists: [AUDIENCE], tags },
            child,
          ),
        ]
      : [];
    const roles = Object.keys(MAY).map((kind) => `platform-${kind}`);
    const boundary = new iam.Policy(
      `${name}-boundary`,
      {
        name: BOUNDARY,
        description: "Lets pipelines lose nothing that is kept",
        policy: boundaryPolicy(accountId, BOUNDARY, roles),
        tags,
      },
      child,
    );
    const role = (kind: keyof typeof MAY) => {
      const { does, policy, hours } = MAY[kind];
      const made = new iam.Role(
        `${name}-${kind}`,
        {
          name: `platform-${kind}`,
          description: `${does} for jobs of ${args.subjects[kind].environments.join(" and ")}`,
          assumeRolePolicy: githubTrust(accountId, args.subjects[kind]),
          permissionsBoundary: boundary.arn,
          maxSessionDuration: hours * 3600,
          tags,
        },
        { ...child, dependsOn: provider },
      );
      const may = [
        new iam.RolePolicyAttachment(
          `${name}-${kind}-policy`,
          { role: made.name, policyArn: policy },
          child,
        ),
        new iam.RolePolicy(
          `${name}-${kind}-state`,
          { role: made.name, policy: decrypts(args.stateKeys, args.bucketKey) },
          child,
        ),
      ];
      const ready = pulumi.all(may.map(({ id }) => id));
      return pulumi.all([made.arn, ready]).apply(([arn]) => arn);
    };
    this.arns = { plan: role("plan"), apply: role("apply") };
    this.registerOutputs({ arns: this.arns });
  }
}

/** Keys of another account let nobody in whose own account does not say so too. */
function decrypts(keys: readonly string[], bucketKey: string): string {
  const region = bucketKey.split(":")[3] ?? "";
  const throughS3 = { StringEquals: { "kms:ViaService": `s3.${region}.amazonaws.com` } };
  return JSON.stringify({
    Version: "2012-10-17",
    Statement: [
      { Effect: "Allow", Action: "kms:Decrypt", Resource: keys },
      { Effect: "Allow", Action: "kms:Decrypt", Resource: bucketKey, Condition: throughS3 },
    ],
  });
}
