import { readFileSync } from "node:fs";

import { artifactId } from "../../config/artifact";
import { Lab, ROOT } from "../support/lab";
import { Releases } from "../support/releases";

const digest = (n: number) => `sha256:${String(n).padStart(64, "0")}`;
const release = (n: number) => ({ images: { appos: digest(n) }, schemaHead: "0001" });
const [OLD, NEW] = [release(1), release(7)];
const [old, next] = [OLD, NEW].map(artifactId) as [string, string];

describe("the deploy command, when a release serves and fails its last check", () => {
  const lab = new Lab();
  const artifacts = { [old]: OLD, [next]: NEW };
  const appos = new Releases(lab, "dev", { strategy: "blueGreen", artifacts });
  const deploy = (active: string, afterFailedConfirm: string) => {
    const file = appos.file({ active, afterFailedConfirm });
    const engine = ["--cwd", ROOT, "--skip-preview", ...file.slice(2)];
    return lab.deploy("up", "--stack", "dev", "--", ...engine);
  };
  const active = () =>
    /active: "([0-9a-f]{12})"/.exec(readFileSync(`${lab.directory}/Pulumi.dev.yaml`, "utf8"))?.[1];
  let [first, second] = ["", ""];
  beforeAll(async () => {
    await appos.up({ active: old });
    first = (await appos.serving()).named;
  });
  afterAll(() => {
    lab.remove();
  });

  it("says what serves, what failed and why, and how to go back, where the settings leave it", async () => {
    appos.fails("Job", "appos-confirm");
    const { code, text } = await deploy(next, "leave");
    second = (await appos.serving()).inside;

    expect(code).not.toBe(0);
    expect(second).not.toBe(first);
    expect(text).toContain(`appos: serves ${second}\n  failed: Job appos-confirm\n`);
    expect(text).toMatch(/ {4}Pod appos-confirm-\w+: main: CrashLoopBackOff: the sandbox was told/);
    expect(text).toContain(`to go back: make rollback APP=appos TO=${old} STACK=dev\n`);
    expect(active()).toBe(next);
    expect((await appos.serving()).named).toBe(first);
  });

  it("LOS-79 LIFE-66 pins what served before and runs that, where the settings say so", async () => {
    appos.fails("Job", "appos-confirm");
    const { code, text } = await deploy(next, "rollBack");

    expect(code).not.toBe(0);
    expect(text).toContain(`Pulumi.dev.yaml pins ${old} again: commit it. Running it now\n`);
    expect(active()).toBe(old);
    expect(await appos.serving()).toEqual({ inside: first, named: first });
    expect(appos.rollouts("Deployment", "backend")).toEqual([first]);
  });

  it("says nothing more where all is well", async () => {
    const { code, text } = await deploy(next, "rollBack");

    expect(code).toBe(0);
    expect(text).not.toContain("serves");
    expect((await appos.serving()).inside).toBe(second);
  });
});
