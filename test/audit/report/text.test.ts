import { type Digest, readDigest } from "../../../audit/digest";
import type { Preview } from "../../../audit/preview";
import { report } from "../../../audit/report/report";
import { textOf } from "../../../audit/report/text";

describe("a report on a terminal", () => {
  it("lists what changes by severity, type and name, under the worst in one word", () => {
    const steps = [
      { op: "same", urn: "urn:pulumi:prod::platform::pulumi:pulumi:Stack::platform-prod" },
      step("create", "aws:s3:Bucket", "b"),
      step("create", "aws:s3:Bucket", "a"),
      step("create", "aws:ec2:Vpc", "z"),
      step("update", "aws:s3:Bucket", "c"),
      step("replace", "aws:s3:Bucket", "d", { replaceReasons: ["id"] }),
      step("delete", "platform:data:Postgres$aws:rds/instance:Instance", "orders::old"),
    ];

    expect(made(steps, { same: 112, create: 3, update: 1, replace: 1, delete: 1 })).toEqual({
      verdict:
        "DESTROYS DATA — prod: 1 delete, 1 replace, 1 update, 3 create, 112 same; 1 refused by the guard",
      lines: [
        "GUARD  refused: orders::old would be deleted; a waiver of kind destroy with subject orders::old would excuse it",
        "delete  aws:rds/instance:Instance  orders::old",
        "replace  aws:s3:Bucket  d  — id (changed) forces replacement",
        "update  aws:s3:Bucket  c",
        "create  aws:ec2:Vpc  z",
        "create  aws:s3:Bucket  a",
        "create  aws:s3:Bucket  b",
      ],
    });
  });

  it.each([
    [["create", "replace"], "REPLACES"],
    [["create", "delete-replaced"], "REPLACES"],
    [["same", "create"], "changes"],
    [["same", "update"], "changes"],
    [["same", "read", "refresh"], "no changes"],
  ])("calls %j %s", (ops, word) => {
    const steps = ops.map((op) => step(op, "aws:s3:Bucket", op));

    expect(made(steps).verdict).toBe(`${word} — prod: nothing counted`);
  });

  it("believes the worse of what is listed and what is counted", () => {
    expect(made([step("same", "a:b:C", "x")], { delete: 1, same: 1 }).verdict).toBe(
      "DESTROYS — prod: 1 delete, 1 same",
    );
  });

  it("says that a failed preview is incomplete", () => {
    const digest = readDigest(JSON.stringify({ steps: [] }), (value) => value);

    expect(report(preview(digest, "failed")).verdict).toBe(
      "FAILED, incomplete — prod: nothing counted",
    );
    expect(() => report(preview(digest))).toThrow("this one lists nothing");
  });

  it("shows protection that is lifted, although the engine calls it the same", () => {
    const masked = { inputs: { password: "[secret]" } };
    const states = { oldState: { ...masked, protect: true }, newState: masked };
    const lifted = step("same", "aws:s3:Bucket", "a", states);

    expect(made([lifted, step("update", "aws:ec2:Vpc", "b")]).lines).toEqual([
      "GUARD  refused: a would no longer be protected by the engine; a waiver of kind destroy with subject a would excuse it",
      "same  aws:s3:Bucket  a  — protect (true → false), it would no longer be protected by the engine",
      "update  aws:ec2:Vpc  b",
    ]);
    expect(made([lifted]).verdict).toBe(
      "WEAKENS — prod: nothing counted; 1 lowers a guarantee, 1 refused by the guard",
    );
  });

  it("says what takes a resource along that need not be replaced itself", () => {
    const urns = ["b", "a", "kept"].map((name) => `urn:pulumi:prod::platform::a:b:C::${name}`);
    const states = { oldState: {}, newState: { dependencies: urns } };

    expect(
      made([
        step("replace", "a:b:C", "a", { replaceReasons: ["id"] }),
        step("replace", "a:b:C", "b", { replaceReasons: ["id"] }),
        step("update", "a:b:C", "kept"),
        step("replace", "a:b:D", "x", states),
        step("replace", "a:b:D", "y"),
      ]).lines.slice(2, 4),
    ).toEqual([
      "replace  a:b:D  x  — goes along with a (replaced: id changes), goes along with b (replaced: id changes)",
      "replace  a:b:D  y  — no reason given",
    ]);
  });

  it("says of a deleted resource that stays in the cloud", () => {
    const kept = step("delete", "aws:kms:Key", "k", {
      oldState: { retainOnDelete: true },
      newState: undefined,
    });

    expect(made([kept]).lines).toEqual([
      "delete  aws:kms:Key  k  — leaves the stack, stays in the cloud",
    ]);
  });

  it("keeps a resource to one line of visible characters", () => {
    const sly = step("create", "a:b:C", "x\u202e\u001b[31my\nDESTROYS\u200b");

    expect(made([sly]).lines).toEqual(["create  a:b:C  xy DESTROYS"]);
  });

  it("lists the changes of a resource behind its name", () => {
    const states = { oldState: { inputs: { a: 1, b: 1 } }, newState: { inputs: { a: 2, b: 2 } } };

    expect(made([step("update", "a:b:C", "x", states)]).lines).toEqual([
      "update  a:b:C  x  — a (1 → 2), b (1 → 2)",
    ]);
  });

  it("gives the same bytes whatever the order of the steps", () => {
    const steps = ["c", "a", "b"].map((name) => step("create", "a:b:C", name));

    expect(made(steps)).toEqual(made([...steps].reverse()));
  });
});

const empty = { inputs: {}, outputs: {} };

function step(op: string, type: string, name: string, rest: object = {}) {
  const urn = `urn:pulumi:prod::platform::${type}::${name}`;
  return { op, urn, oldState: empty, newState: empty, detailedDiff: null, ...rest };
}

function made(steps: readonly object[], changeSummary: object = {}) {
  const complete = steps.map((s) => ({
    oldState: empty,
    newState: empty,
    detailedDiff: null,
    ...s,
  }));
  const printed = JSON.stringify({ steps: complete, changeSummary });
  const text = textOf(report(preview(readDigest(printed, (value) => value))));
  const [verdict, ...lines] = text.trimEnd().split("\n");
  return { verdict, lines };
}

function preview(digest: Digest, outcome: "succeeded" | "failed" = "succeeded"): Preview {
  return { stack: "prod", outcome, digest, policies: { packs: {}, violations: [] }, waivers: [] };
}
