import { readFileSync } from "node:fs";
import { join } from "node:path";

import { platformEnvironments, platformRepository } from "../../apps/platform";
import { specs } from "../../apps";
import { ROOT } from "../support/lab";
import { enteredBy, jobs, stepsOf, TEXTS, WORKFLOWS } from "../support/workflows";

const FACTS = Object.values(platformEnvironments).flat();
const ALL = jobs().map(({ file, name, job }) => [`${name} of ${file}`, file, job] as const);

describe("the workflows of this repository", () => {
  it("are those that GitHub's rules are made for: files, jobs, environments", () => {
    const found = [...WORKFLOWS].map(([file, { jobs: own }]) => [
      file,
      Object.fromEntries(Object.entries(own).map(([name, job]) => [name, enteredBy(file, job)])),
    ]);
    const modelled = platformRepository.pipelines.map(({ file, jobs: own }) => [
      file,
      Object.fromEntries(
        Object.entries(own).map(([name, { environment }]) => [name, [environment ?? []].flat()]),
      ),
    ]);

    expect(Object.fromEntries(found)).toEqual(Object.fromEntries(modelled));
  });

  it("start for the pull requests that the model says, and never with the rights of their target", () => {
    for (const { file, pullRequests } of platformRepository.pipelines) {
      const on = WORKFLOWS.get(file)?.on ?? {};

      expect([file, on["pull_request"] ?? { branches: [] }]).toEqual([
        ...[file, { branches: pullRequests }],
      ]);
      expect(Object.keys(on)).not.toContain("pull_request_target");
      expect(Object.keys(on)).not.toContain("workflow_run");
    }
  });

  it("name no environment that is not declared: GitHub would make it, without protection", () => {
    const declared = FACTS.map(({ environment }) => environment as string);

    expect(
      ALL.flatMap(([, file, job]) => enteredBy(file, job)).filter((e) => !declared.includes(e)),
    ).toEqual([]);
  });

  it("pin every action by its commit, one version of each", () => {
    const lines = [...TEXTS.values()].flatMap((text) => text.match(/uses: .*/g) ?? []);
    const foreign = [
      ...new Set(lines.filter((line) => !line.startsWith("uses: ./.github/actions/"))),
    ];
    const pinned = foreign.map(
      (line) => /^uses: ([\w-]+\/[\w-]+)@[0-9a-f]{40} # v\d+\.\d+\.\d+$/.exec(line)?.[1],
    );

    expect(pinned).not.toContain(undefined);
    expect(new Set(pinned).size).toBe(foreign.length);
    expect(foreign.length).toBeGreaterThan(5);
  });

  it("may nothing by themselves, and fail where one of two piped commands does", () => {
    for (const { permissions, defaults } of WORKFLOWS.values()) {
      expect(permissions).toEqual({});
      expect(defaults).toEqual({ run: { shell: "bash" } });
    }
  });

  it("put no expression into a script, where its text would be run", () => {
    const scripts = [...ALL].flatMap(([, , job]) => stepsOf(job.steps)).map(({ run }) => run ?? "");

    expect(scripts.filter((script) => script.includes("${{"))).toEqual([]);
    expect(scripts.filter(Boolean).length).toBeGreaterThan(10);
  });

  it("call commands that exist", () => {
    const source = [
      "audit/main.ts",
      "audit/comment/command.ts",
      "deploy/main.ts",
      "deploy/apply-command.ts",
      "deploy/proposal-commands.ts",
    ]
      .map((file) => readFileSync(join(ROOT, file), "utf8"))
      .join("\n");
    const called = [...TEXTS.values()].flatMap((text) => [
      ...text.matchAll(/\.cache\/dist\/(?:audit|deploy)\.js ([\w-]+)/g),
    ]);
    const unknown = called
      .map(([, name = ""]) => name)
      .filter((name) => !source.match(new RegExp(`ommand\\("${name}"\\)`)));

    expect(unknown).toEqual([]);
    expect(called.length).toBeGreaterThan(10);
  });

  it("offer every application, and no other", () => {
    for (const file of ["promote.yml", "rollback.yml"]) {
      expect(WORKFLOWS.get(file)?.on["workflow_dispatch"]).toMatchObject({
        inputs: { app: { options: Object.values(specs).map(({ name }) => name) } },
      });
    }
  });

  it("LIFE-79 audit dependencies, and the images that prod runs, every week", () => {
    const audit = WORKFLOWS.get("security-audit.yml");
    const runs = Object.values(audit?.jobs ?? {}).map(({ steps }) => steps.at(-1)?.run);

    expect(audit?.on["schedule"]).toEqual([{ cron: "0 5 * * 1" }]);
    expect(runs).toEqual([
      "npm audit --audit-level=high",
      'node .cache/dist/audit.js images --stack prod | tee -a "$GITHUB_STEP_SUMMARY"',
    ]);
  });

  it("look for drift every night, and every morning for the next step of a quarter's rehearsal", () => {
    expect(WORKFLOWS.get("drift.yml")?.on["schedule"]).toEqual([{ cron: "30 2 * * *" }]);
    const { on, jobs: own } = WORKFLOWS.get("rehearsal.yml") ?? {};
    expect(on?.["schedule"]).toEqual([{ cron: "0 6 * * *" }]);
    // Each morning's order names another second: without this there is a pull request per day until one is merged
    expect(own?.["propose"]?.steps.at(-1)?.with).toMatchObject({ once: "true" });
  });
});
