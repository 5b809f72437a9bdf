import { UploadsBucket, type UploadsBucketArgs } from "../../../components/data/uploads-bucket";
import { Guard } from "../../../components/shared/guard";

/** The bucket `files` of production, changed as the test wants it. */
export function declareUploads(settings: Partial<UploadsBucketArgs["settings"]> = {}) {
  return new UploadsBucket("files", {
    bucket: "shop-uploads-333333333333",
    settings: { noncurrentDays: 90, lifecycle: "durable", ...settings },
    accountId: "333333333333",
    region: "eu-central-1",
    kmsKeyArn: "arn:data-key",
    logDays: 365,
    guard: new Guard(() => false),
    stamp: { app: "shop", environment: "test", stack: "test", owner: "ops" },
  });
}
