import type { Entry } from "../../audit/ledger/record";
import { intentOf } from "../../audit/intent";
import { readLedger } from "../../audit/ledger/chain";
import { apply, type Applying, type Order } from "../../deploy/apply";
import { promote } from "../../deploy/release";
import { corpus } from "../support/corpus";
import { around, OLD } from "./around";

const JOB = "urn:pulumi:dev::platform::kubernetes:batch/v1:Job::appos-confirm";
const BROKEN = {
  ...{ urn: JOB, type: "kubernetes:batch/v1:Job", initErrors: ["failed"] },
  inputs: { metadata: { name: "appos-confirm", namespace: "dev", labels: { app: "appos" } } },
};
const TOLD: Order["told"] = {
  ...{ actor: "ada", approvers: ["grace"], commit: "c0ffee", run: "https://ci.test/1" },
  gaps: {},
};

function order(name: string): Order {
  const approved = corpus(name);
  return { approved, name: intentOf(approved.digest).name, told: TOLD };
}

/** A world in which the next preview is this recorded one, and updates end like this, one after the other. */
function world(preview: string, codes: number[] = [0], change: Partial<Applying> = {}) {
  const history: object[] = [];
  const runs: string[] = [];
  const lines: string[] = [];
  const kept: string[] = [];
  let ledger = "";
  let broken: readonly object[] = [];
  const { surroundings, files } = around();
  const printed = (args: readonly string[]): unknown => {
    const said = args.slice(0, 2).join(" ");
    if (said === "stack export") return { deployment: { resources: broken } };
    if (said === "stack history") return history;
    if (said === "stack output") return { applications: { appos: { artifact: OLD } } };
    return args[0] === "config" ? {} : corpus(preview).digest;
  };
  const deployment: Applying = {
    ...surroundings,
    pulumi: (args) => {
      const failed = args[0] === "preview" && corpus(preview).outcome === "failed";
      const stdout = JSON.stringify(printed(args));
      return Promise.resolve({ code: failed ? 1 : 0, stdout, stderr: "" });
    },
    run: (args) => {
      const code = codes.shift() ?? 0;
      runs.push(args.join(" "));
      broken = code === 0 ? [] : [BROKEN];
      const minute = String(history.length).padStart(2, "0");
      const result = code === 0 ? "succeeded" : "failed";
      const [startTime, endTime] = [`2026-11-20T10:${minute}:00Z`, `2026-11-20T10:${minute}:30Z`];
      history.unshift({ kind: "update", result, startTime, endTime, resourceChanges: { same: 1 } });
      return Promise.resolve(code);
    },
    list: () => [],
    tell: (text) => lines.push(text),
    files: () => undefined,
    store: {
      read: () => Promise.resolve(ledger),
      append: (more) => {
        ledger += more;
        return Promise.resolve();
      },
      keep: (name) => {
        kept.push(name);
        return Promise.resolve();
      },
    },
    ...change,
  };
  const entries = (): Entry[] => readLedger(ledger).lines.map(({ entry }) => entry);
  return { runs, lines, kept, files, entries, surroundings, deployment };
}

describe("deploy apply", () => {
  it("runs exactly what was approved, and records it with its report", async () => {
    const { runs, kept, entries, deployment } = world("update");
    const wanted = order("update");

    expect(await apply("dev", ["--parallel", "4"], wanted, deployment)).toBe(0);
    expect(runs).toEqual(["up --stack dev --yes --skip-preview --parallel 4"]);
    expect(entries()).toMatchObject([
      {
        ...{ stack: "dev", result: "succeeded", actor: "ada", approvers: ["grace"], gaps: {} },
        ...{ approved: wanted.name, intended: wanted.name },
      },
    ]);
    expect(kept).toEqual([`reports/${entries()[0]?.report ?? ""}.html`]);
  });

  it("runs less than was approved", async () => {
    const { runs, entries, deployment } = world("nothing");

    expect(await apply("dev", [], order("update"), deployment)).toBe(0);
    expect(runs).toHaveLength(1);
    expect(entries()[0]?.intended).not.toBe(entries()[0]?.approved);
  });

  it.each([
    ["more than was approved", "delete", "update", "delete plain: was not approved"],
    ["what nobody can preview", "failed", "update", "the preview failed, so what it would do"],
    ["on a preview that failed", "update", "failed", "a preview that failed cannot be approved"],
  ])("refuses %s, runs nothing, and records why", async (_title, now, approved, words) => {
    const { runs, entries, lines, deployment } = world(now);

    expect(await apply("dev", [], order(approved), deployment)).toBe(1);
    expect(runs).toEqual([]);
    expect(lines[0]).toMatch(/^REFUSED — dev: not what was approved\n/);
    expect(lines[0]).toContain(words);
    expect(entries()).toMatchObject([{ result: "refused", update: null, actor: "ada" }]);
    expect(entries()[0]?.refusals.join("\n")).toContain(words);
  });

  it("refuses an approval under another name than that of its preview", async () => {
    const { runs, entries, deployment } = world("update");
    const name = `sha256:${"0".repeat(64)}`;

    expect(await apply("dev", [], { ...order("update"), name }, deployment)).toBe(1);
    expect(runs).toEqual([]);
    expect(entries()[0]?.refusals[0]).toMatch(
      /^the approved preview is sha256:\w{64}, not sha256:0+$/,
    );
  });

  it("refuses what the guard refuses, also where it was approved", async () => {
    const { runs, entries, deployment } = world("replaceProtected");

    expect(await apply("dev", [], order("replaceProtected"), deployment)).toBe(1);
    expect(runs).toEqual([]);
    expect(entries()[0]?.refusals.join("\n")).toContain("and no waiver excuses it");
  });

  it("refuses where the secrets cannot be read, and records that there was no preview", async () => {
    const { entries, deployment } = world("update");
    const pulumi: Applying["pulumi"] = (args) =>
      args[1] === "export"
        ? Promise.resolve({ code: 255, stdout: "", stderr: "incorrect passphrase" })
        : deployment.pulumi(args);

    expect(await apply("dev", [], order("update"), { ...deployment, pulumi })).toBe(1);
    expect(entries()[0]).toMatchObject({ intended: null, report: null, result: "refused" });
    expect(entries()[0]?.refusals[0]).toMatch(/^there is no preview: .*incorrect passphrase$/);
  });

  it("LIFE-66 goes back after a failed last check, and records both updates", async () => {
    const { runs, entries, files, surroundings, deployment } = world("update", [1, 0]);
    await promote("appos", "staging", "prod", surroundings);
    const wanted = order("update");

    const prod = { ...wanted, approved: { ...wanted.approved, stack: "prod" } };
    expect(await apply("prod", [], prod, deployment)).toBe(1);
    expect(runs).toHaveLength(2);
    expect(files.get("prod")).toContain(`active: "${OLD}"`);
    expect(entries().map(({ result }) => result)).toEqual(["failed", "succeeded"]);
    expect(entries()[1]).toMatchObject({
      approved: null,
      gaps: { approved: expect.stringContaining("the last check failed") as string },
    });
  });

  it("records that an update did not begin, because somebody else was at work", async () => {
    const { entries, deployment } = world("update");

    const code = await apply("dev", [], order("update"), {
      ...deployment,
      run: () => Promise.resolve(255),
    });
    expect(code).toBe(255);
    expect(entries()).toMatchObject([
      { result: "refused", refusals: ["the engine did not begin: code 255"] },
    ]);
  });

  it("fails where an update ran and its record cannot be kept", async () => {
    const { lines, deployment } = world("update");
    const store = { ...deployment.store, append: () => Promise.reject(new Error("412")) };

    expect(await apply("dev", [], order("update"), { ...deployment, store })).toBe(1);
    expect(lines.at(-1)).toBe("NOT ON RECORD: 412");
  });
});
