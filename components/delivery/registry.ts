import { ecr } from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";

import type { Guard } from "../shared/guard";
import type { Stamp } from "../shared/stamp";

export interface RegistryArgs {
  /** Name of the repository, which is also the path of its images. */
  readonly repository: string;
  readonly kmsKeyArn: pulumi.Input<string>;
  /** AWS accounts of the other environments, which may pull and nothing else. */
  readonly pullAccounts: readonly string[];
  readonly guard: Guard;
  readonly stamp: Stamp;
}

/** Images that nobody tagged are leftovers of a build; no environment can name one by accident. */
const UNTAGGED_DAYS = 14;

/** One image repository whose tags never change meaning. */
export class Registry extends pulumi.ComponentResource {
  readonly url: pulumi.Output<string>;

  constructor(name: string, args: RegistryArgs, opts?: pulumi.ComponentResourceOptions) {
    super("platform:delivery:Registry", name, {}, opts);
    const child = { parent: this };
    const keep = args.guard.keep(`${name}-repository`, "durable");
    const repository = new ecr.Repository(
      `${name}-repository`,
      {
        name: args.repository,
        imageTagMutability: "IMMUTABLE",
        imageScanningConfiguration: { scanOnPush: true },
        encryptionConfigurations: [{ encryptionType: "KMS", kmsKey: args.kmsKeyArn }],
        forceDelete: false,
        tags: args.stamp,
      },
      { ...child, ...keep.options },
    );
    new ecr.LifecyclePolicy(
      `${name}-lifecycle`,
      { repository: repository.name, policy: JSON.stringify({ rules: [EXPIRE_UNTAGGED] }) },
      child,
    );
    if (args.pullAccounts.length > 0) {
      new ecr.RepositoryPolicy(
        `${name}-pull`,
        { repository: repository.name, policy: JSON.stringify(pullPolicy(args.pullAccounts)) },
        child,
      );
    }
    this.url = repository.repositoryUrl;
    this.registerOutputs({ url: this.url });
  }
}

const EXPIRE_UNTAGGED = {
  rulePriority: 1,
  description: `untagged images expire after ${UNTAGGED_DAYS} days`,
  selection: {
    tagStatus: "untagged",
    countType: "sinceImagePushed",
    countUnit: "days",
    countNumber: UNTAGGED_DAYS,
  },
  action: { type: "expire" },
};

function pullPolicy(accounts: readonly string[]) {
  return {
    Version: "2012-10-17",
    Statement: [
      {
        Sid: "PullFromOtherEnvironments",
        Effect: "Allow",
        Principal: { AWS: accounts.map((account) => `arn:aws:iam::${account}:root`) },
        Action: [
          "ecr:BatchCheckLayerAvailability",
          "ecr:BatchGetImage",
          "ecr:GetDownloadUrlForLayer",
        ],
      },
    ],
  };
}
