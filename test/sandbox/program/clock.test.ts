import { execFileSync } from "node:child_process";
import { mkdirSync, writeFileSync } from "node:fs";
import { dirname, join, resolve } from "node:path";

import { buildSync } from "esbuild";

import { setOffset } from "../../../sandbox/cloud/clock";
import { temporary } from "../temporary";

const DAY = 86_400_000;
/** What a program sees of its clock. */
const SCRIPT = `
  const dates = [Date.now(), +new Date(), +new Date(5), +new Date("1970-01-02"), +new Date(1970, 0, 2, 3)];
  console.log(JSON.stringify([...dates, new Date() instanceof Date, Date.UTC(1970, 0, 2)]));
`;

describe("the clock of a program in the sandbox", () => {
  it.each([
    ["the program", "node_modules/@pulumi/pulumi/cmd/run/index.js", 2],
    ["what promotes", ".cache/dist/deploy.js", 2],
    ["no plugin, which knows the cloud's clock itself", "home/plugins/pulumi-resource-aws", 0],
  ])("moves with the cloud's for %s", (_title, script, days) => {
    const before = Date.now() + days * DAY;
    const [now = 0, made = 0, ...rest] = seen(script);

    for (const instant of [now, made]) {
      expect(instant).toBeGreaterThanOrEqual(before);
      expect(instant).toBeLessThan(before + DAY);
    }
    expect(rest).toEqual([5, DAY, +new Date(1970, 0, 2, 3), true, DAY]);
  });
});

function seen(script: string): number[] {
  const sandbox = temporary();
  const [file, clock] = [join(sandbox, script), join(sandbox, "clock.js")];
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, SCRIPT);
  setOffset(sandbox, "2d");
  const entry = resolve(__dirname, "../../../sandbox/program/clock.ts");
  const bundled = { bundle: true, platform: "node", outfile: clock } as const;
  buildSync({ ...bundled, entryPoints: [entry], logLevel: "error" });
  const env = { ...process.env, SANDBOX_DIR: sandbox };
  const args = ["--require", clock, file];
  return JSON.parse(execFileSync(process.execPath, args, { env, encoding: "utf8" })) as number[];
}
