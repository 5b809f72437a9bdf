import { elasticache } from "@pulumi/aws";
import type * as pulumi from "@pulumi/pulumi";

import type { Stamp } from "../shared/stamp";

export interface CacheUsersArgs {
  /** Users that may log in, with their passwords. */
  readonly users: Readonly<Record<string, pulumi.Input<string>>>;
  readonly stamp: Stamp;
}

/** Everything an application needs and nothing that empties or reconfigures the server. */
const APPLICATION_ACCESS = "on ~* &* +@all -@admin -@dangerous +info";
const NO_ACCESS = "off ~* -@all";

/** The named users of a cache, and no others. */
export function cacheUsers(
  name: string,
  { users, stamp: tags }: CacheUsersArgs,
  opts: pulumi.CustomResourceOptions,
): elasticache.UserGroup {
  // ElastiCache wants a user named "default" in every group; ours cannot do anything.
  const nobody = new elasticache.User(
    `${name}-default`,
    {
      userId: `${name}-default`,
      userName: "default",
      engine: "redis",
      accessString: NO_ACCESS,
      authenticationMode: { type: "no-password-required" },
      tags,
    },
    opts,
  );
  const named = Object.entries(users).map(
    ([userName, password]) =>
      new elasticache.User(
        `${name}-${userName}`,
        {
          userId: `${name}-${userName}`.replaceAll("_", "-"),
          userName,
          engine: "redis",
          accessString: APPLICATION_ACCESS,
          authenticationMode: { type: "password", passwords: [password] },
          tags,
        },
        opts,
      ),
  );
  return new elasticache.UserGroup(
    `${name}-users`,
    {
      userGroupId: name,
      engine: "redis",
      userIds: [nobody, ...named].map((user) => user.userId),
      tags,
    },
    opts,
  );
}
