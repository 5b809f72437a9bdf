import { record } from "../../support/recorder";
import { declareDumps } from "./declared-dumps";

const BUCKET = "platform-prod-dumps-333333333333";

describe("a bucket for dumps", () => {
  it("APP-17 is private, versioned and encrypted under the key of the data", async () => {
    const recording = await record(() => declareDumps());

    expect(recording.named("dumps-bucket-private", "BucketPublicAccessBlock").inputs).toEqual({
      bucket: BUCKET,
      blockPublicAcls: true,
      blockPublicPolicy: true,
      ignorePublicAcls: true,
      restrictPublicBuckets: true,
    });
    expect(recording.named("dumps-bucket-versions", "BucketVersioning").inputs).toMatchObject({
      bucket: BUCKET,
      versioningConfiguration: { status: "Enabled" },
    });
    expect(
      recording.named("dumps-bucket-encryption", "BucketServerSideEncryptionConfiguration").inputs,
    ).toMatchObject({
      bucket: BUCKET,
      rules: [
        {
          applyServerSideEncryptionByDefault: {
            sseAlgorithm: "aws:kms",
            kmsMasterKeyId: "arn:data-key",
          },
        },
      ],
    });
  });

  it("keeps a dump for its days, and what was deleted or overwritten for another week", async () => {
    const recording = await record(() => declareDumps());

    expect(
      recording.named("dumps-bucket-expiry", "BucketLifecycleConfiguration").inputs["rules"],
    ).toEqual([
      {
        id: "expire",
        status: "Enabled",
        filter: { prefix: "" },
        expiration: { days: 30 },
        noncurrentVersionExpiration: { noncurrentDays: 7 },
        abortIncompleteMultipartUpload: { daysAfterInitiation: 7 },
      },
    ]);
  });

  it("remembers every request, and answers over TLS 1.2 and its own key alone", async () => {
    const recording = await record(() => declareDumps());
    const { policy } = recording.named("dumps-bucket-policy", "BucketPolicy").inputs;
    const { Statement } = JSON.parse(String(policy)) as { Statement: { Sid: string }[] };

    expect(Statement.map(({ Sid }) => Sid)).toEqual([
      "NoOldTls",
      "NoOtherEncryption",
      "NoOtherKey",
      "NoKeyOfTheirOwn",
      "OnlyTls",
    ]);
    expect(recording.one("BucketLogging").inputs).toEqual({
      bucket: BUCKET,
      targetBucket: "platform-prod-dumps-log-333333333333",
      targetPrefix: "",
    });
  });

  it.each([
    ["durable", true, false],
    ["disposable", false, true],
  ] as const)("goes with the stack only where it is disposable: %s", async (kind, kept, lost) => {
    const recording = await record(() => declareDumps(kind));

    for (const { protect, inputs } of recording.of("s3/bucket:Bucket")) {
      expect([protect, inputs["forceDestroy"]]).toEqual([kept, lost]);
    }
    expect(recording.of("s3/bucket:Bucket")).toHaveLength(2);
  });
});
