import fc from "fast-check";

import { refuseLeaks, tell } from "../../../audit/report/files";
import { leaks } from "../../../audit/redact";
import { corpus } from "../../support/corpus";
import { hostileText, previewOf } from "./hostile";

describe("the files of a report", () => {
  it("are Markdown, HTML, JSON and the preview itself", () => {
    expect(Object.keys(tell(corpus("cascade"), []).files)).toEqual([
      ...["report.md", "report.html", "report.json", "preview.json"],
    ]);
  });

  it("are the same when they are written once more from the preview that was kept", () => {
    for (const name of ["everything", "hostile", "policyViolation"]) {
      const told = tell(corpus(name), []);
      const kept = JSON.parse(told.files["preview.json"] ?? "") as ReturnType<typeof corpus>;

      expect(tell(kept, [])).toEqual(told);
    }
  });

  it("ALL-2 contain no secret in any form, wherever it stands, or are not written", () => {
    const secret = fc.string({ unit: "grapheme", minLength: 8, maxLength: 20 });
    const disguise = fc.constantFrom<(s: string) => string>(
      ...[
        (s: string) => s,
        (s: string) => JSON.stringify({ s }),
        (s: string) => `{"a":${JSON.stringify(s)}}`,
      ],
      ...[(s: string) => encodeURIComponent(Buffer.from(s).toString())],
      ...[(s: string) => Buffer.from(s).toString("base64"), (s: string) => `a\n${s}\nb`],
    );
    const property = fc.property(secret, disguise, hostileText, (canary, wear, around) => {
      const worn = wear(canary);
      const preview = previewOf([
        { op: "update", name: around + worn, before: around, after: worn + around },
        { op: "delete", name: worn, before: worn },
      ]);
      const texts = written(() => Object.values(tell(preview, [canary]).files));

      expect(texts.flatMap((text) => leaks(text, [canary]))).toEqual([]);
      expect(texts.flatMap((text) => leaks(entities(text), [canary]))).toEqual([]);
    });
    fc.assert(property, { numRuns: 200 });
  });

  it("are refused where a secret appears only once invisible characters are gone", () => {
    const preview = previewOf([{ op: "update", name: "x", before: "a", after: "hunter\u200b22" }]);

    expect(() => tell(preview, ["hunter22"])).toThrow(
      /^refused: a secret would be shown \(text\)$/,
    );
  });

  it.each([
    ["HTML", "x hunter&amp;22"],
    ["Markdown", "x hunter&#38;22"],
    ["Markdown that keeps names apart", "x hunter&#38;&#8203;22"],
  ])("are refused where only the reader of %s would see the secret", (_title, text) => {
    expect(() => {
      refuseLeaks(["nothing", text], ["hunter&22"]);
    }).toThrow("refused: a secret would be shown (text)");
    expect(() => {
      refuseLeaks([text], ["hunter-22"]);
    }).not.toThrow();
  });
});

/** A refusal writes nothing. */
function written(tellAll: () => string[]): string[] {
  try {
    return tellAll();
  } catch (error) {
    expect(String(error)).toContain("refused: a secret would be shown");
    return [];
  }
}

function entities(text: string): string {
  return text
    .replaceAll("&#8203;", "")
    .replace(/&#(\d+);/g, (_, code: string) => String.fromCodePoint(Number(code)))
    .replaceAll("&lt;", "<")
    .replaceAll("&gt;", ">")
    .replaceAll("&quot;", '"')
    .replaceAll("&amp;", "&");
}
