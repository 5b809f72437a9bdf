import {
  absent,
  atLeast,
  declared,
  given,
  has,
  is,
  isolated,
  not,
  oneOf,
  parameter,
} from "./check";
import { type Link, LOGICAL_NAME, type Rule } from "./rule";

const KEY = "kms/key:Key";
const PARAMETERS: Link = {
  type: "rds/parameterGroup:ParameterGroup",
  path: LOGICAL_NAME,
  to: ({ inputs }) => inputs["parameterGroupName"],
};

const instance = (
  ids: string,
  promise: string,
  wants: Rule["wants"],
  rest: Partial<Rule> = {},
) => ({
  ...{ ids, promise, type: "rds/instance:Instance", wants },
  ...rest,
});

/** Whoever hears of one source hears of all its events: a list of categories is incomplete some day. */
const heard = (ids: string, promise: string, sourceType: string) =>
  instance(
    ids,
    promise,
    {
      eventCategories: absent(["failure"]),
      enabled: not(false),
      snsTopic: declared("sns/topic:Topic"),
    },
    { at: { type: "EventSubscription", path: "sourceType", to: () => sourceType } },
  );

/** What security scanners ask of databases. */
export const RDS: readonly Rule[] = [
  instance(
    "RDS.1 RDS.4 CKV_AWS_302 CKV_AWS_266",
    "nobody is given a snapshot, and every snapshot is encrypted as its database is",
    { storageEncrypted: is(true) },
    { none: ["rds/snapshot:Snapshot", "rds/snapshotCopy:SnapshotCopy"] },
  ),
  instance("RDS.2 CKV_AWS_17", "the internet does not reach it", {
    publiclyAccessible: is(false),
  }),
  instance("RDS.3 CKV_AWS_16 AwsSolutions-RDS2", "it is encrypted under a key of ours", {
    storageEncrypted: is(true),
    kmsKeyId: declared(KEY),
  }),
  instance("RDS.5 CKV_AWS_157 AwsSolutions-RDS3", "it survives the loss of a zone", {
    multiAz: is(true),
  }),
  instance("RDS.6 CKV_AWS_118", "its host is measured every minute", {
    monitoringInterval: is(60),
    monitoringRoleArn: declared("iam/role:Role"),
  }),
  instance("RDS.8 CKV_AWS_293 AwsSolutions-RDS10", "it is protected from deletion", {
    deletionProtection: is(true),
  }),
  instance("RDS.9 RDS.36 CKV_AWS_129", "all its logs are exported", {
    enabledCloudwatchLogsExports: has("postgresql", "upgrade"),
  }),
  instance("RDS.10 CKV_AWS_161", "IAM can say who logs in", {
    iamDatabaseAuthenticationEnabled: is(true),
  }),
  instance("RDS.11 CKV_AWS_133 AwsSolutions-RDS13", "backups are kept for a week at least", {
    backupRetentionPeriod: atLeast(7),
  }),
  instance("RDS.13 CKV_AWS_226", "minor versions come by themselves", {
    autoMinorVersionUpgrade: is(true),
  }),
  instance("RDS.17 CKV2_AWS_60", "snapshots say whose they are", { copyTagsToSnapshot: is(true) }),
  instance(
    "RDS.18 rds_instance_inside_vpc",
    "it lies in subnets without a way out",
    { subnetIds: isolated },
    {
      at: {
        type: "rds/subnetGroup:SubnetGroup",
        path: "name",
        to: ({ inputs }) => inputs["dbSubnetGroupName"],
      },
    },
  ),
  instance(
    "RDS.19",
    "there is no cluster whose events nobody hears",
    {},
    {
      none: ["rds/cluster:Cluster"],
    },
  ),
  heard("RDS.20", "somebody hears what happens to it", "db-instance"),
  heard("RDS.21", "somebody hears when its parameters change", "db-parameter-group"),
  heard("RDS.22", "somebody hears when its security groups change", "db-security-group"),
  instance("RDS.23 AwsSolutions-RDS11", "it answers where nobody expects it", {
    port: not(5432),
  }),
  instance("RDS.24 RDS.25", "its administrator has a name of its own", {
    username: { ...given, ...not("postgres", "admin", undefined) },
  }),
  instance(
    "RDS.26 CKV2_AWS_8 RDSInBackupPlan",
    "a backup plan names it",
    { planId: given },
    { at: { type: "Selection", path: "resources", to: ({ name }) => `arn:${name}` } },
  ),
  instance(
    "RDS.38 CKV2_AWS_69",
    "it answers over TLS alone",
    { parameters: parameter("rds.force_ssl", "1", "0") },
    { at: PARAMETERS },
  ),
  instance(
    "CKV2_AWS_30",
    "changes of the schema and slow statements are logged",
    {
      parameters: {
        right: (all, stack) =>
          [
            parameter("log_statement", "ddl"),
            parameter("log_min_duration_statement", "1000"),
          ].every(({ right }) => right(all, stack)),
        wrong: ["log_statement", "log_min_duration_statement"].map((name) => [
          { name, value: name === "log_statement" ? "ddl" : "1000" },
        ]),
      },
    },
    { at: PARAMETERS },
  ),
  instance("CKV_AWS_211", "its certificate comes from an authority that lasts", {
    caCertIdentifier: oneOf("rds-ca-rsa2048-g1", "rds-ca-rsa4096-g1", "rds-ca-ecc384-g1"),
  }),
  instance("CKV_AWS_353 CKV_AWS_354", "Performance Insights watches it, under a key of ours", {
    performanceInsightsEnabled: is(true),
    performanceInsightsKmsKeyId: declared(KEY),
  }),
  instance(
    "CKV_AWS_245",
    "its automated backups are kept in another region too",
    { kmsKeyId: given },
    {
      at: {
        type: "InstanceAutomatedBackupsReplication",
        path: "sourceDbInstanceArn",
        to: ({ name }) => `arn:${name}`,
      },
    },
  ),
  instance(
    "AwsSolutions-RDS8 ec2_securitygroup_allow_ingress_from_internet_to_tcp_port_postgres_5432",
    "its security group admits another group, and no address",
    {
      cidrIpv4: absent("0.0.0.0/0", "10.30.0.0/16"),
      cidrIpv6: absent("::/0"),
      referencedSecurityGroupId: given,
    },
    {
      at: {
        type: "SecurityGroupIngressRule",
        path: "securityGroupId",
        to: ({ inputs }) => inputs["vpcSecurityGroupIds"],
      },
    },
  ),
  instance(
    "rds_instance_extended_support rds_instance_deprecated_engine_version",
    "nobody pays for a version that nobody maintains",
    {
      engineLifecycleSupport: is("open-source-rds-extended-support-disabled"),
      engineVersion: oneOf("16", "17", "18"),
    },
  ),
];
