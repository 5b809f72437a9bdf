import { find, placeAt, replace } from "../../../sandbox/cloud/objects";
import type { Props } from "../../../sandbox/provider/values";
import { plugin, type Plugin, type Remembered } from "./plugin";

const VAULT = "aws:backup/vault:Vault";
const LOCK = "aws:backup/vaultLockConfiguration:VaultLockConfiguration";
const POLICY = "aws:backup/vaultPolicy:VaultPolicy";
const PLAN = "aws:backup/plan:Plan";
const SELECTION = "aws:backup/selection:Selection";
const ROLE_ARN = "arn:aws:iam::333333333333:role/backup";
const rule = (change: Props = {}): Props => ({
  rules: [
    {
      ruleName: "nightly",
      targetVaultName: "safe",
      startWindow: 60,
      completionWindow: 120,
      ...change,
    },
  ],
});
describe("AWS Backup, simulated", () => {
  let aws: Plugin;
  beforeEach(async () => {
    aws = await plugin("aws");
  });

  it("keeps vaults apart by name and region", async () => {
    const { id, properties } = await safe();
    const other = await aws.create(VAULT, "w", { name: "safe", region: "eu-west-1" });

    expect(id).toBe("safe");
    expect(properties["arn"]).toBe("arn:aws:backup:eu-central-1:333333333333:backup-vault:safe");
    expect(other.properties["arn"]).toBe("arn:aws:backup:eu-west-1:333333333333:backup-vault:safe");
    await expect(safe()).rejects.toThrow(
      "AlreadyExistsException: Backup vault with the same name already exists",
    );
  });

  it("deletes no vault that has something in it, nor anything but its settings with it", async () => {
    const vault = await safe();
    const policy = await aws.create(POLICY, "p", { backupVaultName: "safe", policy: "{}" });
    expect(policy.properties["backupVaultArn"]).toBe(vault.properties["arn"]);
    const place = placeAt(aws.sandbox, "aws", "333333333333", "eu-central-1");
    const holding = (recoveryPoints: number) => {
      const object = find(place, VAULT, "safe");
      if (object === undefined) throw new Error("no vault");
      replace(place, { ...object, outputs: { ...object.outputs, recoveryPoints } });
    };

    holding(3);
    await expect(aws.delete(VAULT, "v", vault)).rejects.toThrow(
      "InvalidRequestException: Backup vault cannot be deleted because it contains recovery points.",
    );
    holding(0);
    await aws.delete(VAULT, "v", vault);
    expect(find(place, VAULT, "safe")).toBeUndefined();
    expect(find(place, POLICY, "safe")).toBeUndefined();
  });

  it.each<[string, string, Props, string]>([
    [
      "a policy of no vault",
      POLICY,
      { backupVaultName: "safe", policy: "{}" },
      "Backup vault safe does not exist",
    ],
    ["a lock of no vault", LOCK, { backupVaultName: "safe" }, "Backup vault safe does not exist"],
    ["a plan for no vault", PLAN, rule(), "Backup vault safe does not exist"],
    [
      "a vault under no key",
      VAULT,
      { kmsKeyArn: "arn:aws:kms:eu-central-1:333333333333:key/k" },
      "Key 'k' does not exist",
    ],
    [
      "a selection of no plan",
      SELECTION,
      { planId: "p", iamRoleArn: ROLE_ARN },
      "Cannot find Backup plan with ID p",
    ],
  ])("refuses %s", async (_what, type, inputs, words) => {
    await expect(aws.create(type, "x", inputs)).rejects.toThrow(words);
  });

  it("refuses a copy to a vault that is not in the other region", async () => {
    await safe();
    const to = (region: string) =>
      rule({
        copyActions: [
          { destinationVaultArn: `arn:aws:backup:${region}:333333333333:backup-vault:far` },
        ],
      });
    await aws.create(VAULT, "w", { name: "far", region: "eu-west-1" });

    await expect(aws.create(PLAN, "p", to("eu-west-1"))).resolves.toBeDefined();
    await expect(aws.create(PLAN, "p", to("eu-west-2"))).rejects.toThrow(
      "Backup vault far does not exist",
    );
  });

  it("lets nobody but a role that exists back something up", async () => {
    await safe();
    const plan = await aws.create(PLAN, "p", rule());
    const selection = { planId: plan.id, iamRoleArn: ROLE_ARN, resources: ["arn:aws:rds:db"] };

    await expect(aws.create(SELECTION, "s", selection)).rejects.toThrow(
      "IAM Role backup cannot be assumed by AWS Backup",
    );
    await aws.create("aws:iam/role:Role", "r", { name: "backup", assumeRolePolicy: "{}" });
    await expect(aws.create(SELECTION, "s", selection)).resolves.toBeDefined();
  });

  it.each<[string, Props, string]>([
    ["of no days", { minRetentionDays: 0 }, "minRetentionDays: must be between 1 and 36500"],
    [
      "of more than a century",
      { maxRetentionDays: 36_501 },
      "maxRetentionDays: must be between 1 and 36500",
    ],
    [
      "for ever within two days",
      { changeableForDays: 2 },
      "changeableForDays: must be between 3 and 36500",
    ],
  ])("takes no lock %s", async (_what, bounds, failure) => {
    const { failures } = await aws.check(LOCK, "l", { backupVaultName: "safe", ...bounds });

    expect(failures).toEqual([failure]);
  });

  it("takes no lock that would keep nothing, and replaces one that changes", async () => {
    await safe();
    const bounds = { backupVaultName: "safe", minRetentionDays: 7, maxRetentionDays: 30 };

    await expect(aws.create(LOCK, "l", { ...bounds, maxRetentionDays: 6 })).rejects.toThrow(
      "Max retention days cannot be less than min retention days",
    );
    const lock = await aws.create(LOCK, "l", bounds);
    expect(await aws.diff(LOCK, "l", lock, { ...bounds, minRetentionDays: 8 })).toMatchObject({
      replaces: ["minRetentionDays"],
    });
  });

  it.each<[string, Props]>([
    ["begin within half an hour", { startWindow: 30 }],
    ["end half an hour after they began", { completionWindow: 90 }],
  ])("has no backups that %s", async (_what, change) => {
    await safe();

    await expect(aws.create(PLAN, "p", rule(change))).rejects.toThrow(
      "Start window must be at least 60 minutes, and completion window at least 60 minutes longer",
    );
  });

  it.each<[string, string, Props, string]>([
    ["a vault", VAULT, { name: "a" }, "2 to 50 letters, digits, hyphens and underscores"],
    [
      "a plan",
      PLAN,
      { ...rule(), name: "our plan" },
      "1 to 50 letters, digits, hyphens, underscores and dots",
    ],
    [
      "a selection",
      SELECTION,
      { name: "all of it", planId: "p", iamRoleArn: ROLE_ARN },
      "1 to 50 letters, digits, hyphens, underscores and dots",
    ],
  ])("takes no other name for %s", async (_what, type, inputs, form) => {
    expect((await aws.check(type, "x", inputs)).failures).toEqual([`name: takes ${form}`]);
  });

  function safe(): Promise<Remembered> {
    return aws.create(VAULT, "v", { name: "safe" });
  }
});
