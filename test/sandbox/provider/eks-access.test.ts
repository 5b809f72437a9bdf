import { ADMIN, ADMIN_POLICY, CLUSTER, closedShop, ENTRY, POLICY, shop } from "./eks-cluster";
import { plugin, type Plugin } from "./plugin";

describe("who may use a cluster in the simulated cloud", () => {
  let aws: Plugin;
  beforeEach(async () => {
    aws = await plugin("aws");
  });

  it("gives rights to roles that it knows, and knows each once", async () => {
    await closedShop(aws);

    await expect(aws.create(POLICY, "admin", ADMIN_POLICY)).rejects.toThrow(
      "ResourceNotFoundException: The specified principalArn could not be found.",
    );
    const entry = await aws.create(ENTRY, "admin", ADMIN);
    expect(entry.id).toBe("shop:arn:aws:iam::333333333333:role/platform-prod");
    await expect(aws.create(ENTRY, "again", ADMIN)).rejects.toThrow(
      "already in use on this cluster",
    );
    const policy = await aws.create(POLICY, "admin", ADMIN_POLICY);
    await expect(
      aws.create(POLICY, "other", { ...ADMIN_POLICY, policyArn: "arn:aws:iam::aws:policy/Admin" }),
    ).rejects.toThrow("The specified policyArn could not be found");
    await aws.delete(ENTRY, "admin", entry);
    expect((await aws.read(POLICY, "admin", policy)).id).toBe("");
  });

  it.each([
    [ENTRY, ADMIN],
    [POLICY, ADMIN_POLICY],
  ])("has no %s without a cluster", async (type, inputs) => {
    await expect(aws.create(type, "admin", inputs)).rejects.toThrow(
      "ResourceNotFoundException: No cluster found for name: shop.",
    );
  });

  it("has no entries where a ConfigMap says who may", async () => {
    await aws.create(CLUSTER, "eks", {
      ...(await shop(aws)),
      accessConfig: { authenticationMode: "CONFIG_MAP" },
    });

    await expect(aws.create(ENTRY, "admin", ADMIN)).rejects.toThrow(
      "authentication mode must be set to one of [API, API_AND_CONFIG_MAP]",
    );
  });
});
