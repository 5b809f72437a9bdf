import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

import { bucketStore, copied } from "../../../audit/ledger/store";
import type { Run } from "../../../audit/pulumi";

/** S3 as far as one object of one bucket goes: the same conditions, the same words. */
function bucket() {
  const objects = new Map<string, string>();
  const asked: string[] = [];
  const said = (code: number, stdout: string, stderr = ""): Promise<Run> =>
    Promise.resolve({ code, stdout, stderr });
  const tag = (name: string) => `"${String(objects.get(name)?.length ?? 0)}"`;
  const aws = (args: readonly string[]): Promise<Run> => {
    asked.push(args.join(" "));
    const value = (flag: string) => args[args.indexOf(flag) + 1] ?? "";
    const name = value("--key");
    const text = objects.get(name);
    if (args[1] === "get-object") {
      if (text === undefined) return said(254, "", "An error occurred (NoSuchKey) when calling");
      writeFileSync(args.at(-1) ?? "", text);
      return said(0, JSON.stringify({ ETag: tag(name) }));
    }
    const wrong = args.includes("--if-none-match")
      ? text !== undefined
      : args.includes("--if-match") && value("--if-match") !== tag(name);
    if (wrong) return said(254, "", "An error occurred (PreconditionFailed) when calling");
    objects.set(name, readFileSync(value("--body"), "utf8"));
    return said(0, JSON.stringify({ ETag: tag(name) }));
  };
  return { objects, asked, aws };
}

describe("a ledger in a bucket", () => {
  it("begins empty, grows by lines, and lies under its stack", async () => {
    const { objects, aws } = bucket();
    const store = bucketStore("evidence", "prod", aws);

    expect(await store.read()).toBe("");
    await store.append("one\n");
    await store.append("two\n");
    expect(await bucketStore("evidence", "prod", aws).read()).toBe("one\ntwo\n");
    expect([...objects.keys()]).toEqual(["prod/ledger.jsonl"]);
  });

  it.each(["", "one\n"])("refuses the second of two writers, after %j", async (before) => {
    const { objects, aws } = bucket();
    if (before !== "") objects.set("prod/ledger.jsonl", before);
    const [first, second] = [bucketStore("e", "prod", aws), bucketStore("e", "prod", aws)];
    await first.read();
    await second.read();
    await first.append("two\n");

    await expect(second.append("other\n")).rejects.toThrow(
      /^prod\/ledger\.jsonl was not kept in e: .*PreconditionFailed/,
    );
    expect(objects.get("prod/ledger.jsonl")).toBe(`${before}two\n`);
  });

  it("is never taken for empty where it cannot be read", async () => {
    const denied = () => Promise.resolve({ code: 254, stdout: "", stderr: "(AccessDenied)\n" });

    await expect(bucketStore("e", "prod", denied).read()).rejects.toThrow(
      "prod/ledger.jsonl of e cannot be read: (AccessDenied)",
    );
  });

  it("is not written before it was read", async () => {
    const { aws } = bucket();

    await expect(bucketStore("e", "prod", aws).append("x\n")).rejects.toThrow("was not read");
  });

  it("keeps reports beside it, with the checksum that a locked bucket asks for", async () => {
    const { objects, asked, aws } = bucket();
    await bucketStore("e", "prod", aws).keep("reports/a.html", "<p>");

    expect(objects.get("prod/reports/a.html")).toBe("<p>");
    expect(asked[0]).toContain("--checksum-algorithm SHA256");
  });
});

describe("the copy of a ledger's lines", () => {
  const folder = mkdtempSync(join(tmpdir(), "copied-"));
  afterAll(() => {
    rmSync(folder, { recursive: true });
  });

  it("says what the bucket took, and nothing that it refused", async () => {
    const { aws } = bucket();
    const [first, second] = [bucketStore("e", "prod", aws), bucketStore("e", "prod", aws)];
    const [took, refused] = [join(folder, "took"), join(folder, "refused")];
    await first.read();
    await second.read();
    await copied(first, took).append("one\n");

    await expect(copied(second, refused).append("other\n")).rejects.toThrow("PreconditionFailed");
    expect(readFileSync(took, "utf8")).toBe("one\n");
    expect(existsSync(refused)).toBe(false);
  });
});
