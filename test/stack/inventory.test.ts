import type { Registration } from "../support/recorder";
import { recordAll, STACKS } from "../support/three-stacks";

const of = recordAll();

/** What an auditor asks of a type, beside its name; a review of the snapshot shows what a change does. */
const FACTS: Readonly<Record<string, readonly string[]>> = {
  "rds/instance:Instance": [
    "instanceClass",
    "multiAz",
    "backupRetentionPeriod",
    "deletionProtection",
  ],
  "elasticache/replicationGroup:ReplicationGroup": [
    "nodeType",
    "numCacheClusters",
    "transitEncryptionMode",
  ],
  "elasticache/user:User": ["accessString"],
  "ec2/subnet:Subnet": ["cidrBlock", "availabilityZoneId"],
  "vpc/securityGroupIngressRule:SecurityGroupIngressRule": ["cidrIpv4", "fromPort", "toPort"],
  "kms/key:Key": ["enableKeyRotation", "deletionWindowInDays"],
  "ecr/repository:Repository": ["imageTagMutability", "forceDelete"],
  "repositoryEnvironment:RepositoryEnvironment": [
    "repository",
    "reviewers",
    "waitTimer",
    "canAdminsBypass",
  ],
  "repositoryEnvironmentDeploymentPolicy:RepositoryEnvironmentDeploymentPolicy": ["branchPattern"],
  "apps/v1:Deployment": ["spec.replicas"],
  "apps/v1:StatefulSet": ["spec.replicas"],
  "batch/v1:Job": ["spec.activeDeadlineSeconds"],
};

it.each(STACKS)("%s holds exactly what its inventory lists", (stack) => {
  const lines = of(stack).all.map(line).join("\n");

  expect(`\n${lines}\n`).toMatchSnapshot();
});

function line(resource: Registration): string {
  const type = resource.type.slice(resource.type.indexOf(":") + 1).replace("index/", "");
  const facts = (FACTS[type] ?? []).map(
    (path) => `${path}=${JSON.stringify(read(resource.inputs, path))}`,
  );
  return [type, resource.name, ...(resource.protect ? ["protected"] : []), ...facts].join("  ");
}

function read(value: unknown, path: string): unknown {
  return path
    .split(".")
    .reduce<unknown>((inner, key) => (inner as Record<string, unknown>)[key], value);
}
