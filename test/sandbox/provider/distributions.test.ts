import { text } from "../../../sandbox/facts/paths";
import { plugin, type Plugin } from "./plugin";

const ACL = "aws:wafv2/webAcl:WebAcl";
const CERTIFICATE = "aws:acm/certificate:Certificate";
const VALIDATION = "aws:acm/certificateValidation:CertificateValidation";
const ACCESS = "aws:cloudfront/originAccessControl:OriginAccessControl";
const STORE = "aws:cloudfront/keyValueStore:KeyValueStore";
const KEY = "aws:cloudfront/keyvaluestoreKey:KeyvaluestoreKey";
const FUNCTION = "aws:cloudfront/function:Function";
const DISTRIBUTION = "aws:cloudfront/distribution:Distribution";
const NORTH_VIRGINIA = { region: "us-east-1" };

describe("CloudFront in the simulated AWS", () => {
  let aws: Plugin;
  beforeEach(async () => {
    aws = await plugin("aws");
  });

  it("serves a host with a web ACL and a certificate of its own region, and refuses any other", async () => {
    const good = { ...(await needed()) };

    const { properties } = await aws.create(DISTRIBUTION, "d", distribution(good));
    expect(properties).toMatchObject({
      domainName: expect.stringMatching(/^d[0-9a-f]+\.cloudfront\.net$/) as string,
      hostedZoneId: "Z2FDTNDATAQYW2",
      arn: expect.stringMatching(/^arn:aws:cloudfront::\d{12}:distribution\/E[0-9A-F]+$/) as string,
    });
    await expect(aws.create(DISTRIBUTION, "again", distribution(good))).rejects.toThrow(
      "CNAMEAlreadyExists",
    );
  });

  it.each([
    [
      "a web ACL that is not there",
      { webAclId: "arn:aws:wafv2:us-east-1:333333333333:global/webacl/none/0" },
      "InvalidWebACLId: Web ACL is not accessible by the requester.",
    ],
    [
      "a web ACL of a region",
      { webAclId: "arn:aws:wafv2:eu-central-1:333333333333:regional/webacl/none/0" },
      "InvalidWebACLId: The specified web ACL is not a global one (us-east-1).",
    ],
    [
      "a certificate of another region",
      { certificateArn: "arn:aws:acm:eu-central-1:333333333333:certificate/0" },
      "InvalidViewerCertificate: The specified SSL certificate isn't in us-east-1 region.",
    ],
    ["no certificate", { certificateArn: "" }, "you must attach a trusted certificate"],
    ["an access control that is not there", { access: "none" }, "NoSuchOriginAccessControl"],
    ["an origin that is not there", { target: "elsewhere" }, "NoSuchOrigin"],
  ])("refuses %s", async (_what, change, text) => {
    const wrong = distribution({ ...(await needed()), ...change });

    await expect(aws.create(DISTRIBUTION, "d", wrong)).rejects.toThrow(text);
  });

  it("refuses a certificate that nobody has issued", async () => {
    const given = await needed();
    const certificate = await aws.create(CERTIFICATE, "c2", {
      domainName: "b.test",
      ...NORTH_VIRGINIA,
    });
    const early = distribution({ ...given, certificateArn: certificate.id });

    await expect(aws.create(DISTRIBUTION, "d", early)).rejects.toThrow("UnsupportedCertificate");
  });

  it("keeps values in stores, and changes one in place", async () => {
    const store = await aws.create(STORE, "s", { name: "shop" });
    const arn = text(store.properties, "arn");
    const inputs = { keyValueStoreArn: arn, key: "release", value: "a" };
    const key = await aws.create(KEY, "k", inputs);

    expect(key.id).toBe(`${arn},release`);
    const nowhere = { ...inputs, keyValueStoreArn: `${arn}0` };
    await expect(aws.create(KEY, "n", nowhere)).rejects.toThrow("ResourceNotFoundException");
    await expect(
      aws.create(FUNCTION, "f", {
        ...{ name: "f", code: "x", runtime: "cloudfront-js-2.0" },
        keyValueStoreAssociations: [`${arn}0`],
      }),
    ).rejects.toThrow("EntityNotFound");
  });

  it("asks for one record of a domain, whatever the certificate and its region", async () => {
    const [here, there, wildcard] = await Promise.all([
      aws.create(CERTIFICATE, "a", { domainName: "a.test" }),
      aws.create(CERTIFICATE, "b", { domainName: "a.test", ...NORTH_VIRGINIA }),
      aws.create(CERTIFICATE, "c", { domainName: "*.a.test" }),
    ]);
    const record = ({ properties }: typeof here) => {
      const [option] = properties["domainValidationOptions"] as readonly [object];
      return { ...option, domainName: "" };
    };

    expect(record(there)).toEqual(record(here));
    expect(record(wildcard)).toEqual(record(here));
  });

  async function needed() {
    const common = { ...NORTH_VIRGINIA, scope: "CLOUDFRONT" };
    const metrics = {
      ...{ metricName: "m", cloudwatchMetricsEnabled: true, sampledRequestsEnabled: false },
    };
    const acl = await aws.create(ACL, "w", {
      ...{ ...common, name: "w", defaultAction: { allow: {} }, visibilityConfig: metrics },
    });
    const certificate = await aws.create(CERTIFICATE, "c", {
      domainName: "a.test",
      ...NORTH_VIRGINIA,
    });
    await aws.create(VALIDATION, "v", { certificateArn: certificate.id, ...NORTH_VIRGINIA });
    const access = await aws.create(ACCESS, "o", {
      ...{ name: "o", originAccessControlOriginType: "s3" },
      ...{ signingBehavior: "always", signingProtocol: "sigv4" },
    });
    return {
      webAclId: text(acl.properties, "arn"),
      certificateArn: certificate.id,
      access: access.id,
      target: "pages",
    };
  }

  function distribution({
    webAclId,
    certificateArn,
    access,
    target,
  }: Awaited<ReturnType<typeof needed>>) {
    return {
      ...{ enabled: true, aliases: ["a.test"], webAclId },
      origins: [
        { originId: "pages", domainName: "b.s3.amazonaws.com", originAccessControlId: access },
      ],
      defaultCacheBehavior: {
        ...{ targetOriginId: target, viewerProtocolPolicy: "redirect-to-https" },
        ...{ allowedMethods: ["GET", "HEAD"], cachedMethods: ["GET", "HEAD"] },
      },
      restrictions: { geoRestriction: { restrictionType: "none" } },
      viewerCertificate: certificateArn === "" ? {} : { acmCertificateArn: certificateArn },
    };
  }
});
