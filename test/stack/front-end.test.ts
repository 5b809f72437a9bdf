import { written } from "../support/look";
import { cdn, podOfJob } from "../support/pages";
import type { Recording, Registration } from "../support/recorder";
import { recordAll } from "../support/three-stacks";
import { process as processOf } from "../support/workloads";

const of = recordAll();

const DEPLOYED = ["staging", "prod"] as const;
const HOST = {
  staging: "salitemihret.staging.example-org.test",
  prod: "salitemihret.example-org.test",
} as const;
const ACTIVE = "4011a8eb8c5c";

describe.each(DEPLOYED)("pages of SaliteMihret in %s", (stack) => {
  it("SAL-26 share one host with the API, whose requests alone go to the backend", () => {
    const { aliases, origins, defaultCacheBehavior, orderedCacheBehaviors } = cdn(of(stack));

    expect(aliases).toEqual([HOST[stack]]);
    expect(origins).toMatchObject([
      { originId: "pages", originAccessControlId: "salitemihret-site-access-id" },
      { originId: "backend", domainName: "edge-balancer.elb.test" },
    ]);
    expect(defaultCacheBehavior).toMatchObject({
      targetOriginId: "pages",
      allowedMethods: ["GET", "HEAD", "OPTIONS"],
    });
    expect(orderedCacheBehaviors).toMatchObject([
      { pathPattern: "/api/*", targetOriginId: "backend" },
      { pathPattern: "/health", targetOriginId: "backend" },
    ]);
  });

  it("SAL-26 hide no error of the API: no function and no other answer stands before it", () => {
    const { orderedCacheBehaviors, customErrorResponses } = cdn(of(stack));

    expect(customErrorResponses).toBeUndefined();
    for (const behavior of orderedCacheBehaviors) {
      expect(behavior.functionAssociations).toBeUndefined();
      // Nothing is kept, and everything is handed on: Host header, cookies, what follows a question mark.
      expect(behavior).toMatchObject({
        cachePolicyId: "4135ea2d-6df8-44a3-9df3-4b5a84be39ad",
        originRequestPolicyId: "216adef6-5c7f-47e4-b989-5492eafa07d3",
      });
    }
  });

  it("SAL-27 answer over TLS 1.2 or newer, with a certificate of the host", () => {
    const { viewerCertificate } = cdn(of(stack));

    expect(viewerCertificate).toEqual({
      acmCertificateArn: "arn:salitemihret-site-certificate",
      minimumProtocolVersion: "TLSv1.2_2021",
      sslSupportMethod: "sni-only",
    });
    expect(of(stack).named("salitemihret-site-certificate", "Certificate").inputs).toMatchObject({
      domainName: { staging: "*.staging.example-org.test", prod: HOST.prod }[stack],
      region: "us-east-1",
    });
  });

  it("are read by the CDN alone, which alone reaches the backend under this host", () => {
    const [reads] = written(
      of(stack).named("salitemihret-site-bucket-policy", "BucketPolicy").inputs["policy"],
    );
    const [, backend] = cdn(of(stack)).origins;

    expect(reads).toEqual({
      Sid: "CdnReads",
      Effect: "Allow",
      Principal: { Service: "cloudfront.amazonaws.com" },
      Action: "s3:GetObject",
      Resource: "arn:salitemihret-site-bucket/releases/*",
      Condition: { StringEquals: { "aws:SourceArn": "arn:salitemihret-site-cdn" } },
    });
    expect(backend?.customHeaders).toEqual([
      { name: "x-cdn-key", value: "generated-salitemihret-cdn-key-a" },
    ]);
    const { secrets, secretOutputs } = of(stack).one("Distribution");
    expect(secrets).toEqual(["origins.1.customHeaders.0.value"]);
    expect(secretOutputs).toEqual(["origins"]);
  });

  it("SAL-23 come from the image of the release, into a folder that this release alone writes to", () => {
    const { initContainers, containers } = podOfJob(of(stack), "pages");

    expect(initContainers).toMatchObject([
      {
        image: expect.stringMatching(/salitemihret-frontend@sha256:0+6$/) as string,
        command: ["cp", "-R", "/app/dist/.", "/pages"],
      },
    ]);
    expect(containers[0]?.env).toContainEqual({ name: "ARTIFACT", value: ACTIVE });
    expect(written(policyOf(of(stack), "salitemihret-pages"))).toEqual([
      {
        Effect: "Allow",
        Action: ["s3:PutObject", "s3:GetObject"],
        Resource: `arn:aws:s3:::${stack}-salitemihret-pages-${ACCOUNTS[stack]}/releases/${ACTIVE}/*`,
      },
    ]);
  });

  it("SAL-47 are shown by one value, after the backend has taken over and before the scheduler", () => {
    const pointer = of(stack).one("KeyvaluestoreKey");
    const scheduler = processOf(of(stack), "salitemihret", "scheduler").name;

    expect(pointer.inputs).toEqual({
      keyValueStoreArn: "arn:salitemihret-site-store",
      key: "release",
      value: ACTIVE,
    });
    expect(of(stack).waitsFor(pointer.name)).toContain("salitemihret-backend");
    expect(of(stack).waitsFor(scheduler)).toContain(pointer.name);
    expect(of(stack).waitsFor("salitemihret-backend").join()).toContain(
      "salitemihret-verify-pages",
    );
  });
});

it("dev has no CDN, and no Job that brings pages anywhere", () => {
  expect(of("dev").all.filter(({ type }) => type.includes("cloudfront"))).toEqual([]);
  expect(
    of("dev")
      .names()
      .filter((name) => name.includes("pages")),
  ).toEqual([]);
});

const ACCOUNTS = { staging: "222222222222", prod: "333333333333" } as const;

function policyOf(recording: Recording, name: string): Registration["inputs"][string] {
  return recording.named(name, "RolePolicy").inputs["policy"];
}
