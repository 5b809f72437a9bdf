import type { Entry } from "../../audit/ledger/record";
import { intentOf } from "../../audit/intent";
import { readLedger } from "../../audit/ledger/chain";
import type { Applying, Order } from "../../deploy/apply";
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

/** The recorded preview of this name, approved. */
export function order(name: string): Order {
  const approved = corpus(name);
  return { approved, name: intentOf(approved.digest).name, told: TOLD };
}

/** A world in which the next preview is this recorded one, and updates end like this, one after the other. */
export function world(preview: string, codes: number[] = [0], change: Partial<Applying> = {}) {
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
  const all = (): Entry[] => readLedger(ledger).lines.map(({ entry }) => entry);
  /** What is on record of what ended, or was refused. */
  const entries = () => all().filter(({ result }) => result !== "began");
  return { runs, lines, kept, files, all, entries, surroundings, deployment };
}
