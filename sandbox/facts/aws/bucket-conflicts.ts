import * as path from "node:path";

import { find, list, type Place } from "../../cloud/objects";
import type { Props } from "../../provider/values";
import type { Fact } from "../fact";
import { text } from "../paths";

type Forbids = NonNullable<Fact["forbids"]>;

const BUCKET = "aws:s3/bucket:Bucket";
const POLICY = "aws:s3/bucketPolicy:BucketPolicy";
const BLOCK = "aws:s3/bucketPublicAccessBlock:BucketPublicAccessBlock";

/** Why nobody makes a bucket twice. */
export const OWNED =
  "BucketAlreadyOwnedByYou: Your previous request to create the named bucket succeeded and you already own it.";
const TAKEN =
  "BucketAlreadyExists: The requested bucket name is not available. The bucket namespace is shared by all users of the system. Please select a different name and try again.";

/** The buckets of all accounts and regions share their names. */
export const nameTaken: Forbids = (inputs, place, creating) => {
  const [account, cloud] = [path.dirname(place), path.dirname(path.dirname(place))];
  const has = (where: Place) =>
    list(where, BUCKET).some(({ object }) => object.id === text(inputs, "bucket"));
  if (!creating || !has(cloud)) return undefined;
  return has(account) ? OWNED : TAKEN;
};

/** A bucket that is closed to the public is not opened by a policy, and one that is closed to all by nothing. */
export function closedTo(inputs: Props, place: Place): string | undefined {
  const bucket = text(inputs, "bucket");
  const live = find(place, POLICY, bucket);
  if (live !== undefined && locks(live.inputs)) return denied(bucket);
  const closed = find(place, BLOCK, bucket)?.inputs["blockPublicPolicy"] === true;
  return closed && everybody(inputs, "Allow").length > 0
    ? `${prefix(bucket)} because public policies are blocked by the BlockPublicPolicy block public access setting.`
    : undefined;
}

/** Nobody but root removes a policy that keeps everybody out. */
export function keepsEverybodyOut(live: Props): string | undefined {
  return locks(live) ? denied(text(live, "bucket")) : undefined;
}

interface Statement {
  readonly Effect: string;
  readonly Principal?: unknown;
  readonly Action?: string | readonly string[];
  readonly Condition?: object;
}

function locks(policy: Props): boolean {
  return everybody(policy, "Deny").some(({ Action = [] }) =>
    [Action].flat().some((action) => action === "s3:*" || action === "s3:PutBucketPolicy"),
  );
}

/** Statements about whoever comes, whatever they do. */
function everybody(policy: Props, effect: string): readonly Statement[] {
  const { Statement = [] } = JSON.parse(text(policy, "policy") || "{}") as {
    readonly Statement?: Statement | readonly Statement[];
  };
  return [Statement]
    .flat()
    .filter(
      ({ Effect, Principal, Condition }) =>
        Effect === effect &&
        Condition === undefined &&
        ["*", '{"AWS":"*"}'].includes(
          typeof Principal === "string" ? Principal : JSON.stringify(Principal),
        ),
    );
}

function denied(bucket: string): string {
  return `${prefix(bucket)} with an explicit deny in a resource-based policy`;
}

function prefix(bucket: string): string {
  return `AccessDenied: User is not authorized to perform: s3:PutBucketPolicy on resource: "arn:aws:s3:::${bucket}"`;
}
