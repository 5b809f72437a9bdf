import fc from "fast-check";
import MarkdownIt from "markdown-it";

import { markdown, MOST } from "../../../audit/report/markdown";
import { report } from "../../../audit/report/report";
import { corpus, recorded } from "../../support/corpus";
import { hostileText, previewOf } from "./hostile";

const github = new MarkdownIt({ html: true, linkify: true });

describe("a comment", () => {
  it.each(recorded())("renders as nothing but what it is meant to: %s", (name) => {
    expect(foreign(markdown(report(corpus(name))))).toEqual([]);
  });

  it("tells every recorded change in one comment", () => {
    const several = recorded().filter((name) => markdown(report(corpus(name))).length !== 1);

    expect(several).toEqual([]);
  });

  it("neither ends its fences, nor calls people, nor links, whatever a resource holds", () => {
    const property = fc.property(hostileText, hostileText, hostileText, (name, before, after) => {
      const comments = markdown(report(previewOf([{ op: "update", name, before, after }])));

      expect(foreign(comments)).toEqual([]);
      expect(prose(comments)).not.toMatch(/@\w|#\d/);
    });
    fc.assert(property, { numRuns: 300 });
  });

  it("names everything that is destroyed, however much that is", () => {
    const steps = fc.array(
      fc.record({
        op: fc.constantFrom("delete", "replace", "update", "create"),
        name: fc.stringMatching(/^[a-z]{1,20}$/),
        before: fc.constant("x".repeat(90)),
        after: fc.constant("y".repeat(90)),
      }),
      { maxLength: 40 },
    );
    const property = fc.property(steps, fc.integer({ min: 1, max: 40 }), (each, times) => {
      const many = Array.from({ length: times }, (_, i) =>
        each.map((step, j) => ({ ...step, name: `${step.name}-${i}-${j}` })),
      ).flat();
      const comments = markdown(report(previewOf([...many, STACK])));
      const gone = many.filter(({ op }) => op === "delete" || op === "replace");
      const missing = gone.filter(
        ({ name }) => !comments.some((text) => text.includes(`${name}<`)),
      );

      expect(missing).toEqual([]);
      expect(comments.filter((text) => text.length > MOST.characters)).toEqual([]);
    });
    fc.assert(property, { numRuns: 30 });
  });

  it.each([
    [10, "```diff", undefined],
    [150, "no values", "```diff"],
    [400, "no properties", ": <code>value"],
    [2000, "no other names", "parameter"],
  ])("says less of %i updates, and that it does", (count, said, unsaid) => {
    const updates = Array.from({ length: count }, (_, i) => ({
      ...{ op: "update", name: `parameter-${i}`, before: "x".repeat(90), after: "y".repeat(90) },
    }));
    const [text = "", ...others] = markdown(
      report(previewOf([...updates, { op: "delete", name: "gone", before: "" }])),
    );

    expect(others).toEqual([]);
    expect(text).toContain(said);
    expect(text).toContain("<code>gone</code>");
    if (unsaid !== undefined) expect(text).not.toContain(unsaid);
  });

  it("begins with what finds it again, and with the verdict", () => {
    const [text = ""] = markdown(report(corpus("cascade")));

    expect(text).toMatch(
      /^<!-- stack-diff dev -->\n### 🟠 REPLACES — dev&#58; 3 replace, .* same&#59; 2 security-relevant\n/,
    );
  });

  it("shows nothing but the change of a policy, permission by permission", () => {
    expect(blocks("policyWidened")).toEqual([
      [
        "! policy WIDENS",
        "- Allow to s3:GetObject on arn:aws:s3:::uploads/*",
        "- Allow to s3:PutObject on arn:aws:s3:::uploads/*",
        "+ Allow to s3:DeleteObject on *",
        "+ Allow to s3:GetObject on *",
        "+ Allow to s3:PutObject on *",
      ],
    ]);
    expect(blocks("policyReordered")).toEqual([["! policy allows the same as before"]]);
    expect(blocks("trustChanged")).toEqual([
      [
        "! assumeRolePolicy WIDENS",
        "- Allow for Service ec2.amazonaws.com to sts:AssumeRole",
        "+ Allow for Service lambda.amazonaws.com to sts:AssumeRole",
      ],
    ]);
  });

  it("shows of a text the lines that differ", () => {
    expect(blocks("script")).toEqual([
      [
        '! data["start.sh"] changed forces replacement',
        " #!/bin/sh",
        "-set -e",
        "+set -eu",
        " migrate",
        "-serve",
        "+serve --all",
      ],
    ]);
  });

  it("says why a preview failed, and which policies judged it", () => {
    const [failed = ""] = markdown(report(corpus("failedAtOnce")));
    const [violated = ""] = markdown(report(corpus("policyViolation")));

    expect(failed).toContain("the settings are not valid");
    expect(violated).toContain("1 against policy");
    expect(violated).toContain("logs-kept &#40;mandatory&#41;");
    expect(violated).toContain("judged by fixture-policies 1&#46;0&#46;0&#46;");
  });
});

const STACK = { op: "create", name: "stack", before: "" };

function blocks(name: string): string[][] {
  return github
    .parse(markdown(report(corpus(name))).join("\n"), {})
    .filter(({ type }) => type === "fence")
    .map(({ content }) => content.trimEnd().split("\n"));
}

/** Tags that no report writes, with what links and pictures they would carry. */
function foreign(comments: readonly string[]): string[] {
  const known =
    /^<\/?(?:h[34]|p|strong|code|pre|br|table|thead|tbody|tr|th|td|ul|li|details|summary)>$/;
  return comments
    .flatMap((text) => github.render(text).match(/<[^>]*>/g) ?? [])
    .filter((tag) => !known.test(tag))
    .filter(
      (tag) => tag !== '<code class="language-diff">' && !/^<!-- stack-diff [\w.-]+ -->$/.test(tag),
    );
}

/** What stands outside of code blocks, as a reader sees it. */
function prose(comments: readonly string[]): string {
  return comments
    .map((text) => github.render(text).replace(/<pre>[^]*?<\/pre>/g, ""))
    .join("\n")
    .replace(/&#(\d+);/g, (_, code: string) => String.fromCodePoint(Number(code)))
    .replaceAll("&amp;", "&");
}
