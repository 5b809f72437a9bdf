const { readFileSync } = require("node:fs");
const path = require("node:path");

const REQUIREMENT = "APP|LIFE|LOS|SAL";
const COMMON = "LIM|ALL|X";
const ROW = new RegExp(`^\\| ((?:${REQUIREMENT}|${COMMON})-\\d+)†? \\|`, "gm");
const ID = new RegExp(`\\b(?:${REQUIREMENT}|${COMMON})-\\d+\\b`, "g");
const MOST_IDS_IN_A_TITLE = 2;
const MOST_PROBLEMS_SHOWN = 20;

/**
 * Says which rows of the ledger passing tests prove: a title proves the rows that it names. A test that
 * did not run, or whose title names an unknown row or too many, counts as failed and fails the run.
 */
module.exports = class LedgerReporter {
  #rows;
  #print;
  #error;

  constructor({ rootDir }, { ledger = "docs/requirements.md", print = printAtExit } = {}) {
    const text = readFileSync(path.resolve(rootDir, ledger), "utf8");
    this.#rows = [...text.matchAll(ROW)].map(([, id]) => id);
    this.#print = print;
  }

  onRunComplete(_contexts, { testResults, numRuntimeErrorTestSuites }) {
    const tests = testResults.flatMap((file) => file.testResults);
    const judged = tests.map((test) => ({ ...this.#judge(test), title: test.fullName }));
    const passed = judged.filter(({ verdict }) => verdict === "passed");
    const failed = judged.length - passed.length + numRuntimeErrorTestSuites;
    const problems = judged.filter(({ problem }) => problem !== undefined);
    if (problems.length > 0) this.#error = new Error("titles or tests break the ledger's rules");

    const proof = new Map(passed.flatMap(({ ids, title }) => ids.map((id) => [id, title])));
    this.#print([
      ...problems.slice(0, MOST_PROBLEMS_SHOWN).map(({ problem, title }) => `${problem}: ${title}`),
      ...(problems.length > MOST_PROBLEMS_SHOWN ? [`${problems.length} such titles in all`] : []),
      ...(process.env.LEDGER === "1" ? this.#proven(proof) : []),
      `requirements: ${this.#share(REQUIREMENT, proof)} proven`,
      `limits, obligations and conflicts: ${this.#share(COMMON, proof)} proven`,
      `${passed.length} passed, ${failed} failed`,
    ]);
  }

  getLastError() {
    return this.#error;
  }

  #judge({ fullName, status }) {
    const ids = [...new Set(fullName.match(ID))];
    const unknown = ids.filter((id) => !this.#rows.includes(id));
    if (ids.length > MOST_IDS_IN_A_TITLE) return { ids, problem: `names ${ids.length} rows` };
    if (unknown.length > 0) return { ids, problem: `names no row (${unknown.join(", ")})` };
    if (status === "failed" || status === "passed") return { ids, verdict: status };
    return { ids, problem: "did not run" };
  }

  #proven(proof) {
    return this.#rows.filter((id) => proof.has(id)).map((id) => `${id}  ${proof.get(id)}`);
  }

  #share(prefixes, proof) {
    const rows = this.#rows.filter((id) => new RegExp(`^(?:${prefixes})-`).test(id));
    return `${rows.filter((id) => proof.has(id)).length} of ${rows.length}`;
  }
};

/** Jest prints its own summary after every reporter has finished; the last line is to be ours. */
function printAtExit(lines) {
  process.once("exit", () => process.stdout.write(lines.map((line) => `${line}\n`).join("")));
}
