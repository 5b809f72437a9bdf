/** Who says whether a scenario went well: name of the outermost `describe`, and how the table puts it. */
const JUDGES = {
  "judged by the API server": "API server",
  "simulated by a stage": "stage",
};

/** Its own tests say nothing about the product. */
const HARNESS = "/conformance/harness/";

/** Prints one row per scenario. One without a judge fails the run: nobody could tell what it proves. */
module.exports = class TableReporter {
  #print;
  #error;

  constructor(_config, { print = printAtExit } = {}) {
    this.#print = print;
  }

  onRunComplete(_contexts, { testResults }) {
    const tests = testResults
      .filter(({ testFilePath }) => !testFilePath.includes(HARNESS))
      .flatMap((file) => file.testResults);
    const judged = tests.map((test) => ({ test, judge: JUDGES[test.ancestorTitles[0]] }));
    const unjudged = judged.filter(({ judge }) => judge === undefined);
    if (unjudged.length > 0) {
      const titles = unjudged.map(({ test }) => test.fullName).join(", ");
      this.#error = new Error(`scenarios without a judge: ${titles}`);
    }
    this.#print([
      ...aligned([
        ["scenario", "duration", "outcome", "judge"],
        ...judged.map(({ test, judge = "nobody" }) => [
          [...test.ancestorTitles.slice(1), test.title].join(" "),
          `${((test.duration ?? 0) / 1000).toFixed(1)} s`,
          test.status,
          judge,
        ]),
      ]),
      "network enforcement is not judged: nothing here enforces network policies",
    ]);
  }

  getLastError() {
    return this.#error;
  }
};

function aligned(rows) {
  const widths = rows[0].map((_, column) => Math.max(...rows.map((row) => row[column].length)));
  return rows.map((row) =>
    row
      .map((cell, column) =>
        column === 1 ? cell.padStart(widths[1]) : cell.padEnd(widths[column]),
      )
      .join("  ")
      .trimEnd(),
  );
}

/** Jest prints its own summary after every reporter has finished; the table is to stand below it. */
function printAtExit(lines) {
  process.once("exit", () => process.stdout.write(lines.map((line) => `${line}\n`).join("")));
}
