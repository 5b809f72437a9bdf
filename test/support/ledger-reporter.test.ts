import { spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";

interface Reporter {
  onRunComplete(contexts: unknown, results: unknown): void;
  getLastError(): Error | undefined;
}
const LedgerReporter =
  jest.requireActual<
    new (
      config: { rootDir: string },
      options: { ledger?: string; print: (lines: readonly string[]) => void },
    ) => Reporter
  >("./ledger-reporter");

const repository = path.resolve(__dirname, "../..");
let folder: string;

beforeAll(() => {
  folder = mkdtempSync(path.join(tmpdir(), "ledger-"));
  const rows = ["APP-01", "APP-02†", "LIFE-01", "SAL-10", "LIM-1", "X-01†"];
  writeFileSync(path.join(folder, "ledger.md"), rows.map((id) => `| ${id} | text |\n`).join(""));
});
afterAll(() => {
  rmSync(folder, { recursive: true });
});

describe("the ledger reporter", () => {
  it("counts 276 requirements and 35 common rows in the ledger", () => {
    const { lines } = judge([], { ledger: path.join(repository, "docs/requirements.md") });

    expect(lines).toEqual([
      "requirements: 0 of 276 proven",
      "limits, obligations and conflicts: 0 of 35 proven",
      "0 passed, 0 failed",
    ]);
  });

  it("counts a row once, whichever and however many passing titles name it", () => {
    const { lines, error } = judge([
      passing("Postgres keeps days APP-02"),
      passing("Postgres APP-02, LIFE-01: keeps days"),
      passing("respects the limit (LIM-1)"),
      passing("claims nothing"),
    ]);

    expect(lines).toEqual([
      "requirements: 2 of 4 proven",
      "limits, obligations and conflicts: 1 of 2 proven",
      "4 passed, 0 failed",
    ]);
    expect(error).toBeUndefined();
  });

  it("takes a failing test for no proof", () => {
    const { lines, error } = judge([{ fullName: "SAL-10 holds", status: "failed" }]);

    expect(lines).toEqual([
      "requirements: 0 of 4 proven",
      "limits, obligations and conflicts: 0 of 2 proven",
      "0 passed, 1 failed",
    ]);
    expect(error).toBeUndefined(); // Jest fails the run itself
  });

  it.each(["pending", "skipped", "todo", "disabled"])("fails a test that is %s", (status) => {
    const { lines, error } = judge([{ fullName: "later", status }, passing("now")]);

    expect(lines[0]).toBe("did not run: later");
    expect(lines.at(-1)).toBe("1 passed, 1 failed");
    expect(error).toBeInstanceOf(Error);
  });

  it.each([
    ["more than two rows", "APP-01 APP-02 LIFE-01 at once", "names 3 rows"],
    ["a row that the ledger lacks", "SAL-99 and APP-01", "names no row (SAL-99)"],
    ["a row without its leading zero", "APP-1 holds", "names no row (APP-1)"],
  ])("fails a title that names %s", (_, title, problem) => {
    const { lines, error } = judge([passing(title)]);

    expect(lines).toEqual([
      `${problem}: ${title}`,
      "requirements: 0 of 4 proven",
      "limits, obligations and conflicts: 0 of 2 proven",
      "0 passed, 1 failed",
    ]);
    expect(error).toBeInstanceOf(Error);
  });

  it("counts a file that could not run as one failure", () => {
    expect(judge([passing("now")], { brokenFiles: 2 }).lines.at(-1)).toBe("1 passed, 2 failed");
  });

  it("shows no more than twenty problems, and says how many there are", () => {
    const { lines } = judge(Array.from({ length: 25 }, (_, i) => passing(`${i} SAL-99`)));

    expect(lines).toHaveLength(20 + 1 + 3);
    expect(lines[20]).toBe("25 such titles in all");
  });

  it("lists what proves each row on request, in the ledger's order", () => {
    const { lines } = judge([passing("b LIFE-01"), passing("a APP-01")], { ledgerVariable: "1" });

    expect(lines.slice(0, 2)).toEqual(["APP-01  a APP-01", "LIFE-01  b LIFE-01"]);
  });

  it("has the last word of a real run, and fails it", () => {
    mkdirSync(path.join(folder, "docs"));
    writeFileSync(path.join(folder, "docs/requirements.md"), "| APP-01 | text |\n");
    writeFileSync(
      path.join(folder, "sample.test.js"),
      'describe("APP-01", () => { it("holds", () => {}); xit("later", () => {}); });',
    );
    const config = {
      rootDir: folder,
      reporters: ["default", path.join(__dirname, "ledger-reporter.js")],
      watchman: false,
    };

    const { status, stdout } = spawnSync(
      "sh",
      [
        "-c",
        'exec "$@" 2>&1',
        "-",
        process.execPath,
        jestCommand(),
        "--config",
        JSON.stringify(config),
      ],
      { encoding: "utf8", env: { ...process.env, LEDGER: "" } },
    );

    expect(stdout.split("\n").slice(-5)).toEqual([
      "did not run: APP-01 later",
      "requirements: 1 of 1 proven",
      "limits, obligations and conflicts: 0 of 0 proven",
      "1 passed, 1 failed",
      "",
    ]);
    expect(status).toBe(1);
  });
});

interface TestResult {
  readonly fullName: string;
  readonly status: string;
}

function passing(fullName: string): TestResult {
  return { fullName, status: "passed" };
}

function judge(
  testResults: readonly TestResult[],
  { ledger = path.join(folder, "ledger.md"), brokenFiles = 0, ledgerVariable = "" } = {},
) {
  const before = process.env["LEDGER"];
  process.env["LEDGER"] = ledgerVariable;
  let lines: readonly string[] = [];
  const reporter = new LedgerReporter(
    { rootDir: repository },
    { ledger, print: (printed) => (lines = printed) },
  );
  reporter.onRunComplete(new Set(), {
    testResults: [{ testResults }],
    numRuntimeErrorTestSuites: brokenFiles,
  });
  process.env["LEDGER"] = before ?? "";
  return { lines, error: reporter.getLastError() };
}

function jestCommand(): string {
  return path.join(repository, "node_modules/jest/bin/jest.js");
}
