import { plugin, type Plugin } from "./plugin";

const INSTANCE = "aws:rds/instance:Instance";
const GIVEN = { instanceClass: "db.t4g.micro", engine: "postgres", engineVersion: "16" };

describe("databases that are restored in the simulated AWS", () => {
  let aws: Plugin;
  beforeEach(async () => {
    aws = await plugin("aws");
  });

  const restore = (source: string) =>
    aws.create(INSTANCE, "r1", {
      ...{ ...GIVEN, identifier: "r1" },
      restoreToPointInTime: {
        sourceDbInstanceIdentifier: source,
        restoreTime: "2026-11-20T03:00:00Z",
      },
    });

  it("come from an instance that is there, and outlive it", async () => {
    await expect(restore("appos")).rejects.toThrow(
      "DBInstanceNotFound: DBInstance appos not found.",
    );

    const source = { ...GIVEN, identifier: "appos", skipFinalSnapshot: true };
    const appos = await aws.create(INSTANCE, "appos", source);
    const restored = await restore("appos");
    await aws.delete(INSTANCE, "appos", appos);

    const next = { ...restored.inputs, multiAz: true };
    expect((await aws.update(INSTANCE, "r1", restored, next)).properties).toMatchObject({
      multiAz: true,
    });
  });

  it("change their major version only when that is meant", async () => {
    const given = { ...GIVEN, identifier: "appos" };
    const appos = await aws.create(INSTANCE, "appos", given);
    const newer = { ...given, engineVersion: "17" };

    await expect(aws.update(INSTANCE, "appos", appos, newer)).rejects.toThrow(
      "The AllowMajorVersionUpgrade flag must be present when upgrading to a new major version.",
    );
    const meant = { ...newer, allowMajorVersionUpgrade: true };
    expect((await aws.update(INSTANCE, "appos", appos, meant)).properties).toMatchObject({
      engineVersion: "17",
    });
  });
});
