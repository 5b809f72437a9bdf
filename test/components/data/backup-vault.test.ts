import type { BackupVaultArgs } from "../../../components/data/backup-vault";
import { written } from "../../support/look";
import { record } from "../../support/recorder";
import { requests } from "../shared/requests";
import { BREAK_GLASS, declareVault, stamp } from "./declared-backups";

const VAULT = "backup/vault:Vault";

/** What nobody may do, at least. */
const KEEP = {
  Sid: "Keep",
  Effect: "Deny",
  Principal: "*",
  Resource: "*",
  Action: [
    "backup:DeleteRecoveryPoint",
    "backup:UpdateRecoveryPointLifecycle",
    "backup:DeleteBackupVault",
  ],
};

describe("BackupVault", () => {
  it("lies with its key, its policy and its lock in the region that it is given", async () => {
    const { all } = await vault({}, { region: "eu-west-1" });

    const regions = all
      .filter(({ type }) => type.startsWith("aws:"))
      .map(({ name, inputs }) => [name, inputs["region"]]);
    expect(regions).toEqual(
      ["safe-types", "safe-vault", "safe-lock", "safe-policy", "safe-alias", "safe-key"].map(
        (name) => [name, "eu-west-1"],
      ),
    );
  });

  it("goes by a name that stays, under a key that is its own", async () => {
    const recording = await vault();

    expect(recording.one(VAULT).inputs).toEqual({
      name: "platform-safe",
      region: "eu-central-1",
      kmsKeyArn: "arn:safe-key",
      forceDestroy: false,
      tags: stamp,
    });
    expect(recording.one("kms/key:Key").inputs["description"]).toBe(
      "Recovery points in eu-central-1",
    );
  });

  it("is kept with its lock, and outlives the stack with its key, while it is durable", async () => {
    const durable = await vault();
    const disposable = await vault({}, { lifecycle: "disposable" });

    const kept = [VAULT, "VaultLockConfiguration", "kms/key:Key"];
    for (const type of kept) {
      expect(durable.one(type)).toMatchObject({
        protect: true,
        beforeDelete: ["refuse-destruction"],
      });
      expect(disposable.one(type)).toMatchObject({ protect: false, beforeDelete: [] });
    }
    expect(kept.map((type) => durable.one(type).retainOnDelete)).toEqual([true, false, true]);
    expect(disposable.all.filter(({ retainOnDelete }) => retainOnDelete)).toEqual([]);
  });

  it.each<[string, BackupVaultArgs["settings"]["lock"], object]>([
    [
      "for as long as nobody lifts it",
      { kind: "governance", minDays: 7, maxDays: 90 },
      { minRetentionDays: 7, maxRetentionDays: 90, changeableForDays: undefined },
    ],
    [
      "for ever, once the days to think again are over",
      { kind: "compliance", minDays: 30, maxDays: 365, irreversibleAfterDays: 14 },
      { minRetentionDays: 30, maxRetentionDays: 365, changeableForDays: 14 },
    ],
  ])("is locked %s", async (_long, lock, bounds) => {
    const { inputs } = (await vault({ lock })).one("VaultLockConfiguration");

    expect(inputs["backupVaultName"]).toBe("platform-safe");
    expect({ changeableForDays: undefined, ...inputs }).toMatchObject(bounds);
  });

  it("loses its old lock before it gets a new one, since it has only one", async () => {
    const [lock] = await registered("VaultLockConfiguration");

    expect(lock?.getDeletebeforereplace()).toBe(true);
  });

  it("lets nobody delete anything, where nobody may break the glass", async () => {
    expect(await policy({})).toEqual([KEEP]);
  });

  it("lets one role delete things, or change who may, where it is named", async () => {
    expect(await policy({ breakGlassRole: BREAK_GLASS })).toEqual([
      {
        ...KEEP,
        Action: [
          ...KEEP.Action,
          "backup:PutBackupVaultAccessPolicy",
          "backup:DeleteBackupVaultAccessPolicy",
          "backup:DeleteBackupVaultLockConfiguration",
        ],
        Condition: { ArnNotEquals: { "aws:PrincipalArn": BREAK_GLASS } },
      },
    ]);
  });

  it("has AWS Backup look after databases and buckets there, and leaves other types as they are", async () => {
    const [types] = await registered("RegionSettings");

    expect((await vault()).one("RegionSettings").inputs["resourceTypeOptInPreference"]).toEqual({
      RDS: true,
      S3: true,
    });
    expect(types?.getIgnorechangesList()).toEqual(["resourceTypeOptInPreference"]);
  });

  it("registers nothing outside of itself", async () => {
    const parents = (await vault()).all.map(({ name, parent }) => [name, parent]);

    expect(parents).toEqual([
      ["safe-types", "safe"],
      ["safe-vault", "safe"],
      ["safe-lock", "safe"],
      ["safe-policy", "safe"],
      ["safe-alias", "safe"],
      ["safe-key", "safe"],
      ["safe", ""],
      ["safe", "safe"],
    ]);
  });
});

function vault(...args: Parameters<typeof declareVault>) {
  return record(() => declareVault(...args));
}

async function registered(kind: string) {
  const all = await requests(() => declareVault());
  return all.filter((request) => request.getType().endsWith(`:${kind}`));
}

async function policy(settings: Partial<BackupVaultArgs["settings"]>): Promise<unknown> {
  const { inputs } = (await vault(settings)).one("VaultPolicy");
  return written(inputs["policy"]);
}
