import * as github from "@pulumi/github";
import * as pulumi from "@pulumi/pulumi";

export interface EnvironmentArgs {
  readonly repository: string;
  readonly environment: string;
  /** Patterns of the branches and tags that may deploy; nothing else may. */
  readonly branches: readonly string[];
  readonly tags: readonly string[];
  readonly reviewers: {
    readonly teams: readonly pulumi.Input<number>[];
    readonly users: readonly pulumi.Input<number>[];
  };
  /** Minutes between approval and deployment, 0-43,200. */
  readonly waitMinutes: number;
  readonly secrets: Readonly<Record<string, pulumi.Input<string>>>;
  readonly variables: Readonly<Record<string, pulumi.Input<string>>>;
  /** What lets reviewers in: GitHub drops whoever cannot enter the repository. */
  readonly after: readonly pulumi.Resource[];
}

/** One GitHub environment that only its own refs may deploy to, with no way round its rules for admins. */
export class Environment extends pulumi.ComponentResource {
  readonly environment: pulumi.Output<string>;
  /** When GitHub last wrote each secret, by `<environment>/<name>`. */
  readonly secretVersions: pulumi.Output<Readonly<Record<string, string>>>;

  constructor(name: string, args: EnvironmentArgs, opts?: pulumi.ComponentResourceOptions) {
    super("platform:github:Environment", name, {}, opts);
    const { repository, reviewers } = args;
    const child = { parent: this };
    const reviewed = reviewers.teams.length + reviewers.users.length > 0;

    const environment = new github.RepositoryEnvironment(
      `${name}-environment`,
      {
        repository,
        environment: args.environment,
        waitTimer: args.waitMinutes,
        canAdminsBypass: false,
        // GitHub keeps this flag with the reviewers and forgets it without any.
        preventSelfReview: reviewed,
        ...(reviewed && {
          reviewers: [{ teams: [...reviewers.teams], users: [...reviewers.users] }],
        }),
        deploymentBranchPolicy: { protectedBranches: false, customBranchPolicies: true },
      },
      { ...child, dependsOn: [...args.after] },
    );
    const within = { repository, environment: environment.environment };
    for (const branchPattern of args.branches) {
      new github.RepositoryEnvironmentDeploymentPolicy(
        `${name}-branch-${branchPattern}`,
        { ...within, branchPattern },
        child,
      );
    }
    for (const tagPattern of args.tags) {
      new github.RepositoryEnvironmentDeploymentPolicy(
        `${name}-tag-${tagPattern}`,
        { ...within, tagPattern },
        child,
      );
    }
    const versions = Object.entries(args.secrets).map(([secretName, value]) => {
      const { updatedAt } = new github.ActionsEnvironmentSecret(
        `${name}-${secretName}`,
        { ...within, secretName, value },
        child,
      );
      return updatedAt.apply((at) => [`${args.environment}/${secretName}`, at] as const);
    });
    for (const [variableName, value] of Object.entries(args.variables)) {
      new github.ActionsEnvironmentVariable(
        `${name}-${variableName}`,
        { ...within, variableName, value },
        child,
      );
    }
    this.environment = environment.environment;
    this.secretVersions = pulumi.all(versions).apply((all) => Object.fromEntries(all));
    this.registerOutputs({ environment: this.environment });
  }
}
