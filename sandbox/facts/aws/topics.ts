import { find, type Place } from "../../cloud/objects";
import type { Props, Value } from "../../provider/values";
import type { Facts, Made, Parent } from "../fact";
import { like, text, texts } from "../paths";
import { vault } from "./backups";
import { key } from "./keys";

const TOPIC = "aws:sns/topic:Topic";
const POLICY = "aws:sns/topicPolicy:TopicPolicy";

const PROTOCOLS = "application email email-json firehose http https lambda sms sqs".split(" ");
const SOURCES =
  "blue-green-deployment custom-engine-version db-cluster db-cluster-snapshot db-instance db-parameter-group db-proxy db-security-group db-shard-group db-snapshot zero-etl";

/** Every other event that the provider knows is one that AWS Backup no longer sends. */
const JOB_EVENTS =
  "BACKUP_JOB_STARTED, BACKUP_JOB_COMPLETED, RESTORE_JOB_STARTED, RESTORE_JOB_COMPLETED, COPY_JOB_STARTED, COPY_JOB_SUCCESSFUL, COPY_JOB_FAILED, RECOVERY_POINT_MODIFIED, S3_BACKUP_OBJECT_FAILED, S3_RESTORE_OBJECT_FAILED";

/** A topic, named by its ARN. */
export function topic(property: string, words: string): Parent {
  return { type: TOPIC, id: `{${property}}`, text: words };
}

/** Topics of SNS, and what publishes to them. */
export const topics: Facts = {
  [TOPIC]: {
    id: "arn:aws:sns:{region}:{account}:{name}",
    key: ["name"],
    arn: "sns:{region}:{account}:{name}",
    // SNS answers with the topic that there is.
    upsert: true,
    replaceOn: ["contentBasedDeduplication", "fifoTopic", "name", "namePrefix"],
    parents: [key("kmsMasterKeyId")],
    limits: [
      {
        path: "name",
        text: "takes 1 to 256 letters, digits, hyphens and underscores",
        holds: like(/^[\w-]{1,256}$/),
      },
    ],
    computed: ({ scope }) => ({ owner: scope.owner }),
  },
  [POLICY]: {
    auto: false,
    id: "{arn}",
    upsert: true,
    replaceOn: ["arn"],
    parents: [topic("arn", "NotFound: Topic does not exist")],
    computed: ({ scope }) => ({ owner: scope.owner }),
  },
  "aws:sns/topicSubscription:TopicSubscription": {
    id: "{topic}:{uuid}",
    key: ["topic", "protocol", "endpoint"],
    upsert: true,
    replaceOn: ["endpoint", "protocol", "topic"],
    parents: [topic("topic", "NotFound: Topic does not exist")],
    limits: [
      { path: "protocol", text: `takes one of ${PROTOCOLS.join(", ")}`, holds: among(PROTOCOLS) },
      {
        path: "endpoint",
        api: true,
        text: "InvalidParameter: Invalid parameter: Email address",
        holds: (value, inputs) =>
          !text(inputs, "protocol").startsWith("email") || like(/^[^@\s]+@[^@\s]+$/)(value),
      },
    ],
    computed: subscription,
  },
  "aws:rds/eventSubscription:EventSubscription": {
    arn: "rds:{region}:{account}:es:{name}",
    exists: "SubscriptionAlreadyExist: Event subscription {name} already exists.",
    replaceOn: ["name", "namePrefix"],
    parents: [topic("snsTopic", "SNSTopicArnNotFound: The SNS topic {} does not exist.")],
    limits: [
      {
        path: "name",
        text: "takes 1 to 255 letters, digits and hyphens",
        holds: like(/^[A-Za-z0-9-]{1,255}$/),
      },
      {
        path: "sourceType",
        text: `takes one of ${SOURCES.replaceAll(" ", ", ")}`,
        holds: among(SOURCES.split(" ")),
      },
      {
        path: "eventCategories",
        api: true,
        text: "InvalidParameterCombination: If SourceType is null, Categories must also be null.",
        holds: (_value, inputs) => text(inputs, "sourceType") !== "",
      },
    ],
    forbids: mayNotPublish,
    computed: ({ scope }) => ({ customerAwsId: scope.owner }),
  },
  "aws:backup/vaultNotifications:VaultNotifications": {
    auto: false,
    id: "{backupVaultName}",
    upsert: true,
    replaceOn: ["backupVaultName", "backupVaultEvents", "snsTopicArn"],
    parents: [
      vault("backupVaultName"),
      topic("snsTopicArn", "InvalidParameterValueException: Topic does not exist: {}"),
    ],
    limits: [
      {
        path: "backupVaultEvents",
        api: true,
        text: `InvalidParameterValueException: Please select from the following list of notifications ${JOB_EVENTS}`,
        holds: (value) => texts(value, "").every((event) => JOB_EVENTS.split(", ").includes(event)),
      },
    ],
  },
};

function among(words: readonly string[]) {
  return (value: Value) => typeof value === "string" && words.includes(value);
}

/** A mail waits until somebody confirms it. */
function subscription({ inputs, scope, id }: Made): Props {
  const pending = text(inputs, "protocol").startsWith("email");
  return {
    ...{ arn: id, ownerId: scope.owner },
    ...{ pendingConfirmation: pending, confirmationWasAuthenticated: !pending },
  };
}

/** RDS tries the topic at once; without a policy of its own a topic lets everything of its account publish. */
function mayNotPublish(inputs: Props, place: Place): string | undefined {
  const policy = find(place, POLICY, text(inputs, "snsTopic"))?.inputs;
  return policy === undefined || text(policy, "policy").includes("events.rds.amazonaws.com")
    ? undefined
    : "SNSNoAuthorization: You do not have permission to publish to the SNS topic ARN.";
}
