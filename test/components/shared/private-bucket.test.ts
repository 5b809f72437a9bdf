import { Guard } from "../../../components/shared/guard";
import { privateBucket, type PrivateBucketArgs } from "../../../components/shared/private-bucket";
import { record } from "../../support/recorder";

const stamp = { app: "platform", environment: "test", stack: "test", owner: "ops" };

describe("privateBucket", () => {
  it("encrypts with the key that it is given, and otherwise with one of S3", async () => {
    expect(await encryption({ keyArn: "arn:key" })).toEqual([
      {
        applyServerSideEncryptionByDefault: {
          sseAlgorithm: "aws:kms",
          kmsMasterKeyId: "arn:key",
        },
        bucketKeyEnabled: true,
      },
    ]);
    expect(await encryption({})).toEqual([
      { applyServerSideEncryptionByDefault: { sseAlgorithm: "AES256" } },
    ]);
  });

  it("says what others may do, and that nobody comes without TLS", async () => {
    const allowed = { Effect: "Allow", Action: "s3:PutObject" };
    const recording = await bucket({
      statements: (bucketArn) => [{ ...allowed, Resource: bucketArn }],
    });

    expect(JSON.parse(String(recording.one("BucketPolicy").inputs["policy"]))).toEqual({
      Version: "2012-10-17",
      Statement: [
        { ...allowed, Resource: "arn:papers" },
        {
          Sid: "OnlyTls",
          Effect: "Deny",
          Principal: "*",
          Action: "s3:*",
          Resource: ["arn:papers", "arn:papers/*"],
          Condition: { Bool: { "aws:SecureTransport": "false" } },
        },
      ],
    });
  });

  it("guards its objects, and what keeps them private, encrypted and recoverable", async () => {
    const kept = async (lifecycle: "durable" | "disposable") =>
      (await bucket({ lifecycle })).all
        .filter(({ beforeDelete, beforeUpdate }) => [beforeDelete, beforeUpdate].flat().length > 0)
        .map(({ name, protect }) => [name, protect]);

    expect(await kept("durable")).toEqual([
      ["papers", true],
      ["papers-expiry", true],
      ["papers-private", true],
      ["papers-encryption", true],
      ["papers-versions", true],
    ]);
    expect(await kept("disposable")).toEqual([]);
  });

  /** What security scanners ask of a bucket: the properties looked at, and their only right values. */
  it.each<[string, string, Record<string, unknown>]>([
    [
      "S3.1 S3.8 CKV_AWS_53 CKV_AWS_54 CKV_AWS_55 CKV_AWS_56: nothing in it is ever public",
      "BucketPublicAccessBlock",
      {
        blockPublicAcls: true,
        blockPublicPolicy: true,
        ignorePublicAcls: true,
        restrictPublicBuckets: true,
      },
    ],
    [
      "S3.12 CKV2_AWS_65: its owner owns every object",
      "BucketOwnershipControls",
      { rule: { objectOwnership: "BucketOwnerEnforced" } },
    ],
    [
      "S3.14 CKV_AWS_21: it keeps what is overwritten",
      "BucketVersioning",
      { versioningConfiguration: { status: "Enabled" } },
    ],
    [
      "S3.10 S3.13 CKV2_AWS_61 CKV_AWS_300: objects end, and so do halves of uploads",
      "BucketLifecycleConfiguration",
      {
        rules: [
          {
            id: "expire",
            status: "Enabled",
            filter: { prefix: "" },
            expiration: { days: 30 },
            noncurrentVersionExpiration: { noncurrentDays: 7 },
            abortIncompleteMultipartUpload: { daysAfterInitiation: 7 },
          },
        ],
      },
    ],
  ])("%s", async (_rule, type, right) => {
    expect((await bucket({})).one(type).inputs).toEqual({ bucket: "papers-of-test", ...right });
  });
});

async function encryption(change: Partial<PrivateBucketArgs>): Promise<unknown> {
  return (await bucket(change)).one("BucketServerSideEncryptionConfiguration").inputs["rules"];
}

function bucket(change: Partial<PrivateBucketArgs>) {
  return record(() =>
    privateBucket(
      "papers",
      {
        bucket: "papers-of-test",
        days: 30,
        statements: () => [],
        lifecycle: "durable",
        guard: new Guard(() => false),
        stamp,
        ...change,
      },
      {},
    ),
  );
}
