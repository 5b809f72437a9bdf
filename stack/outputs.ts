import type * as pulumi from "@pulumi/pulumi";

/** What a stack tells about one application. No value is a secret; a release is named only once it runs. */
export interface ApplicationOutputs {
  readonly namespace: pulumi.Output<string>;
  /** Repository of its image, the same in every environment. */
  readonly image: string;
  /** Present in the stack that owns the registry. */
  readonly registry: pulumi.Output<string> | undefined;
  readonly databaseHost: pulumi.Output<string>;
  readonly cacheHost: pulumi.Output<string>;
  readonly githubEnvironment: pulumi.Output<string> | undefined;
  /** Address of the live Service inside the cluster. */
  readonly address: pulumi.Output<string> | undefined;
  readonly artifact: pulumi.Output<string> | undefined;
  readonly rollout: pulumi.Output<string> | undefined;
}

/** Everything `pulumi stack output` prints. */
export interface StackOutputs {
  readonly environment: string;
  readonly applications: Readonly<Record<string, ApplicationOutputs>>;
}
