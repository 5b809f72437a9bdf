import type { UploadsBucketArgs } from "../../../components/data/uploads-bucket";
import { podIdentity } from "../../../components/workload/identity";
import { record, type Recording } from "../../support/recorder";
import { declareUploads } from "./declared-uploads";

const BUCKET = "shop-uploads-333333333333";
const LOG = "shop-uploads-log-333333333333";

describe("a bucket for uploads", () => {
  it("goes with what is disposable alone, its log as well", async () => {
    const durable = await uploads();
    const disposable = await uploads({ lifecycle: "disposable" });

    expect(durable.of("Bucket").map(({ inputs }) => inputs)).toMatchObject([
      { bucket: BUCKET, forceDestroy: false },
      { bucket: LOG, forceDestroy: false },
    ]);
    for (const kept of durable.of("Bucket")) {
      expect(kept).toMatchObject({ protect: true, beforeDelete: ["refuse-destruction"] });
    }
    for (const lost of disposable.of("Bucket")) {
      expect(lost).toMatchObject({ protect: false, beforeDelete: [] });
      expect(lost.inputs).toMatchObject({ forceDestroy: true });
    }
  });

  it("is read over TLS 1.2 at least and written under its own key alone", async () => {
    const { inputs } = (await uploads()).named("files-bucket-policy", "BucketPolicy");
    const all = ["arn:files-bucket", "arn:files-bucket/*"];
    const refused = (Sid: string, Action: string, Condition: object) => ({
      ...{ Sid, Effect: "Deny", Principal: "*", Action, Resource: all, Condition },
    });

    expect(JSON.parse(String(inputs["policy"]))).toEqual({
      Version: "2012-10-17",
      Statement: [
        refused("NoOldTls", "s3:*", { NumericLessThan: { "s3:TlsVersion": "1.2" } }),
        refused("NoOtherEncryption", "s3:PutObject", {
          Null: { "s3:x-amz-server-side-encryption": "false" },
          StringNotEquals: { "s3:x-amz-server-side-encryption": "aws:kms" },
        }),
        refused("NoOtherKey", "s3:PutObject", {
          Null: { "s3:x-amz-server-side-encryption-aws-kms-key-id": "false" },
          StringNotEquals: { "s3:x-amz-server-side-encryption-aws-kms-key-id": "arn:data-key" },
        }),
        refused("NoKeyOfTheirOwn", "s3:PutObject", {
          Null: { "s3:x-amz-server-side-encryption-customer-algorithm": "false" },
        }),
        refused("OnlyTls", "s3:*", { Bool: { "aws:SecureTransport": "false" } }),
      ],
    });
  });

  it("keeps what was overwritten or deleted for its days, and three versions whatever their age", async () => {
    const { inputs } = (await uploads({ noncurrentDays: 45 })).named(
      "files-bucket-expiry",
      "BucketLifecycleConfiguration",
    );

    expect(inputs["rules"]).toEqual([
      {
        id: "expire",
        status: "Enabled",
        filter: { prefix: "" },
        expiration: { expiredObjectDeleteMarker: true },
        noncurrentVersionExpiration: { noncurrentDays: 45, newerNoncurrentVersions: 3 },
        abortIncompleteMultipartUpload: { daysAfterInitiation: 7 },
      },
    ]);
  });

  it("has its requests logged by S3 once that may, in a bucket that takes them from nobody else", async () => {
    const recording = await uploads();
    const logging = recording.one("BucketLogging");
    const { inputs } = recording.named("files-log-policy", "BucketPolicy");

    expect(logging.inputs).toEqual({ bucket: BUCKET, targetBucket: LOG, targetPrefix: "" });
    expect(logging.dependsOn).toContain("files-log-policy");
    expect(JSON.parse(String(inputs["policy"]))).toMatchObject({
      Statement: [
        {
          Sid: "DeliverLogs",
          Effect: "Allow",
          Principal: { Service: "logging.s3.amazonaws.com" },
          Action: "s3:PutObject",
          Resource: "arn:files-log/*",
          Condition: {
            ArnEquals: { "aws:SourceArn": `arn:aws:s3:::${BUCKET}` },
            StringEquals: { "aws:SourceAccount": "333333333333" },
          },
        },
        { Sid: "OnlyTls", Effect: "Deny" },
      ],
    });
  });

  it("lets whoever uses it touch files in it, under its key through S3, and nothing else", async () => {
    const recording = await record(() => {
      const { grants } = declareUploads();
      const place = { eksName: "test", namespace: "shops", serviceAccount: "shop-backend" };
      const stamp = { app: "shop", environment: "test", stack: "test", owner: "ops" };
      podIdentity("shop-backend", { description: "Keeps files", grants, stamp, ...place }, {});
    });
    const policy = recording.one("RolePolicy");

    expect(JSON.parse(String(policy.inputs["policy"]))).toEqual({
      Version: "2012-10-17",
      Statement: [
        { Effect: "Allow", Action: "s3:ListBucket", Resource: `arn:aws:s3:::${BUCKET}` },
        {
          Effect: "Allow",
          Action: ["s3:GetObject", "s3:PutObject", "s3:DeleteObject"],
          Resource: `arn:aws:s3:::${BUCKET}/*`,
        },
        {
          Effect: "Allow",
          Action: ["kms:Decrypt", "kms:GenerateDataKey"],
          Resource: "arn:data-key",
          Condition: { StringEquals: { "kms:ViaService": "s3.eu-central-1.amazonaws.com" } },
        },
      ],
    });
    expect(policy.dependsOn).toContain("files-bucket-policy");
  });
});

function uploads(settings: Partial<UploadsBucketArgs["settings"]> = {}): Promise<Recording> {
  return record(() => declareUploads(settings));
}
