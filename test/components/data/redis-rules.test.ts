import { look } from "../../support/look";
import type { Recording } from "../../support/recorder";
import { redis } from "./declared-stores";

let recording: Recording;
beforeAll(async () => {
  recording = await redis();
});

/** What security scanners ask of a cache: what is looked at, and the only right answers. */
it.each<[string, () => readonly unknown[], readonly unknown[]]>([
  [
    "ElastiCache.1: snapshots are kept for 15 days at least",
    () => group("snapshotRetentionLimit"),
    [[20]],
  ],
  [
    "ElastiCache.2 CKV_AWS_322: minor versions come by themselves",
    () => group("autoMinorVersionUpgrade"),
    [[true]],
  ],
  [
    "ElastiCache.3 CKV2_AWS_50 AwsSolutions-AEC4: it fails over to another zone by itself",
    () => group("automaticFailoverEnabled", "multiAzEnabled", "numCacheClusters"),
    [[true, true, 3]],
  ],
  [
    "ElastiCache.4 CKV_AWS_29 CKV_AWS_191 AwsSolutions-AEC3: it is encrypted under a key of ours",
    () => group("atRestEncryptionEnabled", "kmsKeyId"),
    [[true, "arn:data-key"]],
  ],
  [
    "ElastiCache.5 CKV_AWS_30: it answers over TLS alone",
    () => group("transitEncryptionEnabled", "transitEncryptionMode"),
    [[true, "required"]],
  ],
  [
    "ElastiCache.6 CKV_AWS_31: its named users alone may log in",
    () => [...group("userGroupIds"), ...look(recording, "User", "userName", "accessString")],
    [
      [["store"]],
      ["appos_a", "on ~* &* +@all -@admin -@dangerous +info"],
      ["appos_b", "on ~* &* +@all -@admin -@dangerous +info"],
      ["default", "off ~* -@all"],
    ],
  ],
  [
    "AwsSolutions-AEC6, waived: ElastiCache takes users or one shared password, and users can be told apart",
    () => group("authToken"),
    [[undefined]],
  ],
  [
    "ElastiCache.7 CKV_AWS_323: it lies in subnets of its own",
    () => [...group("subnetGroupName"), ...look(recording, "SubnetGroup", "name", "subnetIds")],
    [["store"], ["store", ["subnet-1", "subnet-2"]]],
  ],
  [
    "AwsSolutions-AEC5, waived: all four applications were promised port 6379",
    () => group("port"),
    [[6379]],
  ],
  [
    "CKV_AWS_66 CKV_AWS_158 CKV_AWS_338: its logs are kept for a year, encrypted",
    () => look(recording, "LogGroup", "retentionInDays", "kmsKeyId"),
    [
      [365, "arn:logs-key"],
      [365, "arn:logs-key"],
    ],
  ],
])("%s", (_rule, found, right) => {
  expect(found()).toEqual(right);
});

function group(...paths: readonly string[]) {
  return look(recording, "ReplicationGroup", ...paths);
}
