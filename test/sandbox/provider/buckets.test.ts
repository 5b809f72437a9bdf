import { list, placeAt, replace } from "../../../sandbox/cloud/objects";
import { plugin, type Plugin } from "./plugin";

const BUCKET = "aws:s3/bucket:Bucket";
const POLICY = "aws:s3/bucketPolicy:BucketPolicy";
const BLOCK = "aws:s3/bucketPublicAccessBlock:BucketPublicAccessBlock";
const LOGGING = "aws:s3/bucketLogging:BucketLogging";
const NOTIFICATION = "aws:s3/bucketNotification:BucketNotification";

const EVERYBODY = ["*", { AWS: "*" }] as const;

describe("buckets in the simulated AWS", () => {
  let aws: Plugin;
  beforeEach(async () => {
    aws = await plugin("aws");
  });

  it.each([
    "Files",
    "fi",
    "my..files",
    "-files",
    "192.168.5.4",
    "xn--files",
    "sthree-files",
    "files-s3alias",
    "files--ol-s3",
    "f".repeat(64),
  ])("are not called %s", async (bucket) => {
    const { failures } = await aws.check(BUCKET, "b", { bucket });

    expect(failures).toHaveLength(1);
    expect(failures[0]).toMatch(/^bucket: (takes 3 to 63|is no address)/);
  });

  it("have names that nobody else in the world has", async () => {
    const { sandbox } = aws;
    const elsewhere = await plugin("aws", { sandbox, environment: { AWS_REGION: "eu-west-1" } });
    const staging = await plugin("aws", { sandbox, environment: { AWS_PROFILE: "staging" } });
    await aws.create(BUCKET, "b", { bucket: "files-1" });

    for (const mine of [aws, elsewhere]) {
      await expect(mine.create(BUCKET, "c", { bucket: "files-1" })).rejects.toThrow(
        "BucketAlreadyOwnedByYou: Your previous request to create the named bucket succeeded and you already own it.",
      );
    }
    await expect(staging.create(BUCKET, "b", { bucket: "files-1" })).rejects.toThrow(
      "BucketAlreadyExists: The requested bucket name is not available. The bucket namespace is shared by all users of the system.",
    );
    await expect(staging.create(BUCKET, "b", { bucket: "files-2" })).resolves.toBeDefined();
  });

  it("are deleted when they are empty, or when somebody asked for that beforehand", async () => {
    const filled = async (bucket: string, forceDestroy: boolean) => {
      const made = await aws.create(BUCKET, bucket, { bucket, forceDestroy });
      for (const { place, object } of list(placeAt(aws.sandbox, "aws"), BUCKET)) {
        replace(place, { ...object, outputs: { ...object.outputs, objectCount: 2 } });
      }
      return made;
    };
    const [kept, lost] = [await filled("files-1", false), await filled("files-2", true)];
    const empty = await aws.create(BUCKET, "e", { bucket: "files-3" });

    await expect(aws.delete(BUCKET, "files-1", kept)).rejects.toThrow(
      "BucketNotEmpty: The bucket you tried to delete is not empty. You must delete all versions in the bucket.",
    );
    await expect(aws.delete(BUCKET, "files-2", lost)).resolves.toBeUndefined();
    await expect(aws.delete(BUCKET, "e", empty)).resolves.toBeUndefined();
  });

  it("log to buckets that exist, and tell of what happens in them", async () => {
    await aws.create(BUCKET, "b", { bucket: "files-1" });
    const logging = { bucket: "files-1", targetBucket: "files-log", targetPrefix: "" };

    await expect(aws.create(LOGGING, "l", logging)).rejects.toThrow(
      "InvalidTargetBucketForLogging: The target bucket for logging does not exist",
    );
    await aws.create(BUCKET, "log", { bucket: "files-log" });
    await expect(aws.create(LOGGING, "l", logging)).resolves.toMatchObject({ id: "files-1" });
    await expect(
      aws.create(NOTIFICATION, "n", { bucket: "files-0", eventbridge: true }),
    ).rejects.toThrow("NoSuchBucket: The specified bucket does not exist");
  });

  it.each(EVERYBODY)("stay closed to the public, whatever a policy says: %j", async (Principal) => {
    const { id: bucket } = await aws.create(BUCKET, "b", { bucket: "files-1" });
    const open = policy({ Effect: "Allow", Principal, Action: "s3:GetObject" });
    const service = { Service: "logging.s3.amazonaws.com" };
    const narrow = policy({ Effect: "Allow", Principal: service, Action: "s3:PutObject" });
    await aws.create(BLOCK, "x", { bucket, blockPublicPolicy: true });

    await expect(aws.create(POLICY, "p", { bucket, policy: open })).rejects.toThrow(
      'AccessDenied: User is not authorized to perform: s3:PutBucketPolicy on resource: "arn:aws:s3:::files-1" because public policies are blocked by the BlockPublicPolicy block public access setting.',
    );
    await expect(aws.create(POLICY, "p", { bucket, policy: narrow })).resolves.toBeDefined();
  });

  it.each(EVERYBODY)("keep a policy that shuts everybody out: %j", async (Principal) => {
    const { id: bucket } = await aws.create(BUCKET, "b", { bucket: "files-1" });
    const deny = { Effect: "Deny", Principal, Action: "s3:*" };
    const old = { NumericLessThan: { "s3:TlsVersion": "1.2" } };
    const careful = { bucket, policy: policy({ ...deny, Condition: old }) };
    const reading = { bucket, policy: policy({ ...deny, Action: ["s3:GetObject"] }) };
    const denied =
      'AccessDenied: User is not authorized to perform: s3:PutBucketPolicy on resource: "arn:aws:s3:::files-1" with an explicit deny in a resource-based policy';
    const first = await aws.create(POLICY, "p", careful);
    const second = await aws.update(POLICY, "p", first, reading);

    const locked = await aws.update(POLICY, "p", second, { bucket, policy: policy(deny) });

    await expect(aws.update(POLICY, "p", locked, careful)).rejects.toThrow(denied);
    await expect(aws.delete(POLICY, "p", locked)).rejects.toThrow(denied);
  });

  it("take policies in JSON alone", async () => {
    const { failures } = await aws.check(POLICY, "p", { bucket: "files-1", policy: "open" });

    expect(failures).toEqual(["policy: must be JSON"]);
  });
});

function policy(statement: object): string {
  return JSON.stringify({ Version: "2012-10-17", Statement: [{ Resource: "*", ...statement }] });
}
