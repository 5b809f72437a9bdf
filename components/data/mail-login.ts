import { iam } from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";

import { liveSlot, type Rotation } from "../../config/rotation";
import type { Stamp } from "../shared/stamp";

export interface MailLoginArgs {
  readonly rotation: Rotation;
  /** What the login may do, and nothing else. */
  readonly statement: object;
  readonly stamp: Stamp;
}

/** What a mail server wants to see; the user is no secret, the password is. */
export interface MailLogin {
  readonly user: pulumi.Output<string>;
  readonly password: pulumi.Output<string>;
  /** What it works after. */
  readonly ready: readonly pulumi.Resource[];
}

/**
 * Two IAM users with a key each, of which the later date is live.
 *
 * SES takes keys of users alone for SMTP, and IAM two keys of one user: a new key of a slot stands
 * beside its old one until that is deleted.
 */
export function mailLogin(
  name: string,
  { rotation, statement, stamp }: MailLoginArgs,
  opts: pulumi.CustomResourceOptions,
): MailLogin {
  const named = { name: `${stamp.app}-smtp`, path: "/platform/mail/" };
  const group = new iam.Group(`${name}-senders`, named, opts);
  const policy = new iam.GroupPolicy(
    `${name}-senders`,
    {
      group: group.name,
      policy: pulumi.jsonStringify({ Version: "2012-10-17", Statement: [statement] }),
    },
    opts,
  );
  const slot = (letter: "a" | "b") => {
    const user = new iam.User(
      `${name}-${letter}`,
      { ...named, name: `${named.name}-${letter}`, tags: stamp },
      opts,
    );
    const key = new iam.AccessKey(
      `${name}-${letter}-${rotation[letter]}`,
      { user: user.name },
      opts,
    );
    return { user, key };
  };
  const [a, b] = [slot("a"), slot("b")];
  const users = [a, b].map(({ user }) => user.name);
  const members = new iam.GroupMembership(
    `${name}-senders`,
    { name: named.name, group: group.name, users },
    opts,
  );
  const { key } = { a, b }[liveSlot(rotation)];
  return { user: key.id, password: key.sesSmtpPasswordV4, ready: [policy, members] };
}
