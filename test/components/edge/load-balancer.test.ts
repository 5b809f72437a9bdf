import { ssm } from "@pulumi/aws";

import { record } from "../../support/recorder";
import { BALANCER, declareEdge, edge, foreign, host, stamp } from "./declared-edge";

const tcp = (port: number) => ({
  ipProtocol: "tcp",
  fromPort: port,
  toPort: port,
  tags: { ...stamp, Name: "platform-prod" },
});

describe("LoadBalancer", () => {
  it("faces the internet in the public subnets, and takes nothing that is ambiguous", async () => {
    expect((await edge()).one(BALANCER).inputs).toEqual({
      name: "platform-prod",
      loadBalancerType: "application",
      internal: false,
      ipAddressType: "ipv4",
      subnets: ["subnet-1", "subnet-2", "subnet-3"],
      securityGroups: ["edge-group-id"],
      enableDeletionProtection: true,
      dropInvalidHeaderFields: true,
      desyncMitigationMode: "defensive",
      enableHttp2: true,
      enableWafFailOpen: false,
      xffHeaderProcessingMode: "append",
      idleTimeout: 60,
      accessLogs: { enabled: true, bucket: "platform-prod-access-logs-333333333333" },
      tags: stamp,
    });
  });

  it.each([
    ["durable", true, ["refuse-destruction"]],
    ["disposable", false, []],
  ] as const)("is protected as a %s one is", async (lifecycle, kept, beforeDelete) => {
    const balancer = (await edge([], { lifecycle })).one(BALANCER);

    expect(balancer).toMatchObject({ protect: kept, beforeDelete });
    expect(balancer.inputs["enableDeletionProtection"]).toBe(kept);
  });

  it("is reached on two ports from everywhere", async () => {
    const incoming = (await edge())
      .of("SecurityGroupIngressRule")
      .filter(({ name }) => name.startsWith("edge-in"));

    expect(incoming.map(({ inputs }) => inputs)).toEqual([
      {
        securityGroupId: "edge-group-id",
        cidrIpv4: "0.0.0.0/0",
        description: "HTTPS from everywhere",
        ...tcp(443),
      },
      {
        securityGroupId: "edge-group-id",
        cidrIpv4: "0.0.0.0/0",
        description: "HTTP from everywhere: only to be sent to HTTPS",
        ...tcp(80),
      },
    ]);
  });

  it("reaches pods on their ports and nothing else, and they let it in", async () => {
    const recording = await edge();

    expect(recording.of("SecurityGroupEgressRule").map(({ inputs }) => inputs)).toEqual(
      [3000, 8000].map((port) => ({
        securityGroupId: "edge-group-id",
        referencedSecurityGroupId: "sg-cluster",
        description: `Pods of the cluster on port ${port}`,
        ...tcp(port),
      })),
    );
    expect(recording.named("edge-pods-8000", "SecurityGroupIngressRule").inputs).toEqual({
      securityGroupId: "sg-cluster",
      referencedSecurityGroupId: "edge-group-id",
      description: "Load balancer platform-prod on port 8000",
      ...tcp(8000),
    });
    expect(recording.named("edge-pods-3000", "SecurityGroupIngressRule").inputs).toMatchObject(
      tcp(3000),
    );
  });

  it("answers on HTTPS alone and says so for two years", async () => {
    const recording = await edge();

    expect(recording.named("edge-https", "Listener").inputs).toEqual({
      loadBalancerArn: "arn:edge-balancer",
      port: 443,
      protocol: "HTTPS",
      sslPolicy: "ELBSecurityPolicy-TLS13-1-2-Res-2021-06",
      certificateArn: "arn:edge-certificate-os.fcy.sh",
      defaultActions: [
        { type: "fixed-response", fixedResponse: { contentType: "text/plain", statusCode: "404" } },
      ],
      routingHttpResponseServerEnabled: false,
      routingHttpResponseStrictTransportSecurityHeaderValue: "max-age=63072000; includeSubDomains",
      tags: stamp,
    });
    expect(recording.named("edge-http", "Listener").inputs).toEqual({
      loadBalancerArn: "arn:edge-balancer",
      port: 80,
      protocol: "HTTP",
      defaultActions: [
        {
          type: "redirect",
          redirect: { port: "443", protocol: "HTTPS", statusCode: "HTTP_301" },
        },
      ],
      routingHttpResponseServerEnabled: false,
      tags: stamp,
    });
  });

  it("answers nobody on HTTPS before the firewall stands", async () => {
    const { dependsOn } = (await edge()).named("edge-https", "Listener");

    expect(dependsOn).toContain("edge-firewall-association");
  });

  it("has no HTTPS listener while no application is released", async () => {
    const hosts = [host({ live: false })];
    let listeners = -1;
    const recording = await record(() => {
      listeners = declareEdge(hosts).listenerArns.size;
    });

    expect(listeners).toBe(0);
    expect(recording.of("Listener").map(({ name }) => name)).toEqual(["edge-http"]);
    expect(recording.named("edge-os.fcy.sh", "Record")).toBeDefined();
  });

  it("hands its listener out to a host when that host's certificate is presented", async () => {
    const elsewhere = foreign({ host: "a.fcy.sh" });
    const recording = await record(() => {
      const { listenerArns, securityGroupId } = declareEdge([host(), elsewhere]);
      for (const [name, value] of listenerArns) new ssm.Parameter(name, { type: "String", value });
      new ssm.Parameter("group", { type: "String", value: securityGroupId });
    });
    const listener = recording.named("os.fcy.sh", "Parameter");

    expect(listener.inputs["value"]).toBe("arn:edge-https");
    expect(listener.dependsOn).toEqual(["edge-attached-os.fcy.sh", "edge-https"]);
    // Nobody waits for the proof of somebody else's host.
    expect(recording.waitsFor("os.fcy.sh")).not.toContain("edge-issued-a.fcy.sh");
    expect(recording.named("a.fcy.sh", "Parameter").dependsOn).toEqual([
      "edge-attached-a.fcy.sh",
      "edge-https",
    ]);
    expect(recording.named("group", "Parameter").inputs["value"]).toBe("edge-group-id");
  });
});
