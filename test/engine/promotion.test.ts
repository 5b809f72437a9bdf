import type { Environment } from "../../config/schema";
import { artifactId } from "../../config/artifact";
import { Lab, type Settings } from "../support/lab";
import { imported } from "../support/proof";

const digest = (n: number) => `sha256:${String(n).padStart(64, "0")}`;
const release = (n: number) => ({ images: { appos: digest(n) }, schemaHead: "0001" });
const [OLD, NEW, NEVER] = [release(1), release(7), release(8)];
const [old, next, never] = [OLD, NEW, NEVER].map(artifactId) as [string, string, string];
const KEPT = { [old]: OLD, [next]: NEW, [never]: NEVER };

describe("LIFE-58 prod runs what has served staging for a day", () => {
  const lab = new Lab();
  const at = (hours: number) => lab.sandbox("clock", "set", `${hours}h`);
  const running = (active: string, further?: (settings: Settings) => void) => (s: Settings) => {
    Object.assign(s.applications["appos"] ?? {}, { artifacts: KEPT, active });
    further?.(s);
  };
  const pinning = (stack: Environment, ...change: Parameters<typeof running>) =>
    lab.appos(stack, running(...change));
  const up = (file: readonly string[]) => lab.pulumi("up", "--yes", "--skip-preview", ...file);
  const preview = (...change: Parameters<typeof running>) =>
    lab.pulumi("preview", ...pinning("prod", ...change));
  const appos = async (stack: Environment) => {
    const { stdout } = await lab.pulumi("stack", "output", "--json", "--stack", stack);
    return (JSON.parse(stdout) as { applications: { appos: Told } }).applications.appos;
  };
  beforeAll(async () => {
    at(-96);
    await up(pinning("staging", old));
    at(-60);
    await up(pinning("prod", old));
    at(-12);
    await up(pinning("dev", next));
    const file = lab.appos("staging"); // as it was committed
    await lab.deploy("promote", "--app", "appos", "--from", "dev", "--to", "staging");
    await up(file);
    at(0);
  });
  afterAll(() => {
    lab.remove();
  });

  it("tells in staging since when each artifact served, by the cluster's clock", async () => {
    const { artifact, verified } = await appos("staging");

    expect(artifact).toBe(next);
    expect(verified).toEqual([
      { artifactId: next, ...NEW, verifiedAt: ago(12) },
      { artifactId: old, ...OLD, verifiedAt: ago(96), replacedAt: ago(12) },
    ]);
  });

  it("leaves prod alone when staging moves on", async () => {
    const { code, text } = await lab.pulumi(
      ...["preview", "--expect-no-changes", ...pinning("prod", old)],
    );

    expect(text).not.toMatch(/error:|→/);
    expect(code).toBe(0);
  });

  it.each([
    [
      "too young",
      next,
      undefined,
      /staging has served it for 12 of 24 hours: wait until 20\S+Z, or/,
    ],
    ["never seen there", never, undefined, /staging has not verified it: bring it up there with/],
    ["urgent, under a waiver that has expired", next, "2026-01-01", /it for 12 of 24 hours: wait/],
  ])("refuses an artifact that is %s", async (_title, id, expires, words) => {
    const { code, text } = await preview(id, expires === undefined ? expires : hotfix(expires));

    expect(text).toMatch(words);
    expect(text).toContain(`subject appos; got ${id}\n`);
    expect(text).toContain("→ at applications.appos.active");
    expect(text).toMatch(/Resources:\n +1 unchanged\n +1 errored\n/); // nothing but the stack itself
    expect(code).not.toBe(0);
  });

  it("takes one that is urgent under a waiver, and says so", async () => {
    const { code, text } = await preview(next, hotfix("2999-01-01"));

    expect(text).toContain(
      `appos: ${old} → ${next} (hotfix): waiver OPS-9 until 2999-01-01: nobody can log in`,
    );
    expect(code).toBe(0);
  });

  it("takes one that has soaked, pinned by one command, and keeps why", async () => {
    at(13);
    const file = lab.appos("prod"); // as it was committed
    const command = ["promote", "--app", "appos", "--from", "staging", "--to", "prod"];
    const promoted = await lab.deploy(...command);
    expect(promoted.text).toMatch(/served for 25 h of 24$/m);

    const { code, text } = await up(file);
    const line = `staging verified it at ${(await appos("staging")).verified[0]?.verifiedAt ?? ""}`;
    expect(text).toContain(`appos: ${old} → ${next} (soaked): ${line}, served for 25 h\n`);
    expect(code).toBe(0);
    expect((await appos("prod")).promotion).toEqual({
      ...{ from: old, to: next, why: "soaked" },
      evidence: `${line}, served for 25 h`,
    });
    expect((await lab.deploy(...command)).text).toBe(
      `refused: nothing to do: prod runs ${next} of appos already\n`,
    );
  });

  it("goes back to what prod itself has served, whatever became of staging", async () => {
    await lab.pulumi("stack", "rm", "staging", "--force", "--yes");
    const back = ["rollback", "--app", "appos", "--to", old, "--stack", "prod"];
    expect((await lab.deploy(...back)).text).toContain(`${old}, in place of ${next}`);
    const file = ["--stack", "prod", "--config-file", `${lab.directory}/Pulumi.prod.yaml`];

    const { code, text } = await lab.pulumi("preview", ...file);
    expect(text).toContain(`appos: ${next} → ${old} (rollback): this stack served it before`);
    expect(code).toBe(0);
  });

  it("takes nothing new once staging is gone", async () => {
    expect((await preview(never)).text).toMatch(
      /staging proves nothing \(unknown stack "organization\/platform\/staging"\): bring it up/,
    );
  });

  it("changes the release of one application in one update", async () => {
    const serving = {
      appos: await appos("prod"),
      lifeos: { artifact: "3e85e4916211", rollout: "0" },
    };
    await imported(lab, "prod", { applications: serving });
    const file = lab.settings("prod", (s) => {
      const { appos, lifeos } = s.applications;
      s.applications = { appos: appos ?? {}, lifeos: lifeos ?? {} };
    });
    const { text } = await lab.pulumi("preview", "--stack", "prod", "--config-file", file);

    expect(text).toContain("update them one after the other, or add a waiver of kind rule");
    expect(text).toContain("subject applications; got appos, lifeos\n");
    expect(text).toContain("→ at applications\n");
  });
});

interface Told {
  readonly artifact: string;
  readonly verified: readonly { readonly verifiedAt: string }[];
  readonly promotion?: object;
}

/** An instant so many hours ago, to within the minutes that a slow machine takes. */
function ago(hours: number): unknown {
  const day = new Date(Date.now() - hours * 3_600_000).toISOString().slice(0, 10);
  return expect.stringMatching(new RegExp(`^${day}T[0-9:]{8}Z$`));
}

function hotfix(expires: string) {
  return (settings: Settings) => {
    const why = { reason: "nobody can log in", ticket: "OPS-9", expires };
    settings["waivers"] = [{ kind: "hotfix", subject: "appos", ...why }];
  };
}
