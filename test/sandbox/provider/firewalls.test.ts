import { text } from "../../../sandbox/facts/paths";
import type { Props } from "../../../sandbox/provider/values";
import { plugin, type Plugin } from "./plugin";

const ACL = "aws:wafv2/webAcl:WebAcl";
const IP_SET = "aws:wafv2/ipSet:IpSet";
const LOGGING = "aws:wafv2/webAclLoggingConfiguration:WebAclLoggingConfiguration";
const ASSOCIATION = "aws:wafv2/webAclAssociation:WebAclAssociation";
const LOGS = "aws:cloudwatch/logGroup:LogGroup";
const GONE = "WAFNonexistentItemException";

const visibilityConfig = {
  metricName: "m",
  cloudwatchMetricsEnabled: true,
  sampledRequestsEnabled: false,
};
const acl = (rules: readonly Props[] = [], name = "web") => ({
  name,
  scope: "REGIONAL",
  defaultAction: { allow: {} },
  rules: [...rules],
  visibilityConfig,
});
const rule = (name: string, priority: number, statement: Props) => ({
  name,
  priority,
  action: { block: {} },
  statement,
  visibilityConfig,
});
const set = (arn: string) => ({ ipSetReferenceStatement: { arn } });
const byCountry = { geoMatchStatement: { countryCodes: ["DE"] } };
const addresses = (...ranges: readonly string[]) => ({
  name: "office",
  scope: "REGIONAL",
  ipAddressVersion: "IPV4",
  addresses: [...ranges],
});

describe("web ACLs in the simulated AWS", () => {
  let aws: Plugin;
  beforeEach(async () => {
    aws = await plugin("aws");
  });

  it("are known by an id and an ARN, and by name only once in their scope", async () => {
    const created = await aws.create(ACL, "acl", acl());

    expect(created.id).toMatch(/^[0-9a-f-]{36}$/);
    expect(created.properties["arn"]).toBe(
      `arn:aws:wafv2:eu-central-1:333333333333:regional/webacl/web/${created.id}`,
    );
    await expect(aws.create(ACL, "again", acl())).rejects.toThrow("WAFDuplicateItemException");
    const { properties } = await aws.create(ACL, "global", { ...acl(), scope: "CLOUDFRONT" });
    expect(properties["arn"]).toMatch(/:global\/webacl\/web\//);
  });

  it.each([
    ["itself", (arn: string) => set(arn)],
    ["its absence", (arn: string) => ({ notStatement: { statement: set(arn) } })],
    ["a part", (arn: string) => ({ andStatement: { statements: [byCountry, set(arn)] } })],
    [
      "an absent part",
      (arn: string) => ({
        andStatement: { statements: [byCountry, { notStatement: { statement: set(arn) } }] },
      }),
    ],
  ])("name sets of addresses that exist, as %s", async (_how, statement) => {
    const { properties } = await aws.create(IP_SET, "set", addresses("203.0.113.0/24"));
    const arn = text(properties, "arn");

    expect(arn).toMatch(/:regional\/ipset\/office\//);
    await expect(aws.create(ACL, "acl", acl([rule("a", 0, statement(`${arn}0`))]))).rejects.toThrow(
      GONE,
    );
    await expect(
      aws.create(ACL, "acl", acl([rule("a", 0, statement(arn))])),
    ).resolves.toBeDefined();
  });

  it("take no set that holds everybody", async () => {
    await expect(aws.create(IP_SET, "set", addresses("0.0.0.0/0"))).rejects.toThrow(
      "WAFInvalidParameterException",
    );
  });

  it.each([
    ["name", "a", 1],
    ["priority", "b", 0],
  ])("take no two rules of the same %s", async (what, name, priority) => {
    const first = rule("a", 0, byCountry);

    await expect(
      aws.create(ACL, "acl", acl([first, rule(name, priority, byCountry)])),
    ).rejects.toThrow(`Two rules have the same ${what}.`);
    await expect(
      aws.create(ACL, "acl", acl([first, rule("b", 1, byCountry)])),
    ).resolves.toBeDefined();
  });

  it("take names in letters, digits, hyphens and underscores", async () => {
    await expect(aws.create(ACL, "acl", acl([], "os.fcy.sh"))).rejects.toThrow(
      "takes 1 to 128 letters, digits, hyphens and underscores",
    );
  });

  it("stand before a load balancer once both exist", async () => {
    const { properties } = await aws.create(ACL, "acl", acl());
    const balancer = await aws.create("aws:lb/loadBalancer:LoadBalancer", "lb", { name: "lb" });
    const webAclArn = text(properties, "arn");
    const associate = (acl: string, resourceArn: string) =>
      aws.create(ASSOCIATION, "a", { webAclArn: acl, resourceArn });

    await expect(associate(`${webAclArn}0`, balancer.id)).rejects.toThrow(GONE);
    await expect(associate(webAclArn, `${balancer.id}0`)).rejects.toThrow(GONE);
    await expect(associate(webAclArn, balancer.id)).resolves.toMatchObject({
      id: `${webAclArn},${balancer.id}`,
    });
    await expect(
      associate(webAclArn, "arn:aws:apigateway:eu-central-1::/restapis/a/stages/b"),
    ).resolves.toBeDefined();
  });

  it("log to groups of one prefix that exist", async () => {
    const { properties } = await aws.create(ACL, "acl", acl());
    const resourceArn = text(properties, "arn");
    const other = await aws.create(LOGS, "other", { name: "web" });
    const right = await aws.create(LOGS, "right", { name: "aws-waf-logs-web" });
    const log = (arn: string, of = resourceArn) =>
      aws.create(LOGGING, "log", { resourceArn: of, logDestinationConfigs: [arn] });

    for (const arn of [text(other.properties, "arn"), `${text(right.properties, "arn")}0`]) {
      await expect(log(arn)).rejects.toThrow(
        `The ARN isn't valid. A valid ARN begins with arn: and includes other information separated by colons or slashes., field: LOG_DESTINATION, parameter: ${arn}`,
      );
    }
    await expect(log(text(right.properties, "arn"), `${resourceArn}0`)).rejects.toThrow(GONE);
    await expect(log(text(right.properties, "arn"))).resolves.toMatchObject({ id: resourceArn });
    await expect(log("arn:aws:s3:::aws-waf-logs-web")).resolves.toBeDefined();
  });
});
