import { atLeast, declared, given, is, isolated, not } from "./check";
import type { Rule } from "./rule";

const group = (ids: string, promise: string, wants: Rule["wants"], rest: Partial<Rule> = {}) => ({
  ...{ ids, promise, type: "elasticache/replicationGroup:ReplicationGroup", wants },
  ...rest,
});

/** What security scanners ask of caches. */
export const ELASTICACHE: readonly Rule[] = [
  group(
    "ElastiCache.1 elasticache_redis_cluster_backup_enabled",
    "snapshots are kept for 15 days at least",
    { snapshotRetentionLimit: atLeast(15) },
  ),
  group("ElastiCache.2 CKV_AWS_322", "minor versions come by themselves", {
    autoMinorVersionUpgrade: is(true),
  }),
  group("ElastiCache.3 CKV2_AWS_50 AwsSolutions-AEC4", "it fails over to another zone by itself", {
    automaticFailoverEnabled: is(true),
    multiAzEnabled: is(true),
    numCacheClusters: atLeast(2),
  }),
  group(
    "ElastiCache.4 CKV_AWS_29 CKV_AWS_191 AwsSolutions-AEC3",
    "it is encrypted under a key of ours",
    { atRestEncryptionEnabled: is(true), kmsKeyId: declared("kms/key:Key") },
  ),
  group("ElastiCache.5 CKV_AWS_30", "it answers over TLS alone", {
    transitEncryptionEnabled: is(true),
    transitEncryptionMode: is("required"),
  }),
  group("ElastiCache.6 CKV_AWS_31", "its named users alone may log in", { userGroupIds: given }),
  group(
    "ElastiCache.7 CKV_AWS_323",
    "it lies in subnets without a way out",
    { subnetIds: isolated },
    {
      at: {
        type: "elasticache/subnetGroup:SubnetGroup",
        path: "name",
        to: ({ inputs }) => inputs["subnetGroupName"],
      },
    },
  ),
  group("AwsSolutions-AEC5", "it answers where nobody expects it", { port: not(6379) }),
  group("AwsSolutions-AEC6", "it asks for one password", { authToken: given }),
];
