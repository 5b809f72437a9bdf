/** What a change means to whoever answers for it, worst first. */
export const KINDS = ["destroys", "weakens", "security", "changes", "cosmetic"] as const;
export type Kind = (typeof KINDS)[number];

/** Types whose loss is a loss of data: what people stored, or the only key to it. */
const DATA: readonly string[] = [
  "aws:backup/vault:Vault",
  "aws:dynamodb/table:Table",
  "aws:ebs/volume:Volume",
  "aws:ecr/repository:Repository",
  "aws:efs/fileSystem:FileSystem",
  "aws:elasticache/replicationGroup:ReplicationGroup",
  "aws:kms/key:Key",
  "aws:rds/cluster:Cluster",
  "aws:rds/instance:Instance",
  "aws:s3/bucket:Bucket",
  "aws:s3/bucketV2:BucketV2",
  "github:index/repository:Repository",
  "kubernetes:apps/v1:StatefulSet",
  "kubernetes:core/v1:Namespace",
  "kubernetes:core/v1:PersistentVolume",
  "kubernetes:core/v1:PersistentVolumeClaim",
];

/** Types that decide who may do or reach what. */
const SECURITY =
  /^aws:(?:iam|kms|wafv2|acm|cloudtrail|guardduty|organizations)\/|^aws:.*(?:[pP]olicy|[sS]ecurityGroup\w*|[aA]ccess\w*|PodIdentityAssociation|PublicAccessBlock|[sS]ecret\w*|NetworkAcl\w*|UserGroup|User|AccessEntry):|^kubernetes:(?:rbac|networking)[./].*|^kubernetes:core\/v1:(?:Secret|ServiceAccount):?|^github:|^random:|^tls:/;

/** Properties that decide it on any type. */
const SECURITY_PROPERTY =
  /policy$|assumeRole|principal|ingress|egress|cidr|securityGroup|public|encrypt|kms|sslPolic|certificate|securityContext|privileged|hostNetwork|hostPath|capabilities|serviceAccount|logging|logs?Exports|password|secret|token|allowed|reviewers|preventSelfReview|canAdminsBypass/i;

/** Properties that only people read. */
const COSMETIC =
  /^(?:tags|tagsAll|description|comment|alarmDescription|displayName)(?:$|[.[])|^metadata\.(?:labels|annotations)(?:$|[.[])/;

export function holdsData(type: string): boolean {
  return DATA.includes(type);
}

/** What a change of one property means; an empty path is the resource as a whole. */
export function kindOf(type: string, path: string): Kind {
  if (COSMETIC.test(path)) return "cosmetic";
  return SECURITY.test(type) || SECURITY_PROPERTY.test(path) ? "security" : "changes";
}

export function worst(kinds: readonly Kind[]): Kind | undefined {
  return KINDS.find((kind) => kinds.includes(kind));
}
