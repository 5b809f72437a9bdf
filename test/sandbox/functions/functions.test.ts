import { plugin, type Plugin } from "../provider/plugin";

describe("what programs ask the simulated AWS", () => {
  let aws: Plugin;
  beforeAll(async () => {
    aws = await plugin("aws");
  });

  it("is who they are, and where", async () => {
    expect(await aws.invoke("aws:index/getCallerIdentity:getCallerIdentity")).toMatchObject({
      accountId: "333333333333",
      arn: "arn:aws:sts::333333333333:assumed-role/platform-prod/operator",
    });
    expect(await aws.invoke("aws:index/getRegion:getRegion")).toMatchObject({
      region: "eu-central-1",
    });
    expect(await aws.invoke("aws:index/getPartition:getPartition")).toMatchObject({
      partition: "aws",
    });
    expect(
      await aws.invoke("aws:index/getAvailabilityZones:getAvailabilityZones", {
        state: "available",
        region: "eu-west-1",
      }),
    ).toMatchObject({
      state: "available",
      names: ["eu-west-1a", "eu-west-1b", "eu-west-1c"],
      zoneIds: ["euw1-az1", "euw1-az2", "euw1-az3"],
    });
  });

  it("is a policy, rendered as the real function renders it", async () => {
    const { json } = await aws.invoke("aws:iam/getPolicyDocument:getPolicyDocument", {
      statements: [
        {
          sid: "Trust",
          actions: ["sts:TagSession", "sts:AssumeRole"],
          principals: [{ type: "Service", identifiers: ["pods.eks.amazonaws.com"] }],
          conditions: [{ test: "StringLike", variable: "a:sub", values: ["repo:x", "repo:a&{b}"] }],
        },
        {
          effect: "Deny",
          actions: ["s3:*"],
          resources: ["*"],
          principals: [{ type: "*", identifiers: ["*"] }],
        },
      ],
    });

    expect(json).toBe(`{
  "Version": "2012-10-17",
  "Statement": [
    {
      "Sid": "Trust",
      "Effect": "Allow",
      "Action": [
        "sts:TagSession",
        "sts:AssumeRole"
      ],
      "Principal": {
        "Service": "pods.eks.amazonaws.com"
      },
      "Condition": {
        "StringLike": {
          "a:sub": [
            "repo:x",
            "repo:a\${b}"
          ]
        }
      }
    },
    {
      "Effect": "Deny",
      "Action": "s3:*",
      "Resource": "*",
      "Principal": "*"
    }
  ]
}`);
  });

  it("is what the world holds, in this account alone", async () => {
    const staging = await plugin("aws", { environment: { AWS_PROFILE: "staging" } });
    const zone = { name: "fcy.sh." };

    expect(await aws.invoke("aws:route53/getZone:getZone", zone)).toMatchObject({
      zoneId: "Z0333333333FCYSH",
    });
    await expect(staging.invoke("aws:route53/getZone:getZone", zone)).rejects.toThrow(
      "no matching Route 53 Hosted Zone found: fcy.sh",
    );
    expect(await aws.invoke("aws:eks/getCluster:getCluster", { name: "prod" })).toMatchObject({
      arn: "arn:aws:eks:eu-central-1:333333333333:cluster/prod",
      endpoint: expect.stringMatching(
        /^https:\/\/[0-9A-F]{32}\.gr7\.eu-central-1\.eks\.amazonaws\.com$/,
      ) as string,
    });
    await expect(aws.invoke("aws:eks/getCluster:getCluster", { name: "dev" })).rejects.toThrow(
      "No cluster found for name: dev.",
    );
  });

  it("is refused by name when nobody simulates it", async () => {
    await expect(aws.invoke("aws:ec2/getAmi:getAmi")).rejects.toThrow(
      "the sandbox does not simulate the function aws:ec2/getAmi:getAmi",
    );
  });
});

describe("what programs ask the simulated GitHub", () => {
  let github: Plugin;
  beforeAll(async () => {
    github = await plugin("github");
  });

  it("is who exists", async () => {
    expect(
      await github.invoke("github:index/getTeam:getTeam", { slug: "db-reviewers" }),
    ).toMatchObject({
      id: "9203",
      members: ["grace", "margaret"],
    });
    expect(await github.invoke("github:index/getUser:getUser", { username: "ada" })).toMatchObject({
      id: "9101",
    });
    expect(
      await github.invoke("github:index/getOrganization:getOrganization", { name: "example-org" }),
    ).toMatchObject({
      plan: "enterprise",
      repositories: expect.arrayContaining(["example-org/appos"]) as string[],
    });
    expect(
      await github.invoke("github:index/getRepository:getRepository", { name: "life-os" }),
    ).toMatchObject({
      repoId: 9302,
      defaultBranch: "staging",
      private: true,
    });
  });

  it.each([
    ["getTeam:getTeam", { slug: "ghosts" }, "orgs/example-org/teams/ghosts"],
    ["getUser:getUser", { username: "casper" }, "users/casper"],
    ["getRepository:getRepository", { name: "attic" }, "repos/example-org/attic"],
    ["getOrganization:getOrganization", { name: "other" }, "orgs/other"],
  ])("is not found by %s where it does not exist", async (name, args, path) => {
    await expect(github.invoke(`github:index/${name}`, args)).rejects.toThrow(
      `GET https://api.github.com/${path}: 404 Not Found []`,
    );
  });
});
