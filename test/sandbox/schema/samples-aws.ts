import type {
  ec2,
  ecr,
  eks,
  elasticache,
  iam,
  kms,
  rds,
  s3,
  secretsmanager,
  vpc,
} from "@pulumi/aws";

const tags = { Environment: "prod" };
const arn = "arn:aws:kms:eu-central-1:111122223333:key/a";
const statement = { Effect: "Allow", Action: ["s3:GetObject"], Resource: "*" } as const;

/** What correct programs send for AWS: TypeScript vouches for every row. */
export const AWS_SAMPLES = {
  "aws:ec2/vpc:Vpc": {
    cidrBlock: "10.0.0.0/16",
    enableDnsHostnames: true,
    tags,
  } satisfies ec2.VpcArgs,
  "aws:ec2/subnet:Subnet": {
    vpcId: "vpc-1",
    cidrBlock: "10.0.1.0/24",
    availabilityZone: "eu-central-1a",
    mapPublicIpOnLaunch: false,
    tags,
  } satisfies ec2.SubnetArgs,
  "aws:ec2/securityGroup:SecurityGroup": {
    vpcId: "vpc-1",
    description: "clients",
    egress: [{ protocol: "-1", fromPort: 0, toPort: 0, cidrBlocks: ["0.0.0.0/0"] }],
    revokeRulesOnDelete: true,
  } satisfies ec2.SecurityGroupArgs,
  "aws:ec2/routeTable:RouteTable": {
    vpcId: "vpc-1",
    routes: [{ cidrBlock: "0.0.0.0/0", natGatewayId: "nat-1" }],
    tags,
  } satisfies ec2.RouteTableArgs,
  "aws:vpc/securityGroupIngressRule:SecurityGroupIngressRule": {
    securityGroupId: "sg-1",
    referencedSecurityGroupId: "sg-2",
    ipProtocol: "tcp",
    fromPort: 5432,
    toPort: 5432,
  } satisfies vpc.SecurityGroupIngressRuleArgs,
  "aws:rds/instance:Instance": {
    engine: "postgres",
    engineVersion: "16.9",
    instanceClass: "db.m7g.large",
    allocatedStorage: 100,
    storageType: "gp3",
    dbSubnetGroupName: "db",
    vpcSecurityGroupIds: ["sg-1"],
    manageMasterUserPassword: true,
    backupRetentionPeriod: 30,
    enabledCloudwatchLogsExports: ["postgresql"],
    restoreToPointInTime: { sourceDbInstanceIdentifier: "db", useLatestRestorableTime: true },
    tags,
  } satisfies rds.InstanceArgs,
  "aws:rds/parameterGroup:ParameterGroup": {
    family: "postgres16",
    parameters: [{ name: "rds.force_ssl", value: "1", applyMethod: "pending-reboot" }],
  } satisfies rds.ParameterGroupArgs,
  "aws:rds/subnetGroup:SubnetGroup": {
    subnetIds: ["subnet-1"],
    tags,
  } satisfies rds.SubnetGroupArgs,
  "aws:elasticache/replicationGroup:ReplicationGroup": {
    description: "cache",
    engine: "valkey",
    nodeType: "cache.t4g.small",
    numCacheClusters: 2,
    automaticFailoverEnabled: true,
    transitEncryptionEnabled: true,
    userGroupIds: ["cache"],
    logDeliveryConfigurations: [
      {
        destination: "a",
        destinationType: "kinesis-firehose",
        logFormat: "json",
        logType: "slow-log",
      },
    ],
  } satisfies elasticache.ReplicationGroupArgs,
  "aws:elasticache/user:User": {
    userId: "app-a",
    userName: "app_a",
    engine: "valkey",
    accessString: "on ~* &* +@all",
    authenticationMode: { type: "password", passwords: ["p"] },
  } satisfies elasticache.UserArgs,
  "aws:elasticache/userGroup:UserGroup": {
    userGroupId: "app",
    engine: "valkey",
    userIds: ["default", "app-a"],
  } satisfies elasticache.UserGroupArgs,
  "aws:ecr/repository:Repository": {
    imageTagMutability: "IMMUTABLE",
    imageScanningConfiguration: { scanOnPush: true },
    encryptionConfigurations: [{ encryptionType: "KMS", kmsKey: arn }],
  } satisfies ecr.RepositoryArgs,
  "aws:ecr/lifecyclePolicy:LifecyclePolicy": {
    repository: "web",
    policy: {
      rules: [
        {
          rulePriority: 1,
          selection: { tagStatus: "untagged", countType: "sinceImagePushed", countNumber: 7 },
          action: { type: "expire" },
        },
      ],
    },
  } satisfies ecr.LifecyclePolicyArgs,
  "aws:kms/key:Key": { enableKeyRotation: true, deletionWindowInDays: 30 } satisfies kms.KeyArgs,
  "aws:iam/role:Role": {
    assumeRolePolicy: {
      Version: "2012-10-17",
      Statement: [
        {
          Effect: "Allow",
          Principal: { Service: "pods.eks.amazonaws.com", AWS: ["arn:aws:iam::111122223333:root"] },
          Action: "sts:AssumeRole",
        },
      ],
    },
    inlinePolicies: [{ name: "read", policy: "{}" }],
  } satisfies iam.RoleArgs,
  "aws:iam/rolePolicy:RolePolicy": {
    role: "app",
    policy: { Version: "2012-10-17", Statement: [{ ...statement, Action: ["s3:GetObject"] }] },
  } satisfies iam.RolePolicyArgs,
  "aws:s3/bucket:Bucket": { bucket: "files", forceDestroy: false, tags } satisfies s3.BucketArgs,
  "aws:s3/bucketLifecycleConfiguration:BucketLifecycleConfiguration": {
    bucket: "files",
    rules: [
      {
        id: "expire",
        status: "Enabled",
        filter: { prefix: "tmp/" },
        expiration: { days: 30 },
        noncurrentVersionExpiration: { noncurrentDays: 90 },
        transitions: [{ days: 7, storageClass: "STANDARD_IA" }],
      },
    ],
  } satisfies s3.BucketLifecycleConfigurationArgs,
  "aws:eks/podIdentityAssociation:PodIdentityAssociation": {
    clusterName: "main",
    namespace: "app",
    serviceAccount: "app",
    roleArn: "arn:aws:iam::111122223333:role/app",
  } satisfies eks.PodIdentityAssociationArgs,
  "aws:secretsmanager/secret:Secret": {
    name: "app",
    recoveryWindowInDays: 7,
    replicas: [{ region: "eu-west-1", kmsKeyId: arn }],
  } satisfies secretsmanager.SecretArgs,
  "pulumi:providers:aws": {
    region: "eu-central-1",
    version: "7.48.0",
    defaultTags: JSON.stringify({ tags }),
    allowedAccountIds: JSON.stringify(["111122223333"]),
    skipMetadataApiCheck: "true",
  },
};
