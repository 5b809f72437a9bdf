import { everyNight } from "../../../components/data/backup-plan";
import { record } from "../../support/recorder";
import { declarePlan, declareVault, stamp } from "./declared-backups";

const RULE = {
  ruleName: "nightly",
  targetVaultName: "platform-safe",
  schedule: "cron(30 22 * * ? *)",
  scheduleExpressionTimezone: "Etc/UTC",
  startWindow: 120,
  completionWindow: 300,
  lifecycle: { deleteAfter: 30 },
  copyActions: [],
  recoveryPointTags: stamp,
};

describe("BackupPlan", () => {
  it("begins its snapshots in the window of every night, and keeps them for their days", async () => {
    const { inputs } = (await plan()).one("backup/plan:Plan");

    expect(inputs).toEqual({ name: "platform-nights", rules: [RULE], tags: stamp });
  });

  it.each([
    ["00:00-01:00", "cron(0 0 * * ? *)", 60],
    ["05:15-06:45", "cron(15 5 * * ? *)", 90],
  ])("reads the window %s", async (window, schedule, startWindow) => {
    const { inputs } = (await plan({ settings: { window, snapshotDays: 30 } })).one("Plan");

    expect(inputs["rules"]).toEqual([
      { ...RULE, schedule, startWindow, completionWindow: startWindow + 180 },
    ]);
  });

  it("copies each snapshot to the other vault, for as many days", async () => {
    const settings = { window: "22:30-00:30", snapshotDays: 45 };
    const recording = await record(() => declarePlan({ copy: far(), settings }));

    expect(recording.one("backup/plan:Plan").inputs["rules"]).toEqual([
      {
        ...RULE,
        lifecycle: { deleteAfter: 45 },
        copyActions: [{ destinationVaultArn: "arn:far-vault", lifecycle: { deleteAfter: 45 } }],
      },
    ]);
  });

  it("waits until both vaults are locked and closed", async () => {
    const recording = await record(() => declarePlan({ copy: far() }));

    expect(recording.one("backup/plan:Plan").dependsOn).toEqual(
      ["far", "safe"].flatMap((vault) => [`${vault}-lock`, `${vault}-policy`, `${vault}-vault`]),
    );
  });

  it("leaves point-in-time recovery to RDS", async () => {
    const { inputs } = (await plan()).one("backup/plan:Plan");

    expect(JSON.stringify(inputs)).not.toContain("enableContinuousBackup");
  });

  it("is kept while it is durable", async () => {
    const kept = (await plan()).one("backup/plan:Plan");
    const disposable = (await plan({ lifecycle: "disposable" })).one("backup/plan:Plan");

    expect(kept).toMatchObject({ protect: true, beforeDelete: ["refuse-destruction"] });
    expect(disposable).toMatchObject({ protect: false, beforeDelete: [] });
  });

  it("works as a role that AWS Backup takes for this account alone", async () => {
    const recording = await plan();

    expect(recording.one("iam/role:Role").inputs).toEqual({
      description: "Takes the nightly snapshots",
      assumeRolePolicy: JSON.stringify({
        Version: "2012-10-17",
        Statement: [
          {
            Effect: "Allow",
            Principal: { Service: "backup.amazonaws.com" },
            Action: "sts:AssumeRole",
            Condition: { StringEquals: { "aws:SourceAccount": "333333333333" } },
          },
        ],
      }),
      tags: stamp,
    });
    expect(recording.one("RolePolicyAttachment").inputs).toEqual({
      role: "nights-role",
      policyArn: "arn:aws:iam::aws:policy/service-role/AWSBackupServiceRolePolicyForBackup",
    });
  });
});

describe("everyNight", () => {
  it("names one resource by its ARN, once the role may do its work", async () => {
    const recording = await record(() => {
      const parent = declarePlan();
      everyNight("appos-postgres", { plan: parent, resourceArn: "arn:db" }, { parent });
    });

    expect(recording.one("Selection")).toMatchObject({
      name: "appos-postgres-backup",
      parent: "nights",
      inputs: {
        name: "appos-postgres",
        planId: "nights-plan-id",
        iamRoleArn: "arn:nights-role",
        resources: ["arn:db"],
      },
      dependsOn: ["nights-plan", "nights-role", "nights-role-policy"],
    });
  });
});

function far() {
  return declareVault({}, { region: "eu-west-1" }, "far");
}

function plan(...args: Parameters<typeof declarePlan>) {
  return record(() => declarePlan(...args));
}
