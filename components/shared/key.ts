import { kms } from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";

import type { Guard } from "./guard";
import type { Stamp } from "./stamp";

export interface KeyArgs {
  /** What the key encrypts, in words. */
  readonly purpose: string;
  readonly accountId: string;
  readonly region: string;
  readonly lifecycle: "durable" | "disposable";
  /** AWS services that use the key as themselves; what acts for an IAM role needs none of this. */
  readonly services: readonly Service[];
  /** Roles of AWS services, whose own permissions nobody extends: they encrypt and decrypt in S3. */
  readonly serviceRoles?: readonly pulumi.Input<string>[];
  /** What others may do with it besides. */
  readonly statements?: readonly object[];
  readonly guard: Guard;
  readonly stamp: Stamp;
}

/** KMS waits 7-30 days before it deletes a key; data without its key is lost. */
const DELETION_WINDOW_DAYS = { durable: 30, disposable: 7 } as const;

/** One customer-managed key that rotates every year and outlives the stack that used it. */
export class Key extends pulumi.ComponentResource {
  readonly arn: pulumi.Output<string>;

  constructor(name: string, args: KeyArgs, opts?: pulumi.ComponentResourceOptions) {
    const earlier = { aliases: [{ type: "platform:data:DataKey" }] };
    super("platform:shared:Key", name, {}, pulumi.mergeOptions(opts, earlier));
    const keep = args.guard.keep(`${name}-key`, args.lifecycle);
    const key = new kms.Key(
      `${name}-key`,
      {
        description: args.purpose,
        region: args.region,
        enableKeyRotation: true,
        rotationPeriodInDays: 365,
        multiRegion: false,
        policy: pulumi.jsonStringify(policy(args)),
        deletionWindowInDays: DELETION_WINDOW_DAYS[args.lifecycle],
        tags: args.stamp,
      },
      { parent: this, ...keep.options, retainOnDelete: args.lifecycle === "durable" },
    );
    new kms.Alias(
      `${name}-alias`,
      { name: `alias/platform/${name}`, region: args.region, targetKeyId: key.keyId },
      { parent: this },
    );
    this.arn = key.arn;
    this.registerOutputs({ arn: this.arn });
  }
}

type Place = Pick<KeyArgs, "accountId" | "region">;

function publisher(principal: string) {
  return ({ accountId }: Place) => ({
    principal,
    actions: ["kms:GenerateDataKey*", "kms:Decrypt"],
    condition: { StringEquals: { "aws:SourceAccount": accountId } },
  });
}

/** Who a service is, what it does with a key, and for whom alone it may. */
const SERVICES = {
  logs: ({ accountId, region }: Place) => ({
    principal: `logs.${region}.amazonaws.com`,
    actions: [
      "kms:Encrypt",
      "kms:Decrypt",
      "kms:ReEncrypt*",
      "kms:GenerateDataKey*",
      "kms:Describe*",
    ],
    condition: {
      ArnLike: {
        "kms:EncryptionContext:aws:logs:arn": `arn:aws:logs:${region}:${accountId}:log-group:*`,
      },
    },
  }),
  /** Both publish to encrypted topics. */
  rds: publisher("events.rds.amazonaws.com"),
  backup: publisher("backup.amazonaws.com"),
} as const;
export type Service = keyof typeof SERVICES;

/** Without the first statement IAM policies could not give access, and nobody could change this one. */
function policy(args: KeyArgs) {
  const services = args.services.map((service) => {
    const { principal, actions, condition } = SERVICES[service](args);
    return {
      Sid: service,
      Effect: "Allow",
      Principal: { Service: principal },
      Action: actions,
      Resource: "*",
      Condition: condition,
    };
  });
  const account = {
    Sid: "account",
    Effect: "Allow",
    Principal: { AWS: `arn:aws:iam::${args.accountId}:root` },
    Action: "kms:*",
    Resource: "*",
  };
  return {
    Version: "2012-10-17",
    Statement: [account, ...services, ...inS3(args), ...(args.statements ?? [])],
  };
}

function inS3({ serviceRoles = [], region }: KeyArgs) {
  if (serviceRoles.length === 0) return [];
  const statement = {
    Sid: "serviceRoles",
    Effect: "Allow",
    Principal: { AWS: serviceRoles },
    Action: ["kms:GenerateDataKey", "kms:Encrypt", "kms:Decrypt"],
    Resource: "*",
    Condition: { StringEquals: { "kms:ViaService": `s3.${region}.amazonaws.com` } },
  };
  return [statement];
}
