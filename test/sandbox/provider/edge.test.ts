import { text } from "../../../sandbox/facts/paths";
import { plugin, type Plugin, type Remembered } from "./plugin";

const BALANCER = "aws:lb/loadBalancer:LoadBalancer";
const LISTENER = "aws:lb/listener:Listener";
const RULE = "aws:lb/listenerRule:ListenerRule";
const ATTACHED = "aws:lb/listenerCertificate:ListenerCertificate";
const CERTIFICATE = "aws:acm/certificate:Certificate";
const VALIDATION = "aws:acm/certificateValidation:CertificateValidation";
const RECORD = "aws:route53/record:Record";
const NOWHERE = "arn:aws:acm:eu-central-1:333333333333:certificate/none";
const OK = { type: "fixed-response", fixedResponse: { contentType: "text/plain" } };

describe("load balancers in the simulated AWS", () => {
  let aws: Plugin;
  beforeEach(async () => {
    aws = await plugin("aws");
  });

  it("stand in two zones at least", async () => {
    const subnets = await subnetsIn("euc1-az1", "euc1-az1", "euc1-az2");
    const [first = "", second = "", third = ""] = subnets;

    for (const ids of [[first], [first, second]]) {
      await expect(aws.create(BALANCER, "lb", { name: "lb", subnets: ids })).rejects.toThrow(
        "ValidationError: At least two subnets in two different Availability Zones must be specified",
      );
    }
    await expect(
      aws.create(BALANCER, "lb", { name: "lb", subnets: [first, third] }),
    ).resolves.toBeDefined();
    await expect(
      aws.create(BALANCER, "nlb", { name: "n", subnets: [first], loadBalancerType: "network" }),
    ).resolves.toBeDefined();
    await expect(
      aws.create(BALANCER, "x", { name: "x", subnets: ["subnet-none"] }),
    ).rejects.toThrow("InvalidSubnetID.NotFound");
  });

  it("log to a bucket that lets them, and to no other", async () => {
    const { id } = await aws.create("aws:s3/bucket:Bucket", "b", { bucket: "logs-1" });
    const logged = () => aws.create(BALANCER, "lb", { name: "lb", accessLogs: { bucket: id } });

    await expect(logged()).rejects.toThrow(
      "InvalidConfigurationRequest: Access Denied for bucket: logs-1. Please check S3bucket permission",
    );
    await aws.create("aws:s3/bucketPolicy:BucketPolicy", "p", { bucket: id, policy: "{}" });
    await expect(logged()).resolves.toBeDefined();
  });

  it("present certificates that exist and are issued", async () => {
    const balancer = await aws.create(BALANCER, "lb", { name: "lb" });
    const https = (certificateArn: string) =>
      aws.create(LISTENER, "https", {
        loadBalancerArn: balancer.id,
        port: 443,
        protocol: "HTTPS",
        defaultActions: [OK],
        ...(certificateArn !== "" && { certificateArn }),
      });
    const certificate = await aws.create(CERTIFICATE, "c", { domainName: "elsewhere.test" });
    const pending = `UnsupportedCertificate: The certificate '${certificate.id}' must have a fully-qualified domain name, a supported signature, and a supported key size.`;

    await expect(https("")).rejects.toThrow(
      "ValidationError: A certificate must be specified for HTTPS listeners",
    );
    await expect(https(NOWHERE)).rejects.toThrow(
      `CertificateNotFound: Certificate '${NOWHERE}' not found`,
    );
    await expect(https(certificate.id)).rejects.toThrow(pending);
    const http = await listener(balancer, 80);
    const attach = { listenerArn: http.id, certificateArn: certificate.id };
    await expect(aws.create(ATTACHED, "a", attach)).rejects.toThrow(pending);

    await aws.create(VALIDATION, "v", { certificateArn: certificate.id });

    await expect(https(certificate.id)).resolves.toBeDefined();
    await expect(aws.create(ATTACHED, "a", attach)).resolves.toMatchObject({
      id: `${http.id}_${certificate.id}`,
    });
    await expect(aws.create(ATTACHED, "a", { ...attach, listenerArn: "none" })).rejects.toThrow(
      "ListenerNotFound: Listener 'none' not found",
    );
  });

  it("take one rule at each priority of a listener", async () => {
    const balancer = await aws.create(BALANCER, "lb", { name: "lb" });
    const [one, other] = [await listener(balancer, 80), await listener(balancer, 8080)];
    const rule = (listenerArn: string, priority?: number) => ({
      listenerArn,
      conditions: [{ hostHeader: { values: ["os.fcy.sh"] } }],
      actions: [OK],
      ...(priority !== undefined && { priority }),
    });
    const first = await aws.create(RULE, "first", rule(one.id, 10));

    await expect(aws.create(RULE, "second", rule(one.id, 10))).rejects.toThrow(
      "PriorityInUse: Priority '10' is currently in use",
    );
    await expect(aws.create(RULE, "third", rule(one.id, 11))).resolves.toBeDefined();
    await expect(aws.create(RULE, "fourth", rule(other.id, 10))).resolves.toBeDefined();
    await aws.create(RULE, "fifth", rule(one.id));
    await expect(aws.create(RULE, "sixth", rule(one.id))).resolves.toBeDefined();
    await expect(
      aws.update(RULE, "first", first, { ...rule(one.id, 10), actions: [{ ...OK, order: 1 }] }),
    ).resolves.toBeDefined();
  });

  it.each([
    ["os.fcy.sh", "os.fcy.sh"],
    ["*.fcy.sh", "fcy.sh"],
  ])("get a certificate for %s when its record exists", async (domainName, parent) => {
    const certificate = await aws.create(CERTIFICATE, "c", { domainName });
    const proof = (property: string) =>
      text(certificate.properties, `domainValidationOptions.0.${property}`);
    const wait = () => aws.create(VALIDATION, "v", { certificateArn: certificate.id });

    expect(proof("resourceRecordName")).toMatch(new RegExp(`^_[0-9a-f]{32}\\.${parent}\\.$`));
    await expect(wait()).rejects.toThrow(
      `waiting for ACM Certificate (${certificate.id}) to be issued: timeout while waiting for state to become 'ISSUED' (last state: 'PENDING_VALIDATION', timeout: 1h15m0s)`,
    );
    const record = await aws.create(RECORD, "r", {
      zoneId: "Z0333333333FCYSH",
      name: proof("resourceRecordName"),
      type: "CNAME",
      records: [proof("resourceRecordValue")],
      ttl: 300,
    });
    expect(record.properties["fqdn"]).toBe(proof("resourceRecordName").slice(0, -1));
    await expect(wait()).resolves.toBeDefined();
  });

  it("get a certificate whose DNS is run elsewhere, where nobody can look", async () => {
    const staging = await plugin("aws", { environment: { AWS_PROFILE: "staging" } });
    const certificate = await staging.create(CERTIFICATE, "c", { domainName: "os.fcy.sh" });

    await expect(
      staging.create(VALIDATION, "v", { certificateArn: certificate.id }),
    ).resolves.toBeDefined();
    await expect(aws.create(VALIDATION, "v", { certificateArn: NOWHERE })).rejects.toThrow(
      `ResourceNotFoundException: Could not find certificate ${NOWHERE}.`,
    );
  });

  function listener(balancer: Remembered, port: number): Promise<Remembered> {
    return aws.create(LISTENER, `on-${port}`, {
      loadBalancerArn: balancer.id,
      port,
      protocol: "HTTP",
      defaultActions: [OK],
    });
  }

  async function subnetsIn(...zones: readonly string[]): Promise<string[]> {
    const vpc = await aws.create("aws:ec2/vpc:Vpc", "net", { cidrBlock: "10.0.0.0/16" });
    const made = zones.map((availabilityZoneId, index) =>
      aws.create("aws:ec2/subnet:Subnet", `s${index}`, {
        vpcId: vpc.id,
        availabilityZoneId,
        cidrBlock: `10.0.${index}.0/24`,
      }),
    );
    return (await Promise.all(made)).map(({ id }) => id);
  }
});
