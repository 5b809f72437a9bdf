import * as pulumi from "@pulumi/pulumi";

import type { Environment } from "../config/schema";

type Role = "plan" | "apply";

/**
 * The roles of an account's pipelines, as a policy names them: by a condition, because a principal has to exist,
 * and these roles come later.
 */
export function pipelines(account: string, roles: readonly Role[]) {
  const arns = roles.map((role) => `arn:aws:iam::${account}:role/platform-${role}`);
  return {
    Principal: { AWS: `arn:aws:iam::${account}:root` },
    Condition: { ArnEquals: { "aws:PrincipalArn": arns } },
  };
}

/** Where the engine keeps what belongs to one stack; `meta.yaml` belongs to all. */
const STATES = (stack: string) => [
  `.pulumi/stacks/platform/${stack}.json*`,
  `.pulumi/history/platform/${stack}/*`,
  `.pulumi/backups/platform/${stack}/*`,
  `.pulumi/locks/organization/platform/${stack}/*`,
];
const META = ".pulumi/meta.yaml";

/** What each may do in a bucket: all look at their own, and only who changes an environment writes there. */
const MAY = {
  state: {
    own: STATES,
    read: [META],
    write: ["s3:PutObject", "s3:DeleteObject"],
  },
  evidence: { own: (stack: string) => [`${stack}/*`], read: [], write: ["s3:PutObject"] },
} as const;

/** Statements of a bucket's policy for the pipelines of one environment. */
export function access(
  what: keyof typeof MAY,
  bucketArn: pulumi.Output<string>,
  stack: Environment,
  account: string,
): readonly object[] {
  const { own, read, write } = MAY[what];
  const objects = (keys: readonly string[]) =>
    keys.map((key) => pulumi.interpolate`${bucketArn}/${key}`);
  const allow = (sid: string, roles: readonly Role[], Action: unknown, Resource: unknown) => ({
    ...{ Sid: `${sid}${stack}`, Effect: "Allow", ...pipelines(account, roles) },
    ...{ Action, Resource },
  });
  return [
    allow("List", ["plan", "apply"], "s3:ListBucket", bucketArn),
    allow("Read", ["plan", "apply"], "s3:GetObject", objects([...own(stack), ...read])),
    allow("Write", ["apply"], [...write], objects(own(stack))),
  ];
}
