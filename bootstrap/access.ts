import * as pulumi from "@pulumi/pulumi";

import type { Environment } from "../config/schema";

/** Roles as a policy names them: by a condition, because a principal has to exist, and some of these come later. */
export function grantees(roles: readonly string[]) {
  const accounts = new Set(roles.map((arn) => arn.split(":")[4] ?? ""));
  return {
    Principal: { AWS: [...accounts].map((account) => `arn:aws:iam::${account}:root`) },
    Condition: { ArnEquals: { "aws:PrincipalArn": [...roles] } },
  };
}

/** ARNs of the roles of an account's pipelines. */
export function pipelines(account: string, ...roles: readonly ("plan" | "apply")[]) {
  return roles.map((role) => `arn:aws:iam::${account}:role/platform-${role}`);
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

/** Statements of a bucket's policy for one environment: its pipelines, and whoever of its people may write there. */
export function access(
  what: keyof typeof MAY,
  bucketArn: pulumi.Output<string>,
  stack: Environment,
  account: string,
  people: readonly string[],
): readonly object[] {
  const { own, read, write } = MAY[what];
  const objects = (keys: readonly string[]) =>
    keys.map((key) => pulumi.interpolate`${bucketArn}/${key}`);
  const allow = (sid: string, roles: readonly string[], Action: unknown, Resource: unknown) => ({
    ...{
      Sid: `${sid}${stack}`,
      Effect: "Allow",
      ...grantees([...roles, ...people]),
      Action,
      Resource,
    },
  });
  const all = pipelines(account, "plan", "apply");
  return [
    allow("List", all, "s3:ListBucket", bucketArn),
    allow("Read", all, "s3:GetObject", objects([...own(stack), ...read])),
    allow("Write", pipelines(account, "apply"), [...write], objects(own(stack))),
  ];
}
