import fc from "fast-check";

import { readDigest } from "../../../audit/digest";
import type { Preview } from "../../../audit/preview";

/** Text that tries to be more than text. */
export const hostileText = fc
  .array(
    fc.oneof(
      fc.string({ unit: "binary", maxLength: 12 }),
      fc.constantFrom(
        ...[
          "```",
          "````\n",
          "~~~\n",
          "\n\n",
          "</details>",
          "</pre>",
          "<script>",
          "<img src=x onerror=y>",
        ],
        ...["@everyone", "#1", "[x](https://evil.test)", "![](//evil.test)", "https://evil.test"],
        ...[
          "www.evil.test",
          "mail@evil.test",
          "| a |",
          "-->",
          "<!--",
          "&lt;",
          "&#60;",
          "]]>",
          "\\`",
        ],
        ...["**", "__", "~~", "$$", "`", "\u202e", "\u001b[31m", '"><svg onload=x>', "' x='", "::"],
      ),
    ),
    { minLength: 1, maxLength: 6 },
  )
  .map((parts) => parts.join(""));

interface Change {
  readonly op: string;
  readonly name: string;
  readonly type?: string;
  readonly before?: string;
  readonly after?: string;
}

/** A preview with one change of one property per resource; the property's name is hostile as well. */
export function previewOf(changes: readonly Change[]): Preview {
  const state = (value: string | undefined) =>
    value === undefined ? { inputs: {} } : { inputs: { value, [value]: { value } } };
  const steps = changes.map(({ op, name, type = "a:b:C", before, after }) => ({
    ...{ op, urn: `urn:pulumi:prod::platform::${type}::${name}`, detailedDiff: null },
    ...(op !== "create" && { oldState: state(before) }),
    ...(op !== "delete" && { newState: state(after) }),
    ...(op === "replace" && { replaceReasons: ["value"] }),
  }));
  return {
    stack: "prod",
    outcome: "succeeded",
    digest: readDigest(JSON.stringify({ steps }), (value) => value),
    policies: { packs: {}, violations: [] },
    waivers: [],
  };
}
