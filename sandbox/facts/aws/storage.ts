import type { Fact, Facts } from "../fact";
import { like } from "../paths";
import { regionOf } from "../templates";
import { closedTo, keepsEverybodyOut, nameTaken, OWNED } from "./bucket-conflicts";
import { isJson } from "./iam";
import { forbidsLogs, key } from "./keys";
import { forbidsStrangers } from "./service-roles";

/** What belongs to one bucket: the API overwrites it. */
const OF_BUCKET: Fact = {
  auto: false,
  id: "{bucket}",
  upsert: true,
  replaceOn: ["bucket"],
  parents: [
    {
      type: "aws:s3/bucket:Bucket",
      id: "{bucket}",
      text: "NoSuchBucket: The specified bucket does not exist",
    },
  ],
};

const STRANGERS = forbidsStrangers("MalformedPolicy: Invalid principal in policy");

const RETENTION_DAYS = [
  0, 1, 3, 5, 7, 14, 30, 60, 90, 120, 150, 180, 365, 400, 545, 731, 1096, 1827, 2192, 2557, 2922,
  3288, 3653,
];

/** Buckets and logs. */
export const storage: Facts = {
  "aws:s3/bucket:Bucket": {
    name: "bucket",
    arn: "s3:::{bucket}",
    exists: OWNED,
    replaceOn: ["bucket", "bucketPrefix", "objectLockEnabled"],
    owns: { bucket: "{bucket}" },
    limits: [
      {
        path: "bucket",
        text: "takes 3 to 63 lower-case letters, digits, dots and hyphens, first and last a letter or digit",
        holds: like(/^(?!.*\.\.)[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]$/),
      },
      {
        path: "bucket",
        text: "is no address, and has nothing that S3 keeps for itself at either end",
        holds: like(/^(?!(\d+\.){3}\d+$|xn--|sthree-)(?!.*(-s3alias|--ol-s3)$)/),
      },
    ],
    forbids: nameTaken,
    refusesDelete: (live) =>
      Number(live["objectCount"] ?? 0) > 0 && live["forceDestroy"] !== true
        ? "BucketNotEmpty: The bucket you tried to delete is not empty. You must delete all versions in the bucket."
        : undefined,
    computed: ({ inputs, scope, name }) => {
      const region = regionOf({ inputs, scope });
      const bucketRegionalDomainName = `${name}.s3.${region}.amazonaws.com`;
      return {
        bucketDomainName: `${name}.s3.amazonaws.com`,
        bucketRegionalDomainName,
        bucketRegion: region,
      };
    },
  },
  "aws:s3/bucketVersioning:BucketVersioning": OF_BUCKET,
  "aws:s3/bucketServerSideEncryptionConfiguration:BucketServerSideEncryptionConfiguration":
    OF_BUCKET,
  "aws:s3/bucketPublicAccessBlock:BucketPublicAccessBlock": OF_BUCKET,
  "aws:s3/bucketOwnershipControls:BucketOwnershipControls": OF_BUCKET,
  "aws:s3/bucketNotification:BucketNotification": OF_BUCKET,
  "aws:s3/bucketLogging:BucketLogging": {
    ...OF_BUCKET,
    parents: [
      ...(OF_BUCKET.parents ?? []),
      {
        type: "aws:s3/bucket:Bucket",
        id: "{targetBucket}",
        text: "InvalidTargetBucketForLogging: The target bucket for logging does not exist",
      },
    ],
  },
  "aws:s3/bucketPolicy:BucketPolicy": {
    ...OF_BUCKET,
    limits: [{ path: "policy", text: "must be JSON", holds: isJson }],
    forbids: (inputs, place) => STRANGERS(inputs, place) ?? closedTo(inputs, place),
    refusesDelete: keepsEverybodyOut,
  },
  "aws:s3/bucketLifecycleConfiguration:BucketLifecycleConfiguration": OF_BUCKET,
  "aws:cloudwatch/logGroup:LogGroup": {
    arn: "logs:{region}:{account}:log-group:{name}",
    exists: "ResourceAlreadyExistsException: The specified log group already exists",
    replaceOn: ["name", "namePrefix", "logGroupClass"],
    parents: [key("kmsKeyId")],
    forbids: forbidsLogs,
    limits: [
      {
        path: "retentionInDays",
        text: `must be one of ${RETENTION_DAYS.join(", ")}`,
        holds: (value) => RETENTION_DAYS.some((days) => days === value),
      },
    ],
    refusesDelete: (live) =>
      live["deletionProtectionEnabled"] === true
        ? "ValidationException: Log group is protected from deletion."
        : undefined,
  },
};
