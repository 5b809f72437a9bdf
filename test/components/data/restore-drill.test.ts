import { everyDrill } from "../../../components/data/restore-drill";
import { record } from "../../support/recorder";
import { declareDrill, stamp } from "./declared-backups";

describe("RestoreDrill", () => {
  it.each([
    ["monthly", "cron(0 6 1 * ? *)"],
    ["quarterly", "cron(0 6 1 1/3 ? *)"],
  ] as const)("that is %s restores the latest snapshot of its vault", async (cadence, schedule) => {
    const { inputs, dependsOn } = (await drill({ cadence })).one("RestoreTestingPlan");

    expect(inputs).toEqual({
      name: "fire_drill",
      scheduleExpression: schedule,
      scheduleExpressionTimezone: "Etc/UTC",
      startWindowHours: 8,
      recoveryPointSelection: {
        algorithm: "LATEST_WITHIN_WINDOW",
        includeVaults: ["arn:safe-vault"],
        recoveryPointTypes: ["SNAPSHOT"],
        selectionWindowDays: 2,
      },
      tags: stamp,
    });
    expect(dependsOn).toContain("safe-vault");
  });

  it("has subnets and a group of its own, through which nobody comes in or goes out", async () => {
    const recording = await drill();

    expect(recording.one("rds/subnetGroup:SubnetGroup").inputs).toMatchObject({
      name: "fire-drill",
      subnetIds: ["subnet-1", "subnet-2"],
    });
    expect(recording.one("ec2/securityGroup:SecurityGroup").inputs).toEqual({
      vpcId: "vpc-1",
      description: "Who may reach fire-drill",
      tags: stamp,
    });
    expect(recording.names().filter((name) => name.includes("Rule "))).toEqual([]);
  });

  it("works as a role that AWS Backup takes for this account alone", async () => {
    const recording = await drill();

    const { assumeRolePolicy, description } = recording.one("iam/role:Role").inputs;
    expect(description).toBe("Restores databases as a drill");
    expect(String(assumeRolePolicy)).toContain(
      '"Condition":{"StringEquals":{"aws:SourceAccount":"333333333333"}}',
    );
    expect(recording.one("RolePolicyAttachment").inputs).toEqual({
      role: "fire-drill-role",
      policyArn: "arn:aws:iam::aws:policy/service-role/AWSBackupServiceRolePolicyForRestores",
    });
  });
});

describe("everyDrill", () => {
  it("restores one database small and alone, with the parameters that it really has", async () => {
    const recording = await record(() => {
      const parent = declareDrill();
      const database = { instanceArn: "arn:db", parameterGroupName: "db-parameters" };
      everyDrill("life-os-postgres", { drill: parent, ...database }, { parent });
    });

    const { inputs, name, parent, dependsOn } = recording.one("RestoreTestingSelection");
    expect([name, parent]).toEqual(["life-os-postgres-drill", "fire-drill"]);
    expect(inputs).toEqual({
      name: "life_os_postgres",
      restoreTestingPlanName: "fire_drill",
      iamRoleArn: "arn:fire-drill-role",
      protectedResourceType: "RDS",
      protectedResourceArns: ["arn:db"],
      restoreMetadataOverrides: {
        dbInstanceClass: "db.t4g.medium",
        dbParameterGroupName: "db-parameters",
        dbSubnetGroupName: "fire-drill",
        vpcSecurityGroupIds: '["fire-drill-clients-id"]',
      },
      validationWindowHours: 24,
    });
    expect(dependsOn).toContain("fire-drill-role-policy");
  });
});

function drill(...args: Parameters<typeof declareDrill>) {
  return record(() => declareDrill(...args));
}
