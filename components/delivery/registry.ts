import { ecr } from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";

import type { Guard } from "../shared/guard";
import type { Stamp } from "../shared/stamp";
import { type Lifecycle, lifecyclePolicy } from "./lifecycle";
import { type RegistryAccess, registryPolicy } from "./registry-access";

export interface RegistryArgs extends Omit<RegistryAccess, "pushRole"> {
  /** Name of the repository, which is also the path of its images. */
  readonly repository: string;
  readonly kmsKeyArn: pulumi.Input<string>;
  /** Tags that come to mean another image; every other tag never does. */
  readonly movingTags: readonly string[];
  /** The only role that may push; absent: whoever the account's own IAM lets. */
  readonly pushRole: pulumi.Output<string> | undefined;
  readonly lifecycle: Lifecycle;
  readonly guard: Guard;
  readonly stamp: Stamp;
}

/** One image repository whose tags never change meaning, but those that are meant to. */
export class Registry extends pulumi.ComponentResource {
  readonly url: pulumi.Output<string>;

  constructor(name: string, args: RegistryArgs, opts?: pulumi.ComponentResourceOptions) {
    super("platform:delivery:Registry", name, {}, opts);
    const kept = (logical: string) => ({
      parent: this,
      ...args.guard.keep(logical, "durable").options,
    });
    const repository = new ecr.Repository(
      `${name}-repository`,
      {
        name: args.repository,
        ...mutability(args.movingTags),
        imageScanningConfiguration: { scanOnPush: true },
        encryptionConfigurations: [{ encryptionType: "KMS", kmsKey: args.kmsKeyArn }],
        forceDelete: false,
        tags: args.stamp,
      },
      kept(`${name}-repository`),
    );
    new ecr.LifecyclePolicy(
      `${name}-lifecycle`,
      { repository: repository.name, policy: lifecyclePolicy(args.lifecycle) },
      kept(`${name}-lifecycle`),
    );
    const { pullAccounts, pushRole } = args;
    if (pullAccounts.length > 0 || pushRole !== undefined) {
      const policy = pulumi
        .output(pushRole)
        .apply((role) => registryPolicy({ ...args, pushRole: role }));
      new ecr.RepositoryPolicy(
        `${name}-access`,
        { repository: repository.name, policy },
        { parent: this, aliases: [{ name: `${name}-pull` }] },
      );
    }
    this.url = repository.repositoryUrl;
    this.registerOutputs({ url: this.url });
  }
}

function mutability(movingTags: readonly string[]) {
  if (movingTags.length === 0) return { imageTagMutability: "IMMUTABLE" };
  return {
    imageTagMutability: "IMMUTABLE_WITH_EXCLUSION",
    imageTagMutabilityExclusionFilters: movingTags.map((filter) => ({
      filter,
      filterType: "WILDCARD",
    })),
  };
}
