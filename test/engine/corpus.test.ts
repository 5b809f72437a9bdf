import { execFileSync } from "node:child_process";
import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";

import { secretsInState } from "../../audit/secrets-in-state";
import { CORPUS, PROGRAM, recorded, recordPreview, spelt } from "../support/corpus";
import { Lab, ROOT } from "../support/lab";

/** RECORD=1 writes the previews anew, after a new engine or a new change of the program. */
const RECORD = process.env["RECORD"] === "1";

/** Of the others it takes two minutes to know. */
const TELLING = [
  "nothing",
  "cascade",
  "replaceOldFirst",
  "retain",
  "protectError",
  "secretChanged",
  "policyUnknown",
  "policyViolation",
  "failedAtOnce",
  "everything",
];

const CHANGES = execFileSync(
  join(ROOT, "node_modules/.bin/node"),
  [join(ROOT, "test/fixtures/changes/index.js")],
  { env: { ...process.env, CHANGE: "list" }, encoding: "utf8" },
).split("\n");

describe("the recorded previews", () => {
  const lab = new Lab();
  let secrets: readonly string[] = [];
  beforeAll(async () => {
    const { code, text } = await lab.pulumi("up", "--yes", "--skip-preview", ...PROGRAM);
    if (code !== 0) throw new Error(text);
    const state = await lab.pulumi("stack", "export", "--show-secrets", ...PROGRAM);
    secrets = [...secretsInState(JSON.parse(state.stdout)), "corpus-token-after"];
    mkdirSync(CORPUS, { recursive: true });
  });
  afterAll(() => {
    lab.remove();
  });

  it.each(RECORD ? CHANGES : TELLING)("are what the engine says today of: %s", async (change) => {
    const text = spelt(await recordPreview(lab, change, secrets));
    const file = join(CORPUS, `${change}.json`);
    if (RECORD) writeFileSync(file, text);

    expect(existsSync(file) && readFileSync(file, "utf8")).toBe(text);
  });

  it("are those and no others", () => {
    expect(recorded().sort()).toEqual([...CHANGES].sort());
  });
});
