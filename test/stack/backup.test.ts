import { recordStack } from "../support/environment";
import type { Recording } from "../support/recorder";
import { recordAll } from "../support/three-stacks";

const of = recordAll();

const MANAGED = ["staging", "prod"] as const;

const DATABASES = ["appos", "life-os", "lifeos", "salitemihret"].map((app) => `${app}-postgres`);

interface Rule {
  readonly schedule: string;
  readonly targetVaultName: string;
  readonly lifecycle: { readonly deleteAfter: number };
  readonly copyActions: readonly { readonly destinationVaultArn: string }[];
}

describe("nightly snapshots", () => {
  it.each([
    ["staging", 7],
    ["prod", 30],
  ] as const)("X-01 of %s are kept for %i days, beside point-in-time recovery", (stack, days) => {
    const [rule] = rules(of(stack));

    expect(rule).toMatchObject({
      schedule: "cron(0 22 * * ? *)",
      targetVaultName: "platform-backup",
      lifecycle: { deleteAfter: days },
    });
    expect(of(stack).one("backup/plan:Plan").inputs["rules"]).toHaveLength(1);
  });

  it("SAL-11 SAL-12 of SaliteMihret are made every night, and kept for 30 days in a vault", () => {
    const [rule] = rules(of("prod"));

    expect(rule?.schedule).toBe("cron(0 22 * * ? *)");
    expect(rule?.lifecycle).toEqual({ deleteAfter: 30 });
    expect(rule?.targetVaultName).toBe(
      of("prod").named("backup-vault", "backup/vault:Vault").inputs["name"],
    );
    expect(of("prod").named("salitemihret-postgres-backup", "Selection").inputs).toMatchObject({
      planId: "backup-plan-id",
      resources: ["arn:salitemihret-postgres-instance"],
    });
  });

  it("SAL-10 X-01 SaliteMihret goes back 7 days to the second, and 30 by the night", () => {
    const instance = of("prod").named("salitemihret-postgres-instance", "Instance");

    expect(instance.inputs["backupRetentionPeriod"]).toBe(7);
    expect(rules(of("prod"))[0]?.lifecycle.deleteAfter).toBe(30);
  });

  it("LIFE-20 of Life-OS are made every day, by RDS and beside it, and kept for 30 days", () => {
    const instance = of("prod").named("life-os-postgres-instance", "Instance");

    expect(instance.inputs["backupRetentionPeriod"]).toBe(30);
    expect(instance.inputs["backupWindow"]).toMatch(/^\d\d:\d\d-\d\d:\d\d$/);
    expect(rules(of("prod"))[0]?.lifecycle.deleteAfter).toBe(30);
    expect(of("prod").named("life-os-postgres-backup", "Selection").inputs["resources"]).toEqual([
      "arn:life-os-postgres-instance",
    ]);
  });

  it("of applications that ask for none are made as well", () => {
    for (const stack of MANAGED) {
      expect(selected(of(stack)).map(({ inputs }) => inputs["resources"])).toEqual(
        DATABASES.map((name) => [`arn:${name}-instance`]),
      );
    }
  });

  it("of prod are copied to a vault in another region, under its own key", () => {
    const [rule] = rules(of("prod"));
    const copy = of("prod").named("backup-copy-vault", "backup/vault:Vault").inputs;

    expect(rule?.copyActions).toEqual([
      { destinationVaultArn: "arn:backup-copy-vault", lifecycle: { deleteAfter: 30 } },
    ]);
    expect(copy).toMatchObject({ region: "eu-west-1", kmsKeyArn: "arn:backup-copy-key" });
    expect(of("prod").named("backup-copy-key", "kms/key:Key").inputs["region"]).toBe("eu-west-1");
    expect(rules(of("staging"))[0]?.copyActions).toEqual([]);
  });

  it.each(MANAGED)("never share a key of %s with the data itself", (stack) => {
    const data = of(stack)
      .of("rds/instance:Instance")
      .map(({ inputs }) => inputs["kmsKeyId"]);
    const vaults = of(stack)
      .of("backup/vault:Vault")
      .map(({ inputs }) => inputs["kmsKeyArn"]);

    expect(new Set(data)).toEqual(new Set(["arn:data-key"]));
    expect(vaults).toEqual(
      stack === "prod" ? ["arn:backup-copy-key", "arn:backup-key"] : ["arn:backup-key"],
    );
  });

  it("are nothing that dev, whose data lies in the cluster, has", () => {
    expect(
      of("dev")
        .names()
        .filter((name) => /backup|drill/.test(name)),
    ).toEqual([]);
  });
});

describe("restore drills", () => {
  it("SAL-13 restore every database of prod each quarter, and of staging each month", () => {
    const schedules = MANAGED.map(
      (stack) => of(stack).one("RestoreTestingPlan").inputs["scheduleExpression"],
    );

    expect(schedules).toEqual(["cron(0 6 1 * ? *)", "cron(0 6 1 1/3 ? *)"]);
    for (const stack of MANAGED) {
      const restored = of(stack)
        .of("RestoreTestingSelection")
        .map(({ inputs }) => inputs["protectedResourceArns"]);
      expect(restored).toEqual(DATABASES.map((name) => [`arn:${name}-instance`]));
    }
  });

  it("restore beside the data, in subnets that have no way out, and nobody's", () => {
    const recording = of("prod");
    const { restoreMetadataOverrides } = recording.named(
      "salitemihret-postgres-drill",
      "RestoreTestingSelection",
    ).inputs;

    expect(restoreMetadataOverrides).toMatchObject({
      dbSubnetGroupName: "restore-drill",
      vpcSecurityGroupIds: '["restore-drill-clients-id"]',
      dbParameterGroupName: recording.named(
        "salitemihret-postgres-instance",
        "rds/instance:Instance",
      ).inputs["parameterGroupName"],
    });
    expect(
      recording
        .of("Subnet")
        .filter(({ parent }) => parent === "restore-drill")
        .map(({ inputs }) => inputs["cidrBlock"]),
    ).toEqual(["10.30.252.0/24", "10.30.253.0/24", "10.30.254.0/24"]);
    const ruled = recording.all.map(({ inputs }) => inputs["securityGroupId"]);
    expect(ruled).not.toContain("restore-drill-clients-id");
  });

  it("are nothing where the settings want none", async () => {
    const { recording } = await recordStack("staging", ({ backup, ...rest }) => ({
      ...rest,
      ...(backup && { backup: { ...backup, drill: "none" } }),
    }));

    expect(recording.names().filter((name) => /drill/i.test(name))).toEqual([]);
    expect(selected(recording)).toHaveLength(4);
  });
});

it("keeps no application a second time that is no longer there", async () => {
  const { recording } = await recordStack("staging", ({ applications, ...rest }) => {
    const { appos, ...others } = applications;
    if (appos === undefined) throw new Error("staging has no appos");
    return { ...rest, applications: others };
  });

  expect(selected(recording).map(({ name }) => name)).toEqual(
    DATABASES.slice(1).map((name) => `${name}-backup`),
  );
});

/** The databases that the plan names, among whatever else it keeps. */
function selected(recording: Recording) {
  return recording.of("Selection").filter(({ name }) => name.endsWith("-postgres-backup"));
}

function rules(recording: Recording): readonly Rule[] {
  return recording.one("backup/plan:Plan").inputs["rules"] as readonly Rule[];
}
