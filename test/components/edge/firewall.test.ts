import * as pulumi from "@pulumi/pulumi";

import type { Host } from "../../../components/edge/host";
import { edge, guarded, host, stamp } from "./declared-edge";

describe("Firewall", () => {
  it("stands before the load balancer and lets in whom no rule keeps out", async () => {
    const recording = await edge();

    expect(recording.one("WebAcl").inputs).toMatchObject({
      name: "platform-prod",
      description: "Who may reach platform-prod",
      scope: "REGIONAL",
      defaultAction: { allow: {} },
      visibilityConfig: {
        metricName: "platform-prod",
        cloudwatchMetricsEnabled: true,
        sampledRequestsEnabled: false,
      },
      tags: stamp,
    });
    expect(recording.one("WebAclAssociation").inputs).toEqual({
      webAclArn: "arn:edge-firewall-acl",
      resourceArn: "arn:edge-balancer",
    });
  });

  it("refuses to stand open where a password is asked for and none is given", async () => {
    await expect(edge([guarded({ password: "secret" })])).rejects.toThrow(
      "os.fcy.sh asks for a password, and none is given",
    );
  });

  it("checks addresses first, counts those who guess passwords, and mixes no hosts up", async () => {
    const access: Host["access"] = {
      allowedCidrs: ["203.0.113.0/24"],
      password: "secret",
      requestsPer5Minutes: 100,
    };
    const recording = await edge([
      guarded(access, pulumi.secret("a")),
      guarded(access, pulumi.secret("b"), "b.fcy.sh"),
    ]);

    const rules = recording.one("WebAcl").inputs["rules"] as readonly Rule[];
    expect(rules.map(({ name, priority }) => [name, priority])).toEqual([
      ["known-bad-inputs", 0],
      ["bad-addresses", 1],
      ["common", 2],
      ["os_fcy_sh-addresses", 3],
      ["os_fcy_sh-rate", 4],
      ["os_fcy_sh-password", 5],
      ["b_fcy_sh-addresses", 6],
      ["b_fcy_sh-rate", 7],
      ["b_fcy_sh-password", 8],
    ]);
    expect(JSON.stringify(rules[6])).toContain("arn:edge-firewall-b.fcy.sh");
    expect(JSON.stringify(rules[8])).toContain("Basic Z3Vlc3Q6Yg==");
    expect(rules.slice(6).filter((rule) => /\bos\b/.test(JSON.stringify(rule)))).toEqual([]);
  });

  it("hides its rules from every diff where one of them holds a password, and only there", async () => {
    const hidden = async (...hosts: Host[]) => (await edge(hosts)).one("WebAcl").secretOutputs;

    expect(await hidden(guarded({ password: "secret" }, pulumi.secret("a")))).toEqual(["rules"]);
    expect(await hidden(host({ cdnKeys: [pulumi.secret("a")] }))).toEqual(["rules"]);
    expect(await hidden(guarded({ requestsPer5Minutes: 100 }))).toEqual([]);
  });

  it("logs every request but the headers that let people in, before it stands anywhere", async () => {
    const recording = await edge();

    expect(recording.one("LogGroup").inputs).toMatchObject({
      name: "aws-waf-logs-platform-prod",
      retentionInDays: 365,
      kmsKeyId: "arn:key",
    });
    expect(recording.one("WebAclLoggingConfiguration").inputs).toEqual({
      resourceArn: "arn:edge-firewall-acl",
      logDestinationConfigs: ["arn:edge-firewall-log"],
      redactedFields: [
        { singleHeader: { name: "authorization" } },
        { singleHeader: { name: "cookie" } },
        { singleHeader: { name: "x-cdn-key" } },
      ],
    });
    expect(recording.one("WebAclAssociation").dependsOn).toContain("edge-firewall-logging");
  });
});

interface Rule {
  readonly name: string;
  readonly priority: number;
}
