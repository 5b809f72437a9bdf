import { digest } from "../../cloud/seal";
import type { Facts, Limit, Parent, Scope } from "../fact";
import { like, text, texts } from "../paths";
import { regionOf } from "../templates";
import { notIssued, oneZone, priorityInUse, unproven } from "./edge-conflicts";
import { subnet, VPC } from "./network";
import { securityGroup } from "./security";

const AT_MOST_32: Limit = {
  path: "name",
  text: "takes at most 32 letters, digits and hyphens, none at either end",
  holds: like(/^[a-zA-Z0-9]([a-zA-Z0-9-]{0,30}[a-zA-Z0-9])?$/),
};
const ZONE: Parent = {
  type: "aws:route53/zone:Zone",
  id: "{zoneId}",
  text: "NoSuchHostedZone: No hosted zone found with ID: {}",
};

const LISTENER: Parent = {
  type: "aws:lb/listener:Listener",
  id: "{listenerArn}",
  text: "ListenerNotFound: Listener '{}' not found",
};
const certificate = (text: string): Parent => ({
  type: "aws:acm/certificate:Certificate",
  id: "{certificateArn}",
  skip: /:iam::/,
  text,
});
const PRESENTED = certificate("CertificateNotFound: Certificate '{}' not found");

/** ACM asks an account for one record of a domain, whatever the certificate and the region. */
function proof({ owner }: Scope, domain: string, length: number): string {
  return digest(`${owner}\n${bare(domain)}`, length);
}

function bare(domain: string): string {
  return domain.replace(/^\*\./, "");
}

/** Load balancers, certificates and names. */
export const edge: Facts = {
  "aws:lb/loadBalancer:LoadBalancer": {
    id: "arn:aws:elasticloadbalancing:{region}:{account}:loadbalancer/app/{name}/{hash}",
    key: ["name"],
    exists:
      "DuplicateLoadBalancerName: A load balancer with the same name '{name}' exists, but with different settings",
    replaceOn: ["customerOwnedIpv4Pool", "internal", "loadBalancerType", "name", "namePrefix"],
    parents: [
      subnet("subnets"),
      securityGroup("securityGroups"),
      {
        type: "aws:s3/bucketPolicy:BucketPolicy",
        id: "{accessLogs.bucket}",
        text: "InvalidConfigurationRequest: Access Denied for bucket: {}. Please check S3bucket permission",
      },
    ],
    forbids: oneZone,
    limits: [AT_MOST_32],
    computed: ({ id, name, hash, inputs, scope }) => ({
      arn: id,
      arnSuffix: id.slice(id.indexOf("app/")),
      dnsName: `${name}-${hash(10)}.${regionOf({ inputs, scope })}.elb.amazonaws.com`,
      zoneId: "Z215JYRZR1TBD5",
    }),
    refusesDelete: (live) =>
      live["enableDeletionProtection"] === true
        ? "OperationNotPermitted: Load balancer cannot be deleted because deletion protection is enabled"
        : undefined,
  },
  "aws:lb/targetGroup:TargetGroup": {
    id: "arn:aws:elasticloadbalancing:{region}:{account}:targetgroup/{name}/{hash}",
    key: ["name"],
    exists:
      "DuplicateTargetGroupName: A target group with the same name '{name}' exists, but with different settings",
    replaceOn: [
      "ipAddressType",
      "name",
      "namePrefix",
      "port",
      "protocol",
      "protocolVersion",
      "targetType",
      "vpcId",
    ],
    parents: [VPC],
    limits: [AT_MOST_32],
    computed: ({ id }) => ({ arn: id, arnSuffix: id.slice(id.indexOf("targetgroup/")) }),
  },
  "aws:lb/listener:Listener": {
    id: "arn:aws:elasticloadbalancing:{region}:{account}:listener/app/{hash}",
    key: ["loadBalancerArn", "port"],
    exists: "DuplicateListener: A listener already exists on this port for this load balancer",
    replaceOn: ["loadBalancerArn"],
    parents: [
      {
        type: "aws:lb/loadBalancer:LoadBalancer",
        id: "{loadBalancerArn}",
        text: "LoadBalancerNotFound: Load balancer '{}' not found",
      },
      PRESENTED,
    ],
    forbids: notIssued,
    limits: [
      {
        path: "protocol",
        api: true,
        text: "ValidationError: A certificate must be specified for HTTPS listeners",
        holds: (value, inputs) => value !== "HTTPS" || text(inputs, "certificateArn") !== "",
      },
    ],
    computed: ({ id }) => ({ arn: id }),
  },
  "aws:lb/listenerRule:ListenerRule": {
    id: "arn:aws:elasticloadbalancing:{region}:{account}:listener-rule/app/{hash}",
    key: [],
    replaceOn: ["listenerArn"],
    parents: [LISTENER],
    forbids: priorityInUse,
    computed: ({ id }) => ({ arn: id }),
  },
  "aws:lb/listenerCertificate:ListenerCertificate": {
    id: "{listenerArn}_{certificateArn}",
    upsert: true,
    replaceOn: ["certificateArn", "listenerArn"],
    parents: [LISTENER, PRESENTED],
    forbids: notIssued,
  },
  "aws:acm/certificate:Certificate": {
    id: "arn:aws:acm:{region}:{account}:certificate/{uuid}",
    key: [],
    replaceOn: ["domainName", "keyAlgorithm", "subjectAlternativeNames", "validationMethod"],
    computed: ({ id, inputs, scope }) => ({
      arn: id,
      domainValidationOptions: ["domainName", "subjectAlternativeNames"]
        .flatMap((path) => texts(inputs, path))
        .map((domainName) => ({
          domainName,
          resourceRecordName: `_${proof(scope, domainName, 32)}.${bare(domainName)}.`,
          resourceRecordType: "CNAME",
          resourceRecordValue: `_${proof(scope, domainName, 31)}.acm-validations.aws.`,
        })),
      status: "PENDING_VALIDATION",
    }),
  },
  "aws:acm/certificateValidation:CertificateValidation": {
    key: [],
    replaceOn: ["certificateArn", "validationRecordFqdns"],
    parents: [certificate("ResourceNotFoundException: Could not find certificate {}.")],
    forbids: unproven,
  },
  "aws:route53/zone:Zone": {
    auto: false,
    id: "Z{hash}",
    arn: "route53:::hostedzone/{id}",
    replaceOn: ["name", "delegationSetId"],
    computed: ({ id }) => ({
      zoneId: id,
      nameServers: [1, 2, 3, 4].map((number) => `ns-${number}.awsdns-sandbox.test`),
    }),
  },
  "aws:route53/record:Record": {
    auto: false,
    id: "{zoneId}_{name}_{type}_{setIdentifier}",
    exists:
      "InvalidChangeBatch: [Tried to create resource record set [name='{name}', type='{type}'] but it already exists]",
    upsert: (inputs) => inputs["allowOverwrite"] === true,
    replaceOn: ["zoneId", "name", "type", "setIdentifier"],
    parents: [ZONE],
    computed: ({ name }) => ({ fqdn: name.replace(/\.$/, "") }),
  },
};
