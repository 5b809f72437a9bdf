import { list, type Place } from "../../cloud/objects";
import type { Props } from "../../provider/values";
import type { Facts, Limit, Parent } from "../fact";
import { items, like, text, texts } from "../paths";
import { notIssued } from "./edge-conflicts";

const DISTRIBUTION = "aws:cloudfront/distribution:Distribution";
const STORE = "aws:cloudfront/keyValueStore:KeyValueStore";

const parent = (type: string, property: string, words: string): Parent => ({
  type,
  id: `{${property}}`,
  tail: true,
  text: words,
});
const named = (most: number): Limit => ({
  path: "name",
  text: `takes 1 to ${most} letters, digits, hyphens and underscores`,
  holds: like(new RegExp(`^[\\w-]{1,${most}}$`)),
});
const BEHAVIORS = ["defaultCacheBehavior", "orderedCacheBehaviors"];

/** Distributions of CloudFront and what they are made of; all of it is the same in every region. */
export const distributions: Facts = {
  [DISTRIBUTION]: {
    auto: false,
    id: "E{capitals}",
    key: [],
    arn: "cloudfront::{account}:distribution/{id}",
    parents: [
      parent(
        "aws:wafv2/webAcl:WebAcl",
        "webAclId",
        "InvalidWebACLId: Web ACL is not accessible by the requester.",
      ),
      {
        type: "aws:acm/certificate:Certificate",
        id: "{viewerCertificate.acmCertificateArn}",
        text: "InvalidViewerCertificate: The specified SSL certificate doesn't exist.",
      },
      parent(
        "aws:cloudfront/originAccessControl:OriginAccessControl",
        "origins.originAccessControlId",
        "NoSuchOriginAccessControl: The specified origin access control does not exist.",
      ),
      ...BEHAVIORS.flatMap((behavior) => [
        parent(
          "aws:cloudfront/responseHeadersPolicy:ResponseHeadersPolicy",
          `${behavior}.responseHeadersPolicyId`,
          "NoSuchResponseHeadersPolicy: The response headers policy does not exist.",
        ),
        parent(
          "aws:cloudfront/function:Function",
          `${behavior}.functionAssociations.functionArn`,
          "InvalidFunctionAssociation: The function ARN {} does not exist.",
        ),
      ]),
    ],
    limits: [
      {
        path: "webAclId",
        api: true,
        text: "InvalidWebACLId: The specified web ACL is not a global one (us-east-1).",
        holds: like(/^arn:aws:wafv2:us-east-1:\d{12}:global\//),
      },
      {
        path: "viewerCertificate.acmCertificateArn",
        api: true,
        text: "InvalidViewerCertificate: The specified SSL certificate isn't in us-east-1 region.",
        holds: like(/^arn:aws:acm:us-east-1:/),
      },
      {
        path: "aliases",
        api: true,
        text: "InvalidViewerCertificate: To add an alternate domain name (CNAME), you must attach a trusted certificate that validates your authorization to use it.",
        holds: (_value, inputs) =>
          text(inputs, "viewerCertificate.acmCertificateArn") !== "" ||
          items(inputs, "aliases").length === 0,
      },
      {
        path: "origins",
        api: true,
        text: "NoSuchOrigin: One or more of your origins or origin groups do not exist.",
        holds: (_value, inputs) => {
          const known = texts(inputs, "origins.originId");
          return BEHAVIORS.flatMap((behavior) => texts(inputs, `${behavior}.targetOriginId`)).every(
            (id) => known.includes(id),
          );
        },
      },
    ],
    forbids: (inputs, place, creating) =>
      aliasTaken(inputs, place, creating) ??
      notIssued(
        { certificateArn: text(inputs, "viewerCertificate.acmCertificateArn") },
        `${place}/../us-east-1`,
        creating,
      ),
    computed: ({ id, hash }) => ({
      domainName: `d${hash(13)}.cloudfront.net`,
      etag: `E${id.slice(1, 13)}`,
      hostedZoneId: "Z2FDTNDATAQYW2",
      status: "Deployed",
    }),
  },
  "aws:cloudfront/originAccessControl:OriginAccessControl": {
    id: "E{capitals}",
    key: ["name"],
    arn: "cloudfront::{account}:origin-access-control/{id}",
    exists: "OriginAccessControlAlreadyExists: An origin access control with the same name exists.",
    limits: [named(64)],
  },
  "aws:cloudfront/responseHeadersPolicy:ResponseHeadersPolicy": {
    id: "{uuid}",
    key: ["name"],
    arn: "cloudfront::{account}:response-headers-policy/{id}",
    exists: "ResponseHeadersPolicyAlreadyExists: A policy with the same name exists.",
    limits: [named(128)],
  },
  "aws:cloudfront/function:Function": {
    arn: "cloudfront::{account}:function/{name}",
    exists: "FunctionAlreadyExists: A function with the same name already exists in this account.",
    replaceOn: ["name"],
    parents: [
      {
        type: STORE,
        id: "{keyValueStoreAssociations}",
        text: "EntityNotFound: The key value store {} does not exist.",
      },
    ],
    limits: [
      named(64),
      {
        path: "code",
        api: true,
        text: "FunctionSizeLimitExceeded: The function exceeds the maximum size of 10240 bytes.",
        holds: (code) => typeof code === "string" && Buffer.byteLength(code) <= 10_240,
      },
    ],
    computed: () => ({ status: "UNASSOCIATED" }),
  },
  [STORE]: {
    id: "arn:aws:cloudfront::{account}:key-value-store/{uuid}",
    key: ["name"],
    exists: "EntityAlreadyExists: A key value store with the same name exists.",
    replaceOn: ["name"],
    limits: [named(64)],
    computed: ({ id }) => ({ arn: id }),
  },
  "aws:cloudfront/keyvaluestoreKey:KeyvaluestoreKey": {
    auto: false,
    id: "{keyValueStoreArn},{key}",
    replaceOn: ["key", "keyValueStoreArn"],
    parents: [
      {
        type: STORE,
        id: "{keyValueStoreArn}",
        text: "ResourceNotFoundException: The key value store {} does not exist.",
      },
    ],
    computed: ({ inputs }) => ({
      totalSizeInBytes: Buffer.byteLength(text(inputs, "key") + text(inputs, "value")),
    }),
  },
};

/** No two distributions of the world answer under one name. */
function aliasTaken(inputs: Props, place: Place, creating: boolean): string | undefined {
  const aliases = texts(inputs, "aliases");
  const others = list(place, DISTRIBUTION).flatMap(({ object }) => texts(object.inputs, "aliases"));
  return creating && aliases.some((alias) => others.includes(alias))
    ? "CNAMEAlreadyExists: One or more of the CNAMEs you provided are already associated with a different resource."
    : undefined;
}
