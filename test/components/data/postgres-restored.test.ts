import { postgres } from "./declared-stores";

const SERVING = { version: "16", mode: "readWrite", serving: true } as const;

describe("a database that is restored beside the one that serves", () => {
  const point = { sourceDbInstanceIdentifier: "appos", restoreTime: "2026-11-20T03:00:00Z" };

  it.each([{ snapshotIdentifier: "rds:appos-2026-11-20" }, { restoreToPointInTime: point }])(
    "begins with what was backed up: %j",
    async (restored) => {
      const change = { instance: { ...SERVING, serving: false }, restored };
      const { inputs } = (await postgres({}, change)).one("rds/instance:Instance");

      expect(inputs).toMatchObject({
        ...restored,
        identifier: "store",
        dbName: "appos_core",
        engineVersion: "16",
        manageMasterUserPassword: true,
        // Where RDS would otherwise put it is open to more than its clients.
        dbSubnetGroupName: "store",
        parameterGroupName: "store-parameters",
        vpcSecurityGroupIds: ["store-clients-id"],
        deletionProtection: true,
        // Nobody uses it yet, so that it may be upgraded, and at once.
        allowMajorVersionUpgrade: true,
        applyImmediately: true,
      });
    },
  );

  it("is kept by nothing where it only rehearses", async () => {
    const instance = { ...SERVING, serving: false, mode: "rehearsal" } as const;
    const { inputs, protect } = (await postgres({}, { instance })).one("rds/instance:Instance");

    expect({ ...inputs, protect }).toMatchObject({
      deletionProtection: false,
      skipFinalSnapshot: true,
      deleteAutomatedBackups: true,
      protect: false,
    });
  });
});

describe("a database that takes no more writes", () => {
  it("says so to every session that does not insist", async () => {
    const parameters = async (mode: "readOnly" | "readWrite") =>
      (await postgres({}, { instance: { ...SERVING, mode } })).one("ParameterGroup").inputs[
        "parameters"
      ];

    expect(await parameters("readOnly")).toEqual([
      ...((await parameters("readWrite")) as object[]),
      { name: "default_transaction_read_only", value: "1" },
    ]);
  });
});
