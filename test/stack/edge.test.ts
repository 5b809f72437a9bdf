import type * as pulumi from "@pulumi/pulumi";

import type { DnsRecord } from "../../components/edge/records";
import { recordStack } from "../support/environment";
import type { Recording } from "../support/recorder";
import { recordAll, STACKS } from "../support/three-stacks";
import { plain, service } from "../support/workloads";
import { changed } from "./changed";

const of = recordAll();

const DEPLOYED = ["staging", "prod"] as const;

const LIFE_OS = { dev: [], staging: ["staging.os.fcy.sh"], prod: ["os.fcy.sh"] };

it("LIFE-02 Life-OS has a host in production, one in staging, and port 3000 in development", () => {
  for (const stack of STACKS) expect(hosts(of(stack), "life-os")).toEqual(LIFE_OS[stack]);
  expect(service(of("dev"), "life-os", "frontend").inputs).toMatchObject({
    spec: { ports: [{ port: 3000 }] },
  });
});

it.each(DEPLOYED)("LIFE-31 in %s Life-OS answers over HTTPS alone, and says so", (stack) => {
  const [host = ""] = LIFE_OS[stack];

  expect(
    of(stack)
      .of("Listener")
      .map(({ inputs }) => inputs),
  ).toEqual([TO_HTTPS, HTTPS]);
  for (const { inputs } of of(stack).of("ListenerRule")) {
    expect(inputs["listenerArn"]).toBe("arn:edge-https");
  }
  expect(subjects(of(stack))).toContain(host);
  expect(plain(of(stack), "life-os", "backend")["BASE_URL"]).toBe(`https://${host}`);
});

const TO_HTTPS: unknown = expect.objectContaining({
  port: 80,
  defaultActions: [
    { type: "redirect", redirect: { port: "443", protocol: "HTTPS", statusCode: "HTTP_301" } },
  ],
});

const HTTPS: unknown = expect.objectContaining({
  port: 443,
  protocol: "HTTPS",
  sslPolicy: "ELBSecurityPolicy-TLS13-1-2-Res-2021-06",
  routingHttpResponseStrictTransportSecurityHeaderValue: "max-age=63072000; includeSubDomains",
});

describe("records", () => {
  it("LIFE-34 lead the host of production to the load balancer, in the zone of its domain", async () => {
    const { recording, outputs } = await recordStack("prod");

    expect(recording.named("edge-os.fcy.sh", "Record").inputs).toMatchObject({
      zoneId: "Z0333333333FCYSH",
      name: "os.fcy.sh",
      type: "A",
      aliases: [{ name: "edge-balancer.elb.test", zoneId: "ZELB" }],
    });
    expect(await told(outputs.dnsRecords)).toEqual([]);
  });

  it("LIFE-34 of staging, whose zone lies elsewhere, are an output for people", async () => {
    const { recording, outputs } = await recordStack("staging");

    expect(recording.of("Record").filter(({ name }) => name.includes("fcy"))).toEqual([]);
    expect(await told(outputs.dnsRecords)).toMatchObject([
      { name: "_proof.staging.os.fcy.sh.", type: "CNAME", value: "_value.acm-validations.test." },
      { name: "staging.os.fcy.sh", type: "CNAME", value: "edge-balancer.elb.test" },
    ]);
  });

  it("LIFE-34 of staging are declared once its zone is named", async () => {
    const { recording, outputs } = await recordStack("staging", (settings) => {
      if (settings.edge?.kind !== "loadBalancer") throw new Error("staging has no load balancer");
      const zoned = { zoneId: "Z0222222222FCYSH", certificates: "perHost" } as const;
      const domains = { ...settings.edge.domains, "fcy.sh": zoned };
      return { ...settings, edge: { ...settings.edge, domains } };
    });

    expect(recording.named("edge-staging.os.fcy.sh", "Record").inputs).toMatchObject({
      zoneId: "Z0222222222FCYSH",
      name: "staging.os.fcy.sh",
      type: "A",
    });
    expect(await told(outputs.dnsRecords)).toEqual([]);
  });
});

describe.each([
  ["LOS-29", "lifeos"],
  ["SAL-27", "salitemihret"],
])("%s %s", (_row, app) => {
  it.each(DEPLOYED)("answers in %s under one host, which a certificate covers", (stack) => {
    const domain = { staging: "staging.example-org.test", prod: "example-org.test" }[stack];

    expect(hosts(of(stack), app)).toEqual([`${app}.${domain}`]);
    expect(subjects(of(stack))).toContain(stack === "staging" ? `*.${domain}` : `${app}.${domain}`);
    expect(
      of(stack)
        .of("Listener")
        .map(({ inputs }) => inputs),
    ).toEqual([TO_HTTPS, HTTPS]);
  });

  it.each(DEPLOYED)("is refused in %s without a host", async (stack) => {
    const nameless = recordStack(stack, changed(app, { host: undefined }));

    await expect(nameless).rejects.toThrow(
      `people reach staging and production under a name; got none\n  → at applications.${app}.host`,
    );
  });

  it.each(DEPLOYED)("is refused in %s under a host that no certificate covers", async (stack) => {
    const bare = recordStack(stack, changed(app, { host: `${app}.elsewhere.test` }));

    await expect(bare).rejects.toThrow("no certificate covers it");
  });
});

/** Hosts under which the load balancer sends requests to an application. */
function hosts(recording: Recording, app: string): readonly string[] {
  const values = recording
    .of("ListenerRule")
    .map(({ inputs }) => inputs as { conditions: Condition[]; tags: { app: string } })
    .filter(({ tags }) => tags.app === app)
    .flatMap(({ conditions }) => conditions.flatMap(({ hostHeader }) => hostHeader?.values ?? []));
  return [...new Set(values)];
}

interface Condition {
  readonly hostHeader?: { readonly values: readonly string[] };
}

/** Subjects of the certificates that the load balancer presents. */
function subjects(recording: Recording): readonly unknown[] {
  const presented = recording
    .of("ListenerCertificate")
    .filter(({ inputs }) => inputs["listenerArn"] === "arn:edge-https")
    .map(({ inputs }) => inputs["certificateArn"]);
  return recording
    .of("Certificate")
    .filter(({ name }) => presented.includes(`arn:${name}`))
    .map(({ inputs }) => inputs["domainName"]);
}

function told(records: pulumi.Output<readonly DnsRecord[]>): Promise<readonly DnsRecord[]> {
  return new Promise((done) => void records.apply(done));
}
