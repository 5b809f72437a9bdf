import * as path from "node:path";

import { list, type Place } from "../../cloud/objects";
import type { Props } from "../../provider/values";
import type { Facts } from "../fact";
import { text } from "../paths";

const ROLE = "aws:iam/serviceLinkedRole:ServiceLinkedRole";

/** How a service calls its own role. */
const NAMES: Readonly<Record<string, string>> = {
  "reports.backup.amazonaws.com": "AWSServiceRoleForBackupReports",
};

/** Roles that belong to services. */
export const serviceRoles: Facts = {
  [ROLE]: {
    id: "arn:aws:iam::{account}:role/aws-service-role/{awsServiceName}",
    key: ["awsServiceName", "customSuffix"],
    exists:
      "InvalidInput: Service role name for {awsServiceName} has been taken in this account, please try a different suffix.",
    replaceOn: ["awsServiceName", "customSuffix"],
    computed: ({ inputs, id, hash, createdAt }) => {
      const name = NAMES[text(inputs, "awsServiceName")] ?? "AWSServiceRoleForSomething";
      return {
        ...{ name, arn: `${id}/${name}`, createDate: createdAt },
        path: `${id.slice(id.indexOf("/"))}/`,
        uniqueId: `AROA${hash(17).toUpperCase()}`,
      };
    },
  },
};

/** A policy names no role of a service before there is one. */
export function forbidsStrangers(
  words: string,
): (inputs: Props, place: Place) => string | undefined {
  return (inputs, place) => {
    const named = text(inputs, "policy").match(/arn:aws:iam::\d+:role\/aws-service-role\/[^"]+/g);
    // Identities lie in no region.
    const known = list(path.join(path.dirname(place), "global"), ROLE).map(({ object }) =>
      text(object.outputs, "arn"),
    );
    return named?.every((arn) => known.includes(arn)) === false ? words : undefined;
  };
}
