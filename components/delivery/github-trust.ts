import * as pulumi from "@pulumi/pulumi";

import type { GithubEnvironment } from "../../config/github";

/** GitHub environments of one repository as the tokens of their jobs name them, in today's form and in the older one. */
export interface Subject {
  readonly owner: pulumi.Input<string>;
  readonly ownerId: pulumi.Input<string>;
  readonly repository: string;
  readonly repositoryId: pulumi.Input<number>;
  readonly environments: readonly GithubEnvironment[];
}

/** Whose tokens AWS believes. */
export const GITHUB_ISSUER = "token.actions.githubusercontent.com";

/** For whom they must be made out. */
export const AUDIENCE = "sts.amazonaws.com";

/** The provider of an account, whichever stack declares it. */
export function githubProviderArn(accountId: string): string {
  return `arn:aws:iam::${accountId}:oidc-provider/${GITHUB_ISSUER}`;
}

/**
 * The trust policy of a role that jobs of these environments take, and nothing else does.
 *
 * Repositories made, renamed or moved since July 2026 name themselves and their owner with ids.
 */
export function githubTrust(accountId: string, subject: Subject): pulumi.Output<string> {
  const { owner, ownerId, repository, repositoryId, environments } = subject;
  return pulumi.jsonStringify({
    Version: "2012-10-17",
    Statement: [
      {
        Effect: "Allow",
        Principal: { Federated: githubProviderArn(accountId) },
        Action: "sts:AssumeRoleWithWebIdentity",
        // Word for word: an asterisk is an asterisk here.
        Condition: {
          StringEquals: {
            [`${GITHUB_ISSUER}:aud`]: AUDIENCE,
            [`${GITHUB_ISSUER}:sub`]: environments.flatMap((environment) => [
              pulumi.interpolate`repo:${owner}/${repository}:environment:${environment}`,
              pulumi.interpolate`repo:${owner}@${ownerId}/${repository}@${repositoryId}:environment:${environment}`,
            ]),
          },
        },
      },
    ],
  });
}
