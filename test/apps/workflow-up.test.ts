import { runInNewContext } from "node:vm";

import { report } from "../../audit/report/report";
import { corpus } from "../support/corpus";
import { jobs, stepsOf, WORKFLOWS } from "../support/workflows";

describe("what is merged", () => {
  const up = WORKFLOWS.get("up.yml")?.jobs ?? {};

  it.each([
    ["dev", "dev", []],
    ["staging", "staging", ["plan-dev", "dev"]],
    ["prod", "production", ["plan-staging", "staging"]],
  ])(
    "reaches %s as its preview on main was approved, and after the one before",
    (stack, environment, before) => {
      const { [`plan-${stack}`]: plan, [stack]: apply } = up;

      expect(plan?.needs).toEqual(before);
      expect(apply?.needs).toEqual([`plan-${stack}`]);
      expect(apply?.steps.at(-1)?.with).toMatchObject({
        ...{ stack, environment, intent: `\${{ needs.plan-${stack}.outputs.intent }}` },
      });
      expect(plan?.outputs["intent"]).toBe("${{ steps.preview.outputs.intent }}");
      const [run = ""] = stepsOf(apply?.steps ?? []).flatMap(({ run: one = "" }) =>
        one.includes("deploy.js apply") ? [one] : [],
      );
      expect(run).toMatch(
        /--approved approved\/preview\.json --as "\$INTENT" --ledger "s3:\/\/\$EVIDENCE_BUCKET"/,
      );
    },
  );

  /** Whether GitHub starts a job after these ended so; expressions of this kind read the same in JavaScript. */
  const starts = (name: string, ended: Readonly<Record<string, readonly [string, string?]>>) => {
    const [, expression = ""] = /^\$\{\{ ([^]*) \}\}$/.exec(up[name]?.if ?? "") ?? [];
    const needs = Object.fromEntries(
      (up[name]?.needs ?? []).map((job) => {
        const [result = "skipped", word = ""] = ended[job] ?? [];
        return [job, { result, outputs: { word } }];
      }),
    );
    const script = expression.replace(/needs\.([\w-]+)/g, 'needs["$1"]');
    return runInNewContext(script, { needs, cancelled: () => false }) as boolean;
  };
  const nothing = report(corpus("nothing")).word;

  it.each([
    ["has changed it", ["success", "changes"], ["success"], true, true],
    ["need not change it", ["success", nothing], ["skipped"], false, true],
    ["gave up its place to a newer commit", ["success", "changes"], ["cancelled"], true, false],
    ["was refused", ["success", "changes"], ["failure"], true, false],
    ["was never entered", ["success", "changes"], ["skipped"], true, false],
    ["could not be previewed", ["failure"], ["skipped"], false, false],
    ["was not previewed, for a newer commit's sake", ["cancelled"], ["skipped"], false, false],
  ] as const)(
    "goes on to the next stack only where the last %s",
    (_title, plan, own, runs, next) => {
      for (const [stack, after] of [
        ["dev", "staging"],
        ["staging", "prod"],
      ] as const) {
        expect(starts(stack, { [`plan-${stack}`]: plan })).toBe(runs);
        expect(starts(`plan-${after}`, { [`plan-${stack}`]: plan, [stack]: own })).toBe(next);
      }
      expect(starts("prod", { "plan-prod": plan })).toBe(runs);
    },
  );

  it("builds the toolbox of every commit, because of those that wait GitHub forgets all but one", () => {
    expect(up["toolbox"]?.concurrency?.group).toBe("toolbox-${{ github.sha }}");
  });

  it("keeps its role for as long as its job may take", () => {
    const { job } = jobs().find(({ file, name }) => file === "up.yml" && name === "prod") ?? {};
    const took = stepsOf(job?.steps ?? []).find(({ uses: action = "" }) =>
      action.endsWith("actions/stack"),
    );

    expect(Number(took?.with["seconds"]) / 60).toBeGreaterThan(
      job?.["timeout-minutes"] ?? Infinity,
    );
  });

  it("tells the pull request of it, whatever came of it, and proposes what was gone back to", () => {
    const steps = stepsOf(up["prod"]?.steps ?? []);
    const told = steps.find(({ run = "" }) => run.includes("audit.js deployed"));
    const kept = steps.find(({ with: { name } }) => name === "proposal-${{ inputs.stack }}");

    expect(told?.if).toBe("${{ always() }}");
    expect(kept?.if).toBe("${{ always() }}");
    expect(up["propose"]).toMatchObject({
      if: "${{ always() }}",
      needs: ["dev", "staging", "prod"],
    });
  });
});
