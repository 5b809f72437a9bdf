import { apply, type Applying } from "../../deploy/apply";
import { promote } from "../../deploy/release";
import { order, world } from "./applying";
import { OLD } from "./around";

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

  it("is on record before it runs, because what is killed tells nothing afterwards", async () => {
    const { all, deployment } = world("update");
    const wanted = order("update");
    let before: ReturnType<typeof all> = [];
    await apply("dev", [], wanted, {
      ...deployment,
      run: (args) => {
        before = all();
        return deployment.run(args);
      },
    });

    expect(before).toMatchObject([
      { ...{ result: "began", update: null, approvers: ["grace"] }, approved: wanted.name },
    ]);
    expect(all().map(({ result }) => result)).toEqual(["began", "succeeded"]);
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

  it("goes back, and tells what is not on record, where the history cannot be read after an update", async () => {
    const { runs, lines, entries, surroundings, deployment } = world("update", [1, 0]);
    await promote("appos", "staging", "prod", surroundings);
    const pulumi: Applying["pulumi"] = (args) =>
      args[1] === "history" && runs.length === 1
        ? Promise.resolve({ code: 255, stdout: "", stderr: "throttled" })
        : deployment.pulumi(args);
    const wanted = order("update");

    const prod = { ...wanted, approved: { ...wanted.approved, stack: "prod" } };
    expect(await apply("prod", [], prod, { ...deployment, pulumi })).toBe(1);
    expect(runs).toHaveLength(2);
    expect(entries().map(({ result }) => result)).toEqual(["succeeded"]);
    expect(lines.at(-1)).toBe("NOT ON RECORD: the history of prod cannot be read: throttled");
  });

  it.each([
    ["keeps no report", { keep: () => Promise.reject(new Error("AccessDenied")) }, "AccessDenied"],
    ["takes no record", { append: () => Promise.reject(new Error("403")) }, "403"],
    ["is not there", { read: () => Promise.reject(new Error("NoSuchBucket")) }, "NoSuchBucket"],
    ["is not sound", { read: () => Promise.resolve("{}\n") }, "the ledger is not sound: line 1"],
  ])("changes nothing where the place of the evidence %s", async (_title, broken, words) => {
    const { runs, lines, deployment } = world("update");
    const store = { ...deployment.store, ...broken };

    expect(await apply("dev", [], order("update"), { ...deployment, store })).toBe(1);
    expect(runs).toEqual([]);
    expect(lines[0]).toBe(
      "REFUSED — dev: nothing was changed, because there would be no evidence of it",
    );
    expect(lines.at(-1)).toContain(`NOT ON RECORD: ${words}`);
  });

  it("fails where an update ran and its record cannot be kept", async () => {
    const { runs, lines, deployment } = world("update");
    const append: Applying["store"]["append"] = (more) =>
      runs.length > 0 ? Promise.reject(new Error("412")) : deployment.store.append(more);
    const store = { ...deployment.store, append };

    expect(await apply("dev", [], order("update"), { ...deployment, store })).toBe(1);
    expect(runs).toHaveLength(1);
    expect(lines.at(-1)).toBe("NOT ON RECORD: 412");
  });
});
