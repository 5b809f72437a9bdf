import { type SpawnSyncReturns, spawnSync } from "node:child_process";
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

import { specs } from "../../../apps";
import { DUMP_OPTIONS, DUMP_SCRIPT } from "../../../components/data/dump-script";

/** What the tools of the image do in these tests, each as a script of its own. */
const TOOLS = {
  psql: "echo 4096",
  pg_dump: 'echo "pg_dump $*" >> "$HOME/calls"; printf "a whole dump"',
  aws: `
    echo "aws $*" >> "$HOME/calls"
    case "$2" in
      cp) exec node -e '
        let whole = "";
        process.stdin.on("data", (part) => (whole += part));
        process.stdin.on("end", () => require("fs").writeFileSync("stored", whole));' ;;
      *) stat -c %s stored 2> /dev/null || echo None ;;
    esac`,
};

describe("the script that dumps a database", () => {
  let home: string;
  beforeEach(() => {
    home = mkdtempSync(join(tmpdir(), "platform-dump-"));
  });
  afterEach(() => {
    rmSync(home, { recursive: true });
  });
  const run = (changed: Partial<typeof TOOLS> = {}, name = "backup_%Y.dump") => {
    for (const [tool, does] of Object.entries({ ...TOOLS, ...changed })) {
      writeFileSync(join(home, tool), `#!/bin/bash\n${does}\n`, { mode: 0o755 });
    }
    const place = { HOME: home, TMPDIR: home, PATH: `${home}:${process.env["PATH"] ?? ""}` };
    const env = { ...place, TZ: "Asia/Kolkata", BUCKET: "dumps", FOLDER: "appos", NAME: name };
    const args = ["-c", DUMP_SCRIPT, "dump", ...DUMP_OPTIONS.custom];
    return spawnSync("bash", args, { cwd: home, env, encoding: "utf8", timeout: 20_000 });
  };
  const calls = () => readFileSync(join(home, "calls"), "utf8").trim().split("\n").sort();
  const stored = () => existsSync(join(home, "stored"));

  it("streams a whole dump into its folder, and looks at what arrived", () => {
    const { status, stdout, stderr } = run();
    const key = `appos/backup_${new Date().getUTCFullYear()}.dump`;

    expect([status, stderr]).toEqual([0, ""]);
    expect(readFileSync(join(home, "stored"), "utf8")).toBe("a whole dump");
    expect(calls()).toEqual([
      `aws s3 cp --no-progress --expected-size 4096 - s3://dumps/${key}`,
      `aws s3api list-objects-v2 --bucket dumps --prefix ${key} --query Contents[0].Size --output text`,
      "pg_dump --no-password --format=custom",
    ]);
    expect(stdout).toBe(`12 bytes are in s3://dumps/${key}\n`);
  });

  it.each([
    ["APP-17", "appos", /^appos\/backup_\d{8}_\d{4}\.dump$/],
    ["LIFE-24", "life-os", /^appos\/backup_\d{8}_\d{6}\.sql\.gz$/],
    ["X-13", "lifeos", /^appos\/backup_\d{8}_\d{4}\.dump$/],
    ["X-13", "salitemihret", /^appos\/backup_\d{8}_\d{4}\.dump$/],
  ] as const)("%s names the dump of %s as people look for it, in UTC", (_id, app, pattern) => {
    const earliest = minute();
    const { stdout } = run({}, specs[app]?.dump.name);
    const key = /s3:\/\/dumps\/(.*)\n/.exec(stdout)?.[1] ?? "";

    expect(key).toMatch(pattern);
    expect([earliest, minute()]).toContain(key.replace(/\D/g, "").slice(0, 12));
  });

  it.each<[string, Partial<typeof TOOLS>]>([
    ["the database does not answer", { psql: "exit 2" }],
    ["the dump ends half-way", { pg_dump: 'printf "half a"; exit 1' }],
    ["the dump is killed half-way", { pg_dump: 'printf "half a"; kill -KILL $$' }],
  ])("stores nothing and fails when %s", (_what, changed) => {
    const ended = run(changed);

    expect(failed(ended)).toBe(true);
    expect(stored()).toBe(false);
  });

  it.each<[string, Partial<typeof TOOLS>]>([
    ["the bucket is closed", { aws: "exit 1" }],
    ["the upload ends half-way", { aws: '[ "$2" = cp ] && { head -c 1; exit 1; }; echo 12' }],
    ["nothing arrived", { aws: '[ "$2" = cp ] && exec cat > /dev/null; echo None' }],
    ["what arrived is empty", { aws: '[ "$2" = cp ] && exec cat > /dev/null; echo 0' }],
    ["nobody may look", { aws: '[ "$2" = cp ] && exec cat > /dev/null; exit 254' }],
  ])("fails when %s", (_what, changed) => {
    expect(failed(run(changed))).toBe(true);
  });

  it("fails when a dump that fills a pipe has nowhere to go", () => {
    expect(failed(run({ aws: "exit 1", pg_dump: "head -c 1000000 /dev/zero" }))).toBe(true);
  });

  it("leaves no copy of the data where it ran", () => {
    run();

    const files = readdirSync(home, { withFileTypes: true }).filter((entry) => entry.isFile());
    expect(files.map(({ name }) => name).filter((name) => !(name in TOOLS))).toEqual([
      "calls",
      "stored",
    ]);
  });
});

/** It ended by itself, and not well. */
function failed({ status, signal }: SpawnSyncReturns<string>): boolean {
  return signal === null && status !== 0;
}

/** Now, in UTC, as digits. */
function minute(): string {
  return new Date().toISOString().replace(/\D/g, "").slice(0, 12);
}
