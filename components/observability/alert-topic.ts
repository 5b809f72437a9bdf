import { sns } from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";

import type { Stamp } from "../shared/stamp";

export interface AlertTopicArgs {
  /** Who may publish, for this account alone. */
  readonly publishers: readonly Publisher[];
  /** A key that serves them; absent where a publisher takes no encrypted topic. */
  readonly keyArn?: pulumi.Input<string>;
  readonly emails: readonly string[];
  /** What no mailbox gets; a machine that subscribes later may want it. */
  readonly routine: Pick<sns.TopicSubscriptionArgs, "filterPolicy" | "filterPolicyScope">;
  readonly accountId: string;
  readonly stamp: Stamp;
}

const onlyFrom = (service: string) => (accountId: string) => ({
  Principal: { Service: service },
  Condition: { StringEquals: { "aws:SourceAccount": accountId } },
});

const PUBLISHERS = {
  rds: onlyFrom("events.rds.amazonaws.com"),
  backup: onlyFrom("backup.amazonaws.com"),
  /** It has no name of its own here, and knows the old condition alone. */
  elasticache: (accountId: string) => ({
    Principal: { AWS: "*" },
    Condition: { StringEquals: { "aws:SourceOwner": accountId } },
  }),
} as const;
type Publisher = keyof typeof PUBLISHERS;

/**
 * What listed AWS services tell listed people; its ARN resolves once they may publish.
 *
 * Each address gets a mail from SNS first, and nothing else before somebody confirms in it.
 */
export function alertTopic(
  name: string,
  args: AlertTopicArgs,
  opts: pulumi.CustomResourceOptions,
): pulumi.Output<string> {
  const { arn } = new sns.Topic(
    name,
    {
      name: `platform-${name}`,
      ...(args.keyArn !== undefined && { kmsMasterKeyId: args.keyArn }),
      tags: args.stamp,
    },
    opts,
  );
  const policy = new sns.TopicPolicy(
    `${name}-policy`,
    { arn, policy: pulumi.jsonStringify({ Version: "2012-10-17", Statement: rules(arn, args) }) },
    opts,
  );
  for (const endpoint of args.emails) {
    new sns.TopicSubscription(
      `${name}-${endpoint}`,
      { topic: arn, protocol: "email", endpoint, ...args.routine },
      opts,
    );
  }
  return policy.arn;
}

function rules(topicArn: pulumi.Output<string>, { publishers, accountId }: AlertTopicArgs) {
  const publish = { Action: "sns:Publish", Resource: topicArn };
  return [
    ...publishers.map((publisher) => ({
      ...{ Sid: publisher, Effect: "Allow", ...publish },
      ...PUBLISHERS[publisher](accountId),
    })),
    {
      ...{ Sid: "OnlyTls", Effect: "Deny", Principal: "*", ...publish },
      Condition: { Bool: { "aws:SecureTransport": "false" } },
    },
  ];
}
