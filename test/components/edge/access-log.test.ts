import { BALANCER, edge } from "./declared-edge";

describe("the access log", () => {
  it("lies in a bucket of its own, which ends with what is disposable alone", async () => {
    const durable = (await edge()).one("Bucket");
    const disposable = (await edge([], { lifecycle: "disposable" })).one("Bucket");

    expect(durable.inputs).toMatchObject({
      bucket: "platform-prod-access-logs-333333333333",
      forceDestroy: false,
    });
    expect(durable).toMatchObject({ protect: true, beforeDelete: ["refuse-destruction"] });
    expect(disposable.inputs).toMatchObject({ forceDestroy: true });
    expect(disposable).toMatchObject({ protect: false, beforeDelete: [] });
  });

  it("takes files from load balancers of this account and region, and nothing without TLS", async () => {
    const { inputs, dependsOn } = (await edge()).one("BucketPolicy");

    expect(inputs["bucket"]).toBe("platform-prod-access-logs-333333333333");
    expect(JSON.parse(String(inputs["policy"]))).toEqual({
      Version: "2012-10-17",
      Statement: [
        {
          Sid: "DeliverLogs",
          Effect: "Allow",
          Principal: { Service: "logdelivery.elasticloadbalancing.amazonaws.com" },
          Action: "s3:PutObject",
          Resource: "arn:edge-access-log/AWSLogs/333333333333/*",
          Condition: {
            ArnLike: {
              "aws:SourceArn":
                "arn:aws:elasticloadbalancing:eu-central-1:333333333333:loadbalancer/*",
            },
          },
        },
        {
          Sid: "OnlyTls",
          Effect: "Deny",
          Principal: "*",
          Action: "s3:*",
          Resource: ["arn:edge-access-log", "arn:edge-access-log/*"],
          Condition: { Bool: { "aws:SecureTransport": "false" } },
        },
      ],
    });
    expect(dependsOn).toContain("edge-access-log-private");
  });

  it("ends after its days, with leftovers a week later, once versions are kept", async () => {
    const expiry = (await edge()).one("BucketLifecycleConfiguration");

    expect(expiry.inputs["rules"]).toEqual([
      {
        id: "expire",
        status: "Enabled",
        filter: { prefix: "" },
        expiration: { days: 400 },
        noncurrentVersionExpiration: { noncurrentDays: 7 },
        abortIncompleteMultipartUpload: { daysAfterInitiation: 7 },
      },
    ]);
    expect(expiry.dependsOn).toContain("edge-access-log-versions");
  });

  it("stands before the load balancer that writes it", async () => {
    const balancer = (await edge()).one(BALANCER);

    expect(balancer.inputs["accessLogs"]).toEqual({
      enabled: true,
      bucket: "platform-prod-access-logs-333333333333",
    });
    expect(balancer.dependsOn).toContain("edge-access-log-policy");
  });
});
