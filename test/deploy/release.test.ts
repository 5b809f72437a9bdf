import { artifactId } from "../../config/artifact";
import { settingsIn } from "../../deploy/pin";
import { promote, rollback } from "../../deploy/release";
import { ARTIFACT, around, DIGEST, ID, OLD, SERVING } from "./around";

describe("promote", () => {
  it("pins what the other stack serves, and says what that is and for how long", async () => {
    const { files, asked, surroundings } = around();

    expect(await promote("appos", "staging", "prod", surroundings)).toBe(
      [
        "appos  staging → prod",
        `  artifact  ${ID}, in place of ${OLD}`,
        `  image     appos ${DIGEST}`,
        "  schema    0002, in place of 0001",
        "  verified  2026-11-19T10:00:00Z in staging, served for 26 h of 24\n",
      ].join("\n"),
    );
    expect(asked).toEqual(["stack output --json --stack staging"]);
    expect([...files.keys()]).toEqual(["prod"]);
    expect(settingsIn(files.get("prod") ?? "")).toMatchObject({
      applications: { appos: { artifacts: { [ID]: ARTIFACT }, active: ID, previous: OLD } },
    });
  });

  it.each([
    [
      "all of them",
      [
        { id: "0002", operations: ["drop_table", "execute"] },
        { id: "0001", operations: [] },
      ],
    ],
    ["that there are none", []],
  ])("pins what an artifact tells of its migrations: %s", async (_title, migrations) => {
    const artifact = { ...ARTIFACT, migrations };
    const id = artifactId(artifact);
    const verified = [{ artifactId: id, ...artifact, verifiedAt: "2026-11-19T10:00:00Z" }];
    const { files, surroundings } = around({ artifact: id, verified });
    await promote("appos", "staging", "prod", surroundings);

    expect(settingsIn(files.get("prod") ?? "")).toMatchObject({
      applications: { appos: { artifacts: { [id]: artifact }, active: id } },
    });
  });

  it("says until when the preview refuses what is too young", async () => {
    const { surroundings } = around(SERVING, { now: "2026-11-19T13:00:00.000Z" });

    expect(await promote("appos", "staging", "prod", surroundings)).toContain(
      "served for 3 h of 24: refused until 2026-11-20T10:00:00Z\n",
    );
  });

  it("asks for no soak where nothing is promised", async () => {
    const { surroundings } = around();

    expect(await promote("appos", "dev", "staging", surroundings)).toContain("served for 26 h\n");
  });

  it("refuses what runs already", async () => {
    const { files, surroundings } = around();
    await promote("appos", "staging", "prod", surroundings);
    const pinned = files.get("prod");

    await expect(promote("appos", "staging", "prod", surroundings)).rejects.toThrow(
      `nothing to do: prod runs ${ID} of appos already`,
    );
    expect(files.get("prod")).toBe(pinned);
  });
});

describe("rollback", () => {
  it("pins what the file still keeps, and asks no stack", async () => {
    const { files, asked, surroundings } = around();
    await promote("appos", "staging", "prod", surroundings);

    expect(rollback("appos", OLD, "prod", surroundings)).toBe(
      [
        "appos  back in prod",
        `  artifact  ${OLD}, in place of ${ID}`,
        `  image     appos sha256:${"1".padStart(64, "0")}`,
        "  schema    0001, in place of 0002\n",
      ].join("\n"),
    );
    expect(asked).toHaveLength(1);
    expect(settingsIn(files.get("prod") ?? "")).toMatchObject({
      applications: { appos: { active: OLD, previous: ID } },
    });
  });

  it.each([
    [
      "what the file no longer keeps",
      "0123456789ab",
      `prod keeps ${OLD} of appos; got 0123456789ab`,
    ],
    ["nothing", "", `prod keeps ${OLD} of appos; got none`],
    ["a word of the language", "constructor", `prod keeps ${OLD} of appos; got constructor`],
    ["what runs already", OLD, `nothing to do: prod runs ${OLD} of appos already`],
  ])("refuses %s, and writes nothing", (_title, id, words) => {
    const { files, surroundings } = around();

    expect(() => rollback("appos", id, "prod", surroundings)).toThrow(words);
    expect(files.size).toBe(0);
  });
});
