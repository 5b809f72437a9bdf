import type { Facts } from "../fact";

/** Ways of logs from what is logged to where they are kept. */
export const deliveries: Facts = {
  "aws:cloudwatch/logDeliverySource:LogDeliverySource": {
    arn: "logs:{region}:{account}:delivery-source:{name}",
    upsert: true,
    replaceOn: ["name", "logType", "resourceArn"],
    parents: [
      {
        type: "aws:cloudfront/distribution:Distribution",
        id: "{resourceArn}",
        tail: true,
        skip: /^arn:aws:(?!cloudfront)/,
        text: "ResourceNotFoundException: The resource {} does not exist.",
      },
    ],
  },
  "aws:cloudwatch/logDeliveryDestination:LogDeliveryDestination": {
    arn: "logs:{region}:{account}:delivery-destination:{name}",
    upsert: true,
    replaceOn: ["name", "outputFormat"],
  },
  "aws:cloudwatch/logDelivery:LogDelivery": {
    id: "{short}{hash}",
    key: ["deliverySourceName", "deliveryDestinationArn"],
    arn: "logs:{region}:{account}:delivery:{id}",
    exists: "ConflictException: Delivery already exists for this source and destination.",
    replaceOn: ["deliverySourceName", "deliveryDestinationArn"],
    parents: [
      {
        type: "aws:cloudwatch/logDeliverySource:LogDeliverySource",
        id: "{deliverySourceName}",
        text: "ResourceNotFoundException: The delivery source {} does not exist.",
      },
      {
        type: "aws:cloudwatch/logDeliveryDestination:LogDeliveryDestination",
        id: "{deliveryDestinationArn}",
        tail: true,
        text: "ResourceNotFoundException: The delivery destination {} does not exist.",
      },
    ],
  },
};
