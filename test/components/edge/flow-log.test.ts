import { requests } from "../shared/requests";
import { declareNetwork, network, stamp } from "./declared-network";

describe("the flow log of a network", () => {
  it("records all traffic, minute by minute", async () => {
    const recording = await network();

    expect(recording.one("FlowLog").inputs).toEqual({
      vpcId: "net-vpc-id",
      trafficType: "ALL",
      maxAggregationInterval: 60,
      logDestinationType: "cloud-watch-logs",
      logDestination: "arn:net-flow-log",
      iamRoleArn: "arn:net-flow-log",
      tags: { ...stamp, Name: "net-flow-log" },
    });
  });

  it("keeps its entries encrypted, for as long as it is told", async () => {
    const recording = await network();

    expect(recording.one("LogGroup").inputs).toEqual({
      name: "/platform/net-flow-log",
      retentionInDays: 365,
      kmsKeyId: "arn:key",
      tags: stamp,
    });
  });

  it("lends its role to flow logs of this account and region alone", async () => {
    const { inputs } = (await network()).one("Role");

    expect(inputs["description"]).toBe("Writes net-flow-log to its log group");
    expect(JSON.parse(String(inputs["assumeRolePolicy"]))).toEqual({
      Version: "2012-10-17",
      Statement: [
        {
          Effect: "Allow",
          Principal: { Service: "vpc-flow-logs.amazonaws.com" },
          Action: "sts:AssumeRole",
          Condition: {
            StringEquals: { "aws:SourceAccount": "333333333333" },
            ArnLike: { "aws:SourceArn": "arn:aws:ec2:eu-central-1:333333333333:vpc-flow-log/*" },
          },
        },
      ],
    });
  });

  it("writes to its own log group, may make none, and starts when it can write", async () => {
    const recording = await network();
    const { inputs } = recording.one("RolePolicy");

    expect(inputs["role"]).toBe("net-flow-log");
    expect(JSON.parse(String(inputs["policy"]))).toEqual({
      Version: "2012-10-17",
      Statement: [
        {
          Effect: "Allow",
          Action: ["logs:CreateLogStream", "logs:PutLogEvents", "logs:DescribeLogStreams"],
          Resource: "arn:net-flow-log:*",
        },
        {
          Effect: "Allow",
          Action: "logs:DescribeLogGroups",
          Resource: "arn:aws:logs:eu-central-1:333333333333:log-group:*",
        },
      ],
    });
    expect(recording.one("FlowLog").dependsOn).toContain("net-flow-log-policy");
  });

  it("ends before another takes its place: EC2 refuses two of a kind", async () => {
    const log = (await requests(() => declareNetwork())).find(
      (request) => request.getType() === "aws:ec2/flowLog:FlowLog",
    );

    expect(log?.getDeletebeforereplace()).toBe(true);
  });
});
