import { page } from "../../../audit/report/html";
import { markdown } from "../../../audit/report/markdown";
import { report } from "../../../audit/report/report";
import { textOf } from "../../../audit/report/text";
import { corpus, recorded } from "../../support/corpus";

describe("what recorded previews mean", () => {
  it("is a corpus of every operation and every kind of difference", () => {
    const steps = recorded().flatMap((name) => corpus(name).digest.steps);
    const differences = steps.flatMap(({ detailedDiff }) => Object.values(detailedDiff ?? {}));

    expect(recorded().length).toBeGreaterThan(40);
    expect(new Set(steps.map(({ op }) => op))).toEqual(
      new Set([
        ...["create", "update", "replace", "create-replacement", "delete-replaced"],
        ...["delete", "import", "same", "read"],
      ] as const),
    );
    expect([...new Set(differences.map(({ kind }) => kind))].sort()).toEqual([
      ...["add", "add-replace", "delete", "delete-replace", "update", "update-replace"],
    ]);
  });

  it.each(recorded())("%s", (name) => {
    const [verdict = "", ...lines] = textOf(report(corpus(name)))
      .trimEnd()
      .split("\n");

    expect([verdict, ...lines.slice(0, 12)].join("\n")).toMatchSnapshot();
  });

  it.each(["cascadeOldFirst", "policyDenies", "protectError"])("in a comment: %s", (name) => {
    expect(markdown(report(corpus(name))).join("\n")).toMatchSnapshot();
  });

  it("on a page", () => {
    const text = page(report(corpus("everything")));

    expect(text.replace(/<style>[^]*<\/style>/, "")).toMatchSnapshot();
  });
});
