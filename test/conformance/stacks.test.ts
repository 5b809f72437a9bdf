import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";

import type { Environment } from "../../config/schema";
import { Lab } from "../support/lab";
import { type Cluster, cluster } from "./harness/cluster";
import { read } from "./harness/provide";

/** What an exported state holds of one resource. */
interface Resource {
  readonly type: string;
  readonly custom: boolean;
  readonly inputs: Readonly<Record<string, unknown>>;
  readonly outputs: Readonly<Record<string, unknown>>;
  readonly initErrors?: readonly string[];
}

type Identified = Parameters<typeof read>[1];

describe("judged by the API server", () => {
  let here: Cluster;
  beforeAll(async () => {
    here = await cluster();
  });

  describe.each<{ stack: Environment; before: readonly Environment[]; least: number }>([
    { stack: "dev", before: [], least: 100 },
    { stack: "staging", before: [], least: 150 },
    // Production takes what has served staging, which is brought up on the simulated cluster.
    { stack: "prod", before: ["staging"], least: 150 },
  ])("$stack", ({ stack, before, least }) => {
    const lab = new Lab();
    let resources: readonly Resource[] = [];
    beforeAll(async () => {
      await here.fresh();
      for (const earlier of before) await up(lab, earlier);
      if (before.length > 0) lab.sandbox("clock", "set", "48h");
    });
    afterAll(() => {
      lab.remove();
    });

    it("is taken whole, in its real order, without a warning", async () => {
      const { code, text } = await up(lab.as({ SANDBOX_CLUSTER: here.kubeconfig }), stack);

      expect(code === 0 ? "" : text).toBe("");
      expect(warnings(lab)).toEqual([]);
      resources = await objectsOf(lab, stack);
      expect(resources.length).toBeGreaterThan(least);
      expect(resources.flatMap(({ initErrors = [] }) => initErrors)).toEqual([]);
    });

    it("stands on the server as the state says", async () => {
      for (const { outputs } of resources) {
        const live = await read(here.api, outputs as unknown as Identified);
        expect(live?.metadata?.uid).toBe((outputs["metadata"] as { uid: string }).uid);
      }
    });

    it("has nothing to change afterwards, and nobody has changed it", async () => {
      const again = await lab.pulumi("preview", "--expect-no-changes", "--stack", stack);
      const drift = await lab.pulumi(
        ...["refresh", "--preview-only", "--expect-no-changes", "--diff", "--stack", stack],
      );

      expect(again.code === 0 ? "" : again.text).toBe("");
      expect(drift.code === 0 ? "" : drift.text).toBe("");
    });
  });
});

function up(lab: Lab, stack: Environment) {
  return lab.pulumi("up", "--yes", "--skip-preview", "--stack", stack);
}

function warnings(lab: Lab): readonly string[] {
  const file = join(lab.directory, "cloud", "warnings.jsonl");
  return existsSync(file) ? readFileSync(file, "utf8").trim().split("\n") : [];
}

async function objectsOf(lab: Lab, stack: Environment): Promise<readonly Resource[]> {
  const { stdout } = await lab.pulumi("stack", "export", "--stack", stack);
  const { deployment } = JSON.parse(stdout) as { deployment: { resources: readonly Resource[] } };
  return deployment.resources.filter(
    ({ type, custom }) => custom && type.startsWith("kubernetes:"),
  );
}
