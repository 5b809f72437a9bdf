import * as pulumi from "@pulumi/pulumi";

import type { Host } from "../../../components/edge/host";
import { edge, guarded, host } from "./declared-edge";

const matchesHost = {
  regexMatchStatement: {
    regexString: "^os\\.fcy\\.sh\\.?(:[0-9]+)?$",
    fieldToMatch: { singleHeader: { name: "host" } },
    textTransformations: [{ priority: 0, type: "LOWERCASE" }],
  },
};
const unless = (statement: object) => ({
  andStatement: { statements: [matchesHost, { notStatement: { statement } }] },
});
const metrics = (metricName: string) => ({
  metricName,
  cloudwatchMetricsEnabled: true,
  sampledRequestsEnabled: false,
});
const managed = (name: string, priority: number, group: string, override: string) => ({
  ...{ name, priority, overrideAction: { [override]: {} } },
  statement: { managedRuleGroupStatement: { vendorName: "AWS", name: group } },
  visibilityConfig: metrics(name),
});
const MANAGED = [
  managed("known-bad-inputs", 0, "AWSManagedRulesKnownBadInputsRuleSet", "none"),
  managed("bad-addresses", 1, "AWSManagedRulesAmazonIpReputationList", "none"),
  managed("common", 2, "AWSManagedRulesCommonRuleSet", "count"),
];

describe("the rules of the firewall", () => {
  it("keep known attacks from every host, and nobody else where nothing more is asked", async () => {
    const recording = await edge([host()]);

    expect(recording.one("WebAcl").inputs["rules"]).toEqual(MANAGED);
    expect(recording.of("IpSet")).toEqual([]);
  });

  it("keep everybody else from a host with an allow-list", async () => {
    const recording = await edge([
      guarded({ allowedCidrs: ["203.0.113.0/24", "198.51.100.7/32"] }),
    ]);

    expect(recording.one("IpSet").inputs).toMatchObject({
      name: "platform-prod-os_fcy_sh",
      description: "Addresses that may reach os.fcy.sh",
      scope: "REGIONAL",
      ipAddressVersion: "IPV4",
      addresses: ["203.0.113.0/24", "198.51.100.7/32", "198.51.100.1/32"],
    });
    expect(recording.one("WebAcl").inputs["rules"]).toEqual([
      ...MANAGED,
      {
        name: "os_fcy_sh-addresses",
        priority: 3,
        action: { block: {} },
        statement: unless({ ipSetReferenceStatement: { arn: "arn:edge-firewall-os.fcy.sh" } }),
        visibilityConfig: metrics("os_fcy_sh-addresses"),
      },
    ]);
  });

  it("count the requests of one address in five minutes", async () => {
    const recording = await edge([guarded({ requestsPer5Minutes: 2000 })]);

    expect(recording.one("WebAcl").inputs["rules"]).toEqual([
      ...MANAGED,
      {
        name: "os_fcy_sh-rate",
        priority: 3,
        action: { block: {} },
        statement: {
          rateBasedStatement: {
            limit: 2000,
            evaluationWindowSec: 300,
            aggregateKeyType: "IP",
            scopeDownStatement: matchesHost,
          },
        },
        visibilityConfig: metrics("os_fcy_sh-rate"),
      },
    ]);
  });

  it("ask for a password, which stays a secret", async () => {
    const recording = await edge([guarded({ password: "secret" }, pulumi.secret("hunter2"))]);
    const acl = recording.one("WebAcl");
    const realm = 'Basic realm="os.fcy.sh", charset="UTF-8"';

    expect(acl.inputs["rules"]).toEqual([
      ...MANAGED,
      {
        name: "os_fcy_sh-password",
        priority: 3,
        action: {
          block: {
            customResponse: {
              responseCode: 401,
              responseHeaders: [{ name: "WWW-Authenticate", value: realm }],
            },
          },
        },
        statement: unless({
          byteMatchStatement: {
            searchString: "Basic Z3Vlc3Q6aHVudGVyMg==",
            positionalConstraint: "EXACTLY",
            fieldToMatch: { singleHeader: { name: "authorization" } },
            textTransformations: [{ priority: 0, type: "NONE" }],
          },
        }),
        visibilityConfig: metrics("os_fcy_sh-password"),
      },
    ]);
    expect(acl.secrets).toEqual([
      "rules.3.statement.andStatement.statements.1.notStatement.statement.byteMatchStatement.searchString",
    ]);
  });

  it("let nobody but its CDN reach a host behind one, and ask nothing else of it", async () => {
    const access: Host["access"] = { allowedCidrs: ["203.0.113.0/24"], password: "none" };
    const cdnKeys = [pulumi.secret("one"), pulumi.secret("two")];
    const recording = await edge([host({ access, cdnKeys })]);
    const key = (searchString: string) => ({
      byteMatchStatement: {
        searchString,
        positionalConstraint: "EXACTLY",
        fieldToMatch: { singleHeader: { name: "x-cdn-key" } },
        textTransformations: [{ priority: 0, type: "NONE" }],
      },
    });

    expect(recording.of("IpSet")).toEqual([]);
    expect(recording.one("WebAcl").inputs["rules"]).toEqual([
      ...MANAGED,
      {
        name: "os_fcy_sh-cdn",
        priority: 3,
        action: { block: {} },
        statement: unless({ orStatement: { statements: [key("one"), key("two")] } }),
        visibilityConfig: metrics("os_fcy_sh-cdn"),
      },
    ]);
    expect(recording.one("WebAcl").secrets).toHaveLength(2);
  });

  it.each([
    ["os.fcy.sh", true],
    ["os.fcy.sh:443", true],
    ["os.fcy.sh.", true],
    ["os.fcy.sh.evil.test", false],
    ["staging.os.fcy.sh", false],
    ["osxfcy.sh", false],
  ])("take the Host header %s for that host: %s", async (header, taken) => {
    const recording = await edge([guarded({ requestsPer5Minutes: 100 })]);
    const [, , , rate] = recording.one("WebAcl").inputs["rules"] as readonly RateRule[];
    const { regexMatchStatement } = rate?.statement.rateBasedStatement.scopeDownStatement ?? {};

    expect(new RegExp(regexMatchStatement?.regexString ?? "").test(header)).toBe(taken);
  });
});

interface RateRule {
  readonly statement: {
    readonly rateBasedStatement: { readonly scopeDownStatement: typeof matchesHost };
  };
}
