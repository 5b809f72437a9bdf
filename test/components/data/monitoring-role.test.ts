import type { Recording } from "../../support/recorder";
import { postgres, stamp } from "./declared-stores";

describe("the role under which RDS measures a database", () => {
  let recording: Recording;
  beforeAll(async () => {
    recording = await postgres();
  });

  it("is lent to RDS for this database of this account and region alone", () => {
    const { inputs } = recording.one("iam/role:Role");

    expect(inputs).toMatchObject({
      description: "Writes measurements of store to CloudWatch",
      tags: stamp,
    });
    expect(JSON.parse(String(inputs["assumeRolePolicy"]))).toEqual({
      Version: "2012-10-17",
      Statement: [
        {
          Effect: "Allow",
          Principal: { Service: "monitoring.rds.amazonaws.com" },
          Action: "sts:AssumeRole",
          Condition: {
            StringEquals: { "aws:SourceAccount": "333333333333" },
            ArnLike: { "aws:SourceArn": "arn:aws:rds:eu-central-1:333333333333:db:store" },
          },
        },
      ],
    });
  });

  it("may do what AWS says that this takes, and nothing else", () => {
    expect(recording.of("RolePolicyAttachment").map(({ inputs }) => inputs)).toEqual([
      {
        role: "store-monitoring",
        policyArn: "arn:aws:iam::aws:policy/service-role/AmazonRDSEnhancedMonitoringRole",
      },
    ]);
    expect(recording.of("RolePolicy")).toEqual([]);
  });
});
