import { readFileSync } from "node:fs";
import { join } from "node:path";

import { Lab, ROOT } from "../support/lab";

describe("what was approved, what ran, and what is on record of it", () => {
  const lab = new Lab();
  const stack = ["--stack", "dev"];
  const larger = () =>
    lab.appos("dev", (s) =>
      Object.assign(s.applications["appos"]?.["backend"] ?? {}, { size: "medium" }),
    );
  const at = (name: string) => join(lab.directory, name);
  const ledger = (...args: string[]) => lab.audit("ledger", ...args, "--file", at("ledger.jsonl"));
  const add = (...args: string[]) =>
    ledger(
      "add",
      ...stack,
      ...["--actor", "ada", "--approver", "grace", "--commit", "c0ffee"],
      ...args,
    );
  const known = ["--run", "https://ci.test/1", "--gap", "report=nobody asked for one"];

  beforeAll(async () => {
    await lab.pulumi("up", "--yes", "--skip-preview", ...lab.appos("dev"));
  });
  afterAll(() => {
    lab.remove();
  });

  it("is a report that names an intent, an update that is exactly that, and a record", async () => {
    const diff = await lab.audit(
      "diff",
      ...stack,
      "--out",
      at("approved"),
      "--",
      ...larger().slice(2),
    );
    expect(diff.code).toBe(0);
    expect(readFileSync(join(at("approved"), "report.md"), "utf8")).toMatch(
      /^### 🔵 changes — dev&#58; /m,
    );
    const approved = ["--preview", join(at("approved"), "preview.json")];
    const name = (await lab.audit("intent", ...approved)).stdout.trim();
    expect((await lab.audit("guard", ...approved)).stdout).toBe(
      "allowed — dev: 0 refused, 0 excused\n",
    );

    await lab.audit("diff", ...stack, "--out", at("now"), "--", ...larger().slice(2));
    const now = ["--preview", join(at("now"), "preview.json")];
    const same = await lab.audit("intent", ...now, "--approved", approved[1] ?? "", "--as", name);
    expect(same.stdout).toBe(`approved — dev: exactly ${name}\n`);

    await lab.pulumi("up", "--yes", "--skip-preview", ...larger());
    expect((await add(...known, "--approved", name, ...now)).code).toBe(0);
    expect((await ledger("verify", "dev")).stdout).toMatch(
      /^sound — 1 records, head [0-9a-f]{64}\n$/,
    );
  });

  it("refuses more than that, and records the refusal", async () => {
    const more = lab.appos("dev", (s) =>
      Object.assign(s.applications["appos"]?.["backend"] ?? {}, { replicas: 2 }),
    );
    await lab.audit("diff", ...stack, "--out", at("more"), "--", ...more.slice(2));
    const approved = ["--approved", join(at("approved"), "preview.json")];
    const name = (await lab.audit("intent", "--preview", approved[1] ?? "")).stdout.trim();
    const now = ["--preview", join(at("more"), "preview.json")];
    const refused = await lab.audit("intent", ...now, ...approved, "--as", name);

    expect(refused.stdout).toMatch(/^REFUSED — dev: not what was approved\n/);
    expect(refused.code).toBe(1);
    await add(...known, "--approved", name, ...now, "--refused", refused.stdout.trim());
    const told = await ledger("show");
    expect(told.stdout).toContain("| 2 |");
    expect(told.stdout).toContain("update refused");
  });

  it("notices an update that has no record", async () => {
    await lab.pulumi("up", "--yes", "--skip-preview", ...lab.appos("dev"));
    const verified = await ledger("verify", "dev");

    expect(verified.stdout).toMatch(
      /^NOT SOUND — 2 records, .*\nupdate of dev at \S+ has no record\n$/,
    );
    expect(verified.code).toBe(1);
  });

  it("is one command: apply runs what was approved, refuses what is more, and records both", async () => {
    const file = at("applied.jsonl");
    const diff = (out: string, engine: readonly string[]) =>
      lab.audit("diff", ...stack, "--out", at(out), "--", ...engine.slice(2));
    const apply = (name: string, engine: readonly string[]) =>
      lab.deploy(
        ...["apply", ...stack, "--approved", join(at("wanted"), "preview.json"), "--as", name],
        ...["--ledger", file, "--out", at("applied"), "--actor", "ada", "--approver", "grace"],
        ...["--commit", "c0ffee", "--run", "https://ci.test/2"],
        ...["--", "--cwd", ROOT, ...engine.slice(2)],
      );
    await diff("wanted", larger());
    const preview = ["--preview", join(at("wanted"), "preview.json")];
    const name = (await lab.audit("intent", ...preview)).stdout.trim();
    const more = lab.appos("dev", (s) =>
      Object.assign(s.applications["appos"]?.["backend"] ?? {}, { size: "medium", replicas: 2 }),
    );
    const refused = await apply(name, more);
    const done = await apply(name, larger());

    expect([refused.code, done.code]).toEqual([1, 0]);
    expect(refused.text).toContain("REFUSED — dev: not what was approved\n");
    const told = await lab.audit("ledger", "show", "--file", file);
    expect(told.stdout).toMatch(/update refused[^]*update began[^]*update succeeded/);
    const verified = await lab.audit("ledger", "verify", "--file", file, "dev");
    expect(verified.stdout).toMatch(/^sound — 3 records, /);
  });
});
