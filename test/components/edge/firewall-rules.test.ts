import * as pulumi from "@pulumi/pulumi";

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
const knownBad = {
  name: "known-bad-inputs",
  priority: 0,
  overrideAction: { none: {} },
  statement: {
    managedRuleGroupStatement: {
      vendorName: "AWS",
      name: "AWSManagedRulesKnownBadInputsRuleSet",
    },
  },
  visibilityConfig: metrics("known-bad-inputs"),
};

describe("the rules of the firewall", () => {
  it("keep known attacks from every host, and nobody else where nothing more is asked", async () => {
    const recording = await edge([host()]);

    expect(recording.one("WebAcl").inputs["rules"]).toEqual([knownBad]);
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
      knownBad,
      {
        name: "os_fcy_sh-addresses",
        priority: 1,
        action: { block: {} },
        statement: unless({ ipSetReferenceStatement: { arn: "arn:edge-firewall-os.fcy.sh" } }),
        visibilityConfig: metrics("os_fcy_sh-addresses"),
      },
    ]);
  });

  it("count the requests of one address in five minutes", async () => {
    const recording = await edge([guarded({ requestsPer5Minutes: 2000 })]);

    expect(recording.one("WebAcl").inputs["rules"]).toEqual([
      knownBad,
      {
        name: "os_fcy_sh-rate",
        priority: 1,
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
      knownBad,
      {
        name: "os_fcy_sh-password",
        priority: 1,
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
      "rules.1.statement.andStatement.statements.1.notStatement.statement.byteMatchStatement.searchString",
    ]);
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
    const [, rate] = recording.one("WebAcl").inputs["rules"] as readonly RateRule[];
    const { regexMatchStatement } = rate?.statement.rateBasedStatement.scopeDownStatement ?? {};

    expect(new RegExp(regexMatchStatement?.regexString ?? "").test(header)).toBe(taken);
  });
});

interface RateRule {
  readonly statement: {
    readonly rateBasedStatement: { readonly scopeDownStatement: typeof matchesHost };
  };
}
