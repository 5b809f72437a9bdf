import { Secret, type Props } from "../../../sandbox/provider/values";
import { onDisk } from "../temporary";
import { plugin, type Plugin } from "./plugin";

const PASSWORD = "random:index/randomPassword:RandomPassword";

describe("the simulated random provider", () => {
  let random: Plugin;
  beforeEach(async () => {
    random = await plugin("random");
  });

  it("makes passwords of the wanted kind, secret and only in the state", async () => {
    const given = { length: 40, special: true, overrideSpecial: "-_", minSpecial: 3, upper: false };

    const { id, properties } = await random.create(PASSWORD, "p", given);

    const { value } = properties["result"] as { value: string };
    expect(id).toBe("none");
    expect(value).toMatch(/^[a-z0-9_-]{40}$/);
    expect(value.replaceAll(/[^_-]/g, "").length).toBeGreaterThanOrEqual(3);
    expect(properties["bcryptHash"]).toBeInstanceOf(Secret);
    expect(onDisk(random.sandbox)).not.toContain(value);
  });

  it("refuses a length below the minima", async () => {
    expect(
      (await random.check(PASSWORD, "p", { length: 4, minLower: 3, minUpper: 2 })).failures,
    ).toEqual(["length: must be at least 1 and at least the sum of all minima"]);
  });

  it("replaces on every change and reads back what the state says", async () => {
    const old = await random.create(PASSWORD, "p", { length: 20, keepers: { date: "2026-01-01" } });

    expect(
      await random.diff(PASSWORD, "p", old, { length: 20, keepers: { date: "2026-02-01" } }),
    ).toMatchObject({
      replaces: ["keepers.date"],
      deleteBeforeReplace: false,
    });
    expect(await random.read(PASSWORD, "p", old)).toEqual(old);
    await expect(random.read(PASSWORD, "p", { id: "none" })).rejects.toThrow("cannot be imported");
  });

  it.each<[string, Props, Props]>([
    [
      "RandomId",
      { byteLength: 2, prefix: "a-" },
      { hex: expect.stringMatching(/^a-[0-9a-f]{4}$/) as string },
    ],
    ["RandomInteger", { min: 3, max: 3 }, { result: 3 }],
    [
      "RandomString",
      { length: 3, lower: false, numeric: false, special: false },
      { result: expect.stringMatching(/^[A-Z]{3}$/) as string },
    ],
    ["RandomShuffle", { inputs: ["a"], resultCount: 1 }, { results: ["a"] }],
    ["RandomUuid", {}, { result: expect.stringMatching(/^[0-9a-f-]{36}$/) as string }],
    ["RandomPet", { length: 1, prefix: "p" }, { length: 1, separator: "-" }],
  ])("makes a %s", async (kind, inputs, outputs) => {
    const type = `random:index/${kind.charAt(0).toLowerCase()}${kind.slice(1)}:${kind}`;

    expect((await random.create(type, "it", inputs)).properties).toMatchObject(outputs);
  });
});
