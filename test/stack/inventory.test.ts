import type { Registration } from "../support/recorder";
import { recordAll, STACKS } from "../support/three-stacks";

const of = recordAll();

const RULE = [
  "securityGroupId",
  "referencedSecurityGroupId",
  "cidrIpv4",
  "ipProtocol",
  "fromPort",
  "toPort",
];

/** What an auditor asks of a type, beside its name; a review of the snapshot shows what a change does. */
const FACTS: Readonly<Record<string, readonly string[]>> = {
  "acm/certificate:Certificate": ["validationMethod"],
  "cloudwatch/logGroup:LogGroup": ["retentionInDays", "kmsKeyId"],
  "ec2/flowLog:FlowLog": ["trafficType"],
  "ec2/route:Route": ["destinationCidrBlock", "gatewayId", "natGatewayId"],
  "ec2/subnet:Subnet": ["cidrBlock", "availabilityZoneId", "mapPublicIpOnLaunch"],
  "ec2/vpc:Vpc": ["cidrBlock"],
  "ec2/vpcEndpoint:VpcEndpoint": ["vpcEndpointType", "serviceName"],
  "ecr/registryScanningConfiguration:RegistryScanningConfiguration": ["scanType"],
  "ecr/repository:Repository": ["imageTagMutability", "forceDelete"],
  "eks/accessPolicyAssociation:AccessPolicyAssociation": ["principalArn", "policyArn"],
  "eks/cluster:Cluster": [
    "version",
    "vpcConfig.publicAccessCidrs",
    "enabledClusterLogTypes",
    "encryptionConfig.provider.keyArn",
    "deletionProtection",
  ],
  "eks/podIdentityAssociation:PodIdentityAssociation": ["namespace", "serviceAccount"],
  "elasticache/replicationGroup:ReplicationGroup": [
    "nodeType",
    "numCacheClusters",
    "transitEncryptionMode",
  ],
  "elasticache/user:User": ["accessString"],
  "kms/key:Key": ["enableKeyRotation", "deletionWindowInDays"],
  "lb/listener:Listener": ["port", "protocol", "sslPolicy"],
  "lb/listenerRule:ListenerRule": [
    "priority",
    "conditions.hostHeader.values",
    "conditions.pathPattern.values",
  ],
  "lb/loadBalancer:LoadBalancer": ["internal", "enableDeletionProtection"],
  "lb/targetGroup:TargetGroup": ["port", "healthCheck.path"],
  "rds/instance:Instance": [
    "instanceClass",
    "multiAz",
    "backupRetentionPeriod",
    "deletionProtection",
  ],
  "route53/record:Record": ["type", "zoneId"],
  "s3/bucket:Bucket": ["forceDestroy"],
  "s3/bucketLifecycleConfiguration:BucketLifecycleConfiguration": ["rules.expiration.days"],
  "vpc/securityGroupEgressRule:SecurityGroupEgressRule": RULE,
  "vpc/securityGroupIngressRule:SecurityGroupIngressRule": RULE,
  "wafv2/webAcl:WebAcl": ["rules.name", "rules.statement.rateBasedStatement.limit"],
  "branchDefault:BranchDefault": ["branch"],
  "repositoryRuleset:RepositoryRuleset": [
    "target",
    "conditions.refName.includes",
    "bypassActors",
    "rules.requiredStatusChecks.requiredChecks.context",
  ],
  "teamRepository:TeamRepository": ["permission"],
  "repositoryEnvironment:RepositoryEnvironment": [
    "repository",
    "reviewers",
    "waitTimer",
    "canAdminsBypass",
  ],
  "repositoryEnvironmentDeploymentPolicy:RepositoryEnvironmentDeploymentPolicy": [
    "branchPattern",
    "tagPattern",
  ],
  "apps/v1:Deployment": ["spec.replicas"],
  "apps/v1:StatefulSet": ["spec.replicas"],
  "batch/v1:CronJob": ["spec.schedule", "spec.timeZone"],
  "batch/v1:Job": ["spec.activeDeadlineSeconds"],
  "core/v1:ResourceQuota": ["spec.hard"],
  "core/v1:Service": ["spec.ports.port"],
  "policy/v1:PodDisruptionBudget": ["spec.maxUnavailable"],
  "scheduling.k8s.io/v1:PriorityClass": ["value"],
  "storage.k8s.io/v1:StorageClass": ["parameters.encrypted", "reclaimPolicy"],
};

it.each(STACKS)("%s holds exactly what its inventory lists", (stack) => {
  const lines = of(stack).all.map(line).join("\n");

  expect(`\n${lines}\n`).toMatchSnapshot();
});

function line(resource: Registration): string {
  const type = resource.type.slice(resource.type.indexOf(":") + 1).replace("index/", "");
  const facts = (FACTS[type] ?? [])
    .map((path) => [path, read(resource.inputs, path.split("."))] as const)
    .filter(([, value]) => value !== undefined);
  return [
    type,
    resource.name,
    ...(resource.protect ? ["protected"] : []),
    ...facts.map(([path, value]) => `${path}=${JSON.stringify(value)}`),
  ].join("  ");
}

/** The value at a path; of a list, what its members have there. */
function read(value: unknown, [key, ...rest]: readonly string[]): unknown {
  if (key === undefined || value === undefined) return value;
  if (!Array.isArray(value)) return read((value as Record<string, unknown>)[key], rest);
  const found = value.map((member) => read(member, [key, ...rest])).filter((v) => v !== undefined);
  return found.length === 0 ? undefined : found;
}
