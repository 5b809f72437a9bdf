import * as pulumi from "@pulumi/pulumi";

/** What a provider adds to the inputs; only the outputs that our components read. */
export const COMPUTED: Readonly<
  Record<string, (name: string, inputs: Record<string, unknown>) => object>
> = {
  "aws:rds/instance:Instance": (name) => ({
    address: `${name}.test`,
    masterUserSecrets: [{ secretArn: `arn:secret:${name}` }],
  }),
  "aws:elasticache/replicationGroup:ReplicationGroup": (name) => ({
    primaryEndpointAddress: `${name}.test`,
  }),
  "aws:ecr/repository:Repository": (name) => ({ repositoryUrl: `registry.test/${name}` }),
  "aws:iam/role:Role": (name, { name: given = name }) => ({ name: given }),
  "aws:rds/parameterGroup:ParameterGroup": (name, { name: given = name }) => ({ name: given }),
  "aws:elasticache/parameterGroup:ParameterGroup": (name, { name: given = name }) => ({
    name: given,
  }),
  "aws:eks/cluster:Cluster": (_name, { vpcConfig }) => ({
    endpoint: "https://cluster.test",
    certificateAuthority: { data: "Y2E=" },
    vpcConfig: { ...(vpcConfig as object), clusterSecurityGroupId: "sg-cluster" },
  }),
  "aws:acm/certificate:Certificate": (_name, { domainName }) => ({
    domainValidationOptions: [
      {
        domainName,
        resourceRecordName: `_proof.${String(domainName).replace("*.", "")}.`,
        resourceRecordType: "CNAME",
        resourceRecordValue: "_value.acm-validations.test.",
      },
    ],
  }),
  "aws:lb/loadBalancer:LoadBalancer": (name) => ({ dnsName: `${name}.elb.test`, zoneId: "ZELB" }),
  "aws:cloudfront/distribution:Distribution": (name) => ({
    domainName: `${name}.cloudfront.test`,
    hostedZoneId: "ZCDN",
  }),
  "aws:ec2/eip:Eip": () => ({ publicIp: "198.51.100.1" }),
  "aws:route53/record:Record": (_name, { name }) => ({ fqdn: String(name).replace(/\.$/, "") }),
  "aws:kms/key:Key": (name) => ({ keyId: `${name}-id` }),
  "aws:iam/accessKey:AccessKey": (name) => ({
    sesSmtpPasswordV4: pulumi.secret(`generated-${name}`),
  }),
  "aws:sesv2/emailIdentity:EmailIdentity": (_name, { emailIdentity }) => ({
    arn: `arn:aws:ses:eu-central-1:1:identity/${String(emailIdentity)}`,
    dkimSigningAttributes: { tokens: ["token1", "token2", "token3"] },
  }),
  "kubernetes:core/v1:ConfigMap": (_name, { metadata }) => ({
    metadata: { ...(metadata as object), creationTimestamp: "2026-11-18T09:00:00Z" },
  }),
  "kubernetes:core/v1:Secret": (name, { metadata }) => ({
    metadata: { ...(metadata as object), uid: `uid-${name}` },
  }),
  "github:index/actionsEnvironmentSecret:ActionsEnvironmentSecret": () => ({
    updatedAt: "2026-11-18T08:00:00Z",
  }),
  "kubernetes:batch/v1:Job": () => ({ status: { completionTime: "2026-11-18T10:00:00Z" } }),
  "github:index/repository:Repository": (_name, { name }) => ({
    fullName: `example-org/${String(name)}`,
  }),
  "random:index/randomId:RandomId": () => ({ hex: "0a0b0c0d" }),
  "random:index/randomPassword:RandomPassword": (name) => ({
    result: pulumi.secret(`generated-${name}`),
  }),
};
