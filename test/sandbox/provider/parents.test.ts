import { plugin } from "./plugin";
import type { Props } from "../../../sandbox/provider/values";

const VPC = "aws:ec2/vpc:Vpc";

describe("what a creation needs", () => {
  it.each<[string, Props, string]>([
    [
      "aws:ec2/subnet:Subnet",
      { vpcId: "vpc-1" },
      "InvalidVpcID.NotFound: The vpc ID 'vpc-1' does not exist",
    ],
    ["aws:ec2/securityGroup:SecurityGroup", { vpcId: "vpc-1" }, "InvalidVpcID.NotFound"],
    ["aws:ec2/internetGateway:InternetGateway", { vpcId: "vpc-1" }, "InvalidVpcID.NotFound"],
    ["aws:ec2/routeTable:RouteTable", { vpcId: "vpc-1" }, "InvalidVpcID.NotFound"],
    ["aws:ec2/route:Route", { routeTableId: "rtb-1" }, "InvalidRouteTableID.NotFound"],
    ["aws:ec2/natGateway:NatGateway", { subnetId: "subnet-1" }, "InvalidSubnetID.NotFound"],
    [
      "aws:rds/subnetGroup:SubnetGroup",
      { subnetIds: ["subnet-1", "subnet-2"] },
      "InvalidSubnetID.NotFound",
    ],
    [
      "aws:rds/instance:Instance",
      { instanceClass: "x", dbSubnetGroupName: "g" },
      "DB subnet group 'g' does not exist",
    ],
    [
      "aws:rds/instance:Instance",
      { instanceClass: "x", kmsKeyId: "arn:aws:kms:eu-central-1:333333333333:key/k" },
      "The specified KMS key [k] does not exist",
    ],
    [
      "aws:elasticache/replicationGroup:ReplicationGroup",
      { description: "d", transitEncryptionEnabled: true, userGroupIds: ["u"] },
      "User group u not found",
    ],
    [
      "aws:iam/rolePolicy:RolePolicy",
      { role: "r", policy: "{}" },
      "The role with name r cannot be found.",
    ],
    [
      "aws:eks/podIdentityAssociation:PodIdentityAssociation",
      {
        clusterName: "prod",
        namespace: "n",
        serviceAccount: "s",
        roleArn: "arn:aws:iam::333333333333:role/r",
      },
      "Role provided in the request does not exist: r",
    ],
    [
      "aws:ecr/repositoryPolicy:RepositoryPolicy",
      { repository: "r", policy: "{}" },
      "The repository with name 'r' does not exist",
    ],
    ["aws:s3/bucketPolicy:BucketPolicy", { bucket: "b", policy: "{}" }, "NoSuchBucket"],
    ["aws:kms/alias:Alias", { name: "alias/a", targetKeyId: "k" }, "Key 'k' does not exist"],
    [
      "aws:secretsmanager/secretVersion:SecretVersion",
      { secretId: "s" },
      "can't find the specified secret",
    ],
    [
      "github:index/repositoryEnvironment:RepositoryEnvironment",
      { repository: "none", environment: "prod" },
      "404 Not Found",
    ],
    [
      "github:index/actionsEnvironmentSecret:ActionsEnvironmentSecret",
      { repository: "platform", environment: "none", secretName: "A" },
      "404 Not Found",
    ],
    [
      "github:index/repositoryEnvironment:RepositoryEnvironment",
      { repository: "platform", environment: "p", reviewers: [{ users: [1] }] },
      "422 Validation Failed [user 1 not found]",
    ],
    [
      "github:index/teamRepository:TeamRepository",
      { repository: "platform", teamId: "7" },
      "404 Not Found",
    ],
  ])("is missed by %s", async (type, inputs, words) => {
    const provider = await plugin(type.split(":")[0] ?? "");

    await expect(provider.create(type, "it", inputs)).rejects.toThrow(words);
    await expect(provider.previewCreate(type, "it", inputs)).resolves.toBeDefined();
  });

  it("is found by id, by ARN, in another region, and where AWS itself provides it", async () => {
    const aws = await plugin("aws");
    const vpc = await aws.create(VPC, "net", { cidrBlock: "10.0.0.0/16" });
    const key = await aws.create("aws:kms/key:Key", "key", { region: "eu-west-1" });
    const role = await aws.create("aws:iam/role:Role", "role", {
      assumeRolePolicy: "{}",
      path: "/app/",
    });
    const attachment = {
      role: role.properties["name"] ?? null,
      policyArn: "arn:aws:iam::aws:policy/ReadOnlyAccess",
    };

    await expect(
      aws.create("aws:ec2/subnet:Subnet", "a", { vpcId: vpc.id }),
    ).resolves.toBeDefined();
    await expect(
      aws.create("aws:secretsmanager/secret:Secret", "s", {
        kmsKeyId: key.properties["arn"] ?? null,
      }),
    ).resolves.toBeDefined();
    await expect(
      aws.create("aws:cloudwatch/logGroup:LogGroup", "l", { kmsKeyId: "alias/aws/logs" }),
    ).resolves.toBeDefined();
    await expect(
      aws.create("aws:iam/rolePolicyAttachment:RolePolicyAttachment", "a", attachment),
    ).resolves.toBeDefined();
    await expect(
      aws.create("aws:eks/podIdentityAssociation:PodIdentityAssociation", "p", {
        clusterName: "prod",
        namespace: "n",
        serviceAccount: "s",
        roleArn: role.properties["arn"] ?? null,
      }),
    ).resolves.toBeDefined();
  });

  it("must still be there: a key that only waits for its end is none", async () => {
    const aws = await plugin("aws");
    const key = await aws.create("aws:kms/key:Key", "key", {});
    await aws.delete("aws:kms/key:Key", "key", key);

    await expect(
      aws.create("aws:kms/alias:Alias", "a", { name: "alias/a", targetKeyId: key.id }),
    ).rejects.toThrow("NotFoundException");
  });
});
