import { specs } from "../../apps";
import { environmentsOf, type Pipeline, requiredChecks } from "../../apps/pipelines";
import { platformEnvironments, platformRepository } from "../../apps/platform";

const REUSABLE: Pipeline = {
  file: "pr.yml",
  pullRequests: ["main", "release/*"],
  jobs: {
    lint: { required: true },
    unit: { required: true, matrix: ["3.10", "3.11"] },
    tests: { required: true, calls: { test: { matrix: ["a", "b"] }, report: {} } },
    each: { required: true, matrix: ["x"], calls: { run: { environment: "ci" } } },
    slow: { matrix: ["3.10"] },
  },
};
const PUSHES: Pipeline = {
  file: "main.yml",
  pullRequests: [],
  jobs: { build: { required: true }, deploy: { environment: "staging" } },
};

describe("requiredChecks", () => {
  it("LIM-9 writes names as GitHub does: of jobs, matrices, reusable workflows, and both", () => {
    expect(requiredChecks([REUSABLE], "main")).toEqual([
      "lint",
      "unit (3.10)",
      "unit (3.11)",
      "tests / test (a)",
      "tests / test (b)",
      "tests / report",
      "each (x) / run",
    ]);
  });

  it("waits for nothing that no pull request starts, and for other branches' checks neither", () => {
    expect(requiredChecks([PUSHES], "main")).toEqual([]);
    expect(requiredChecks([REUSABLE], "develop")).toEqual([]);
  });
});

describe("environmentsOf", () => {
  it("finds them in reusable workflows too, each once", () => {
    expect([...environmentsOf([REUSABLE, PUSHES, PUSHES])]).toEqual(["ci", "staging"]);
  });

  it("are those that this repository declares, no more and no fewer", () => {
    const declared = Object.values(platformEnvironments).flatMap((all) =>
      all.map(({ environment }) => environment),
    );

    expect([...environmentsOf(platformRepository.pipelines)].sort()).toEqual(declared.sort());
  });

  it.each(Object.values(specs))("are those that $name declares", ({ repository, environments }) => {
    const declared = Object.values(environments).flatMap(({ github }) =>
      github.map(({ environment }) => environment),
    );

    expect([...environmentsOf(repository.pipelines)].sort()).toEqual(declared.sort());
  });
});
