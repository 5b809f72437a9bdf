interface Reporter {
  onRunComplete(contexts: unknown, results: unknown): void;
  getLastError(): Error | undefined;
}
const TableReporter =
  jest.requireActual<
    new (config: object, options: { print: (lines: readonly string[]) => void }) => Reporter
  >("../table-reporter");

describe("proved by the harness", () => {
  it("shows who judges each scenario, in aligned columns, and what nobody judges", () => {
    const { lines, reporter } = reported([
      {
        ancestorTitles: ["judged by the API server", "a stack"],
        title: "comes up",
        duration: 61_234,
      },
      {
        ancestorTitles: ["simulated by a stage"],
        title: "fails",
        duration: 1_000,
        status: "failed",
      },
    ]);

    expect(lines).toEqual([
      "scenario          duration  outcome  judge",
      "a stack comes up    61.2 s  passed   API server",
      "fails                1.0 s  failed   stage",
      "network enforcement is not judged: nothing here enforces network policies",
    ]);
    expect(reporter.getLastError()).toBeUndefined();
  });

  it("fails a run with a scenario of which nobody can tell what it proves", () => {
    const { lines, reporter } = reported([{ ancestorTitles: ["something"], title: "works" }]);

    expect(lines[1]).toMatch(/works .* nobody$/);
    expect(reporter.getLastError()).toEqual(
      new Error("scenarios without a judge: something works"),
    );
  });
});

function reported(tests: readonly object[]) {
  const lines: string[] = [];
  const reporter = new TableReporter(
    {},
    {
      print: (printed) => {
        lines.push(...printed);
      },
    },
  );
  const testResults = tests.map((test) => ({
    status: "passed",
    fullName: "something works",
    ...test,
  }));
  const own = { testFilePath: "/test/conformance/harness/own.test.ts" };
  const scenarios = { testFilePath: "/test/conformance/scenarios.test.ts" };
  reporter.onRunComplete(
    {},
    {
      testResults: [
        { ...own, testResults: [{}] },
        { ...scenarios, testResults },
      ],
    },
  );
  return { lines, reporter };
}
