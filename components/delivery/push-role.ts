import { iam } from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";

import type { Stamp } from "../shared/stamp";
import { githubTrust, type Subject } from "./github-trust";
import { PULL, PUSH } from "./registry-access";

export interface PushRoleArgs {
  readonly accountId: string;
  readonly region: string;
  /** The environment in which images are built. */
  readonly subject: Subject;
  /** Repositories of the registry that it pushes to, and no other. */
  readonly repositories: readonly string[];
  readonly stamp: Stamp;
  /** What lets the account believe GitHub. */
  readonly after: readonly pulumi.Resource[];
}

/** The role with which one GitHub repository pushes its own images. */
export class PushRole extends pulumi.ComponentResource {
  readonly arn: pulumi.Output<string>;

  constructor(name: string, args: PushRoleArgs, opts?: pulumi.ComponentResourceOptions) {
    super("platform:delivery:PushRole", name, {}, opts);
    const { accountId, region, subject, repositories } = args;
    const role = new iam.Role(
      `${name}-role`,
      {
        name,
        description: `Pushes images of ${subject.repository}`,
        assumeRolePolicy: githubTrust(accountId, subject),
        maxSessionDuration: 3600,
        tags: args.stamp,
      },
      { parent: this, dependsOn: [...args.after] },
    );
    new iam.RolePolicy(
      `${name}-policy`,
      {
        role: role.name,
        policy: JSON.stringify({
          Version: "2012-10-17",
          Statement: [
            { Sid: "Login", Effect: "Allow", Action: "ecr:GetAuthorizationToken", Resource: "*" },
            {
              Sid: "PushOwnImages",
              Effect: "Allow",
              Action: [...PULL, ...PUSH],
              Resource: repositories.map(
                (repository) => `arn:aws:ecr:${region}:${accountId}:repository/${repository}`,
              ),
            },
          ],
        }),
      },
      { parent: this },
    );
    this.arn = role.arn;
    this.registerOutputs({ arn: this.arn });
  }
}
