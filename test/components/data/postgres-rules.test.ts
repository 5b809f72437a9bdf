import { look, written } from "../../support/look";
import type { Recording } from "../../support/recorder";
import { postgres } from "./declared-stores";

const INSTANCE = "rds/instance:Instance";

let recording: Recording;
beforeAll(async () => {
  recording = await postgres();
});

/** What security scanners ask of a database: what is looked at, and the only right answers. */
it.each<[string, () => readonly unknown[], readonly unknown[]]>([
  [
    "RDS.1 RDS.4 CKV_AWS_302 CKV_AWS_266: nobody is given a snapshot, or makes one under another key",
    () => recording.names().filter((name) => /snapshot/i.test(name)),
    [],
  ],
  [
    "RDS.2 CKV_AWS_17: the internet does not reach it",
    () => instance("publiclyAccessible"),
    [[false]],
  ],
  [
    "RDS.3 CKV_AWS_16 AwsSolutions-RDS2: it is encrypted under a key of ours",
    () => instance("storageEncrypted", "kmsKeyId"),
    [[true, "arn:data-key"]],
  ],
  [
    "RDS.5 CKV_AWS_157 AwsSolutions-RDS3: it survives the loss of a zone",
    () => instance("multiAz"),
    [[true]],
  ],
  [
    "RDS.6 CKV_AWS_118: its host is measured every minute",
    () => instance("monitoringInterval", "monitoringRoleArn"),
    [[60, "arn:store-monitoring"]],
  ],
  [
    "RDS.8 CKV_AWS_293 AwsSolutions-RDS10: it is protected from deletion",
    () => instance("deletionProtection"),
    [[true]],
  ],
  [
    "RDS.9 RDS.36 CKV_AWS_129: all its logs are exported",
    () => instance("enabledCloudwatchLogsExports"),
    [[["postgresql", "upgrade"]]],
  ],
  [
    "RDS.10 CKV_AWS_161: IAM can say who logs in",
    () => instance("iamDatabaseAuthenticationEnabled"),
    [[true]],
  ],
  [
    "RDS.11 CKV_AWS_133 AwsSolutions-RDS13: backups are kept for more than a week",
    () => instance("backupRetentionPeriod"),
    [[30]],
  ],
  [
    "RDS.13 CKV_AWS_226: minor versions come by themselves",
    () => instance("autoMinorVersionUpgrade"),
    [[true]],
  ],
  [
    "RDS.17 CKV2_AWS_60: snapshots say whose they are",
    () => instance("copyTagsToSnapshot"),
    [[true]],
  ],
  [
    "RDS.18: it lies in subnets of its own",
    () => [
      ...instance("dbSubnetGroupName"),
      ...look(recording, "SubnetGroup", "name", "subnetIds"),
    ],
    [["store"], ["store", ["subnet-1", "subnet-2"]]],
  ],
  [
    "RDS.19 RDS.20 RDS.21 RDS.22, waived: its events have no topic to go to yet",
    () => look(recording, "EventSubscription", "sourceType"),
    [],
  ],
  [
    "RDS.23 AwsSolutions-RDS11, waived: all four applications were promised port 5432",
    () => instance("port"),
    [[5432]],
  ],
  [
    "RDS.24 RDS.25: its administrator has a name of its own, and a password that RDS keeps and rotates",
    () => instance("username", "manageMasterUserPassword", "masterUserSecretKmsKeyId"),
    [["platform_admin", true, "arn:data-key"]],
  ],
  [
    "RDS.26 CKV2_AWS_8, waived here: the backup plan of the environment names it, not the other way",
    () => recording.names().filter((name) => name.startsWith("aws:backup/")),
    [],
  ],
  [
    "RDS.38 CKV2_AWS_69: it answers over TLS alone",
    () => parameters("rds.force_ssl"),
    [["rds.force_ssl", "1"]],
  ],
  [
    "CKV2_AWS_30: changes of the schema and slow statements are logged",
    () => parameters("log_statement", "log_min_duration_statement"),
    [
      ["log_statement", "ddl"],
      ["log_min_duration_statement", "1000"],
    ],
  ],
  [
    "CKV_AWS_211: its certificate comes from an authority that lasts",
    () => instance("caCertIdentifier"),
    [["rds-ca-rsa2048-g1"]],
  ],
  [
    "CKV_AWS_245, waived here: copies in another region belong to the backup vault",
    () => look(recording, "InstanceAutomatedBackupsReplication", "kmsKeyId"),
    [],
  ],
  [
    "CKV_AWS_353 CKV_AWS_354: Performance Insights watches it, under a key of ours",
    () => instance("performanceInsightsEnabled", "performanceInsightsKmsKeyId"),
    [[true, "arn:data-key"]],
  ],
  [
    "AwsSolutions-RDS8: its security group admits no address",
    () => [
      ...instance("vpcSecurityGroupIds"),
      ...look(recording, "SecurityGroupIngressRule", "cidrIpv4"),
    ],
    [[["store-clients-id"]]],
  ],
  [
    "rds_instance_extended_support: nobody pays for a version that nobody maintains",
    () => instance("engineLifecycleSupport", "engineVersion"),
    [["open-source-rds-extended-support-disabled", "16"]],
  ],
  [
    "AwsSolutions-IAM4, waived: AWS's own policy says what measuring takes, also when that changes",
    () => look(recording, "RolePolicyAttachment", "policyArn"),
    [["arn:aws:iam::aws:policy/service-role/AmazonRDSEnhancedMonitoringRole"]],
  ],
  [
    "CKV_AWS_60: its role is lent to RDS for this account and this database alone",
    () =>
      look(recording, "iam/role:Role", "assumeRolePolicy").map(
        ([policy]) => written(policy)[0]?.Condition,
      ),
    [
      {
        StringEquals: { "aws:SourceAccount": "333333333333" },
        ArnLike: { "aws:SourceArn": "arn:aws:rds:eu-central-1:333333333333:db:store" },
      },
    ],
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

function instance(...paths: readonly string[]) {
  return look(recording, INSTANCE, ...paths);
}

function parameters(...names: readonly string[]): unknown[] {
  const [[set] = []] = look(recording, "ParameterGroup", "parameters");
  return (set as readonly { readonly name: string; readonly value: string }[])
    .filter(({ name }) => names.includes(name))
    .map(({ name, value }) => [name, value]);
}
