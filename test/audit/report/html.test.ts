import fc from "fast-check";

import { page } from "../../../audit/report/html";
import { report } from "../../../audit/report/report";
import { corpus, recorded } from "../../support/corpus";
import { hostileText, previewOf } from "./hostile";

describe("the page", () => {
  it.each(recorded())("has no markup but its own: %s", (name) => {
    expect(foreign(page(report(corpus(name))))).toEqual([]);
  });

  it("has no markup but its own, whatever a resource holds", () => {
    const property = fc.property(hostileText, hostileText, hostileText, (name, before, after) => {
      const steps = [
        { op: "update", name, before, after },
        { op: "replace", name: after, type: "aws:kms/key:Key", before, after: name },
      ];

      expect(foreign(page(report(previewOf(steps))))).toEqual([]);
    });
    fc.assert(property, { numRuns: 300 });
  });

  it("fetches and runs nothing", () => {
    const text = page(report(corpus("everything")));

    expect(text).toContain(`content="default-src 'none'; style-src 'unsafe-inline'"`);
    expect(text).not.toMatch(/<script|<link|<img|url\(|@import|src=|href=| on\w+=/);
  });

  it("gives the same bytes whatever the order of the resources", () => {
    const { digest, ...preview } = corpus("everything");
    const turned = { ...preview, digest: { ...digest, steps: [...digest.steps].reverse() } };

    expect(page(report({ ...turned, digest: stable(turned.digest) }))).toBe(
      page(report({ ...preview, digest })),
    );
  });

  it("names each row and each column of what is destroyed", () => {
    const text = page(report(corpus("cascade")));

    expect(text.match(/<th role="columnheader" scope="col">[^<]*/g)).toHaveLength(4);
    expect(
      text.match(/<th role="rowheader" scope="row"><code>(?:firewall|subnet|vpc)</g),
    ).toHaveLength(3);
  });
});

/** The steps of one resource have an order of their own. */
function stable<D extends { readonly steps: readonly { readonly urn: string }[] }>(digest: D): D {
  const urns = [...new Set(digest.steps.map(({ urn }) => urn))];
  const steps = urns.flatMap((urn) => digest.steps.filter((step) => step.urn === urn).reverse());
  return { ...digest, steps };
}

const OWN =
  /^<(?:!doctype html|html lang="en"|meta (?:charset="utf-8"|http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'"|name="viewport" content="width=device-width, initial-scale=1")|(?:header|section|h1|h2|h3|p|code|pre|span|ul|li|table|thead|tbody|tr|th|td|details|summary|strong|div|head|body|main|title)(?: (?:class="[a-z ]*"|role="[a-z]+"|scope="(?:row|col)"|data-label="[A-Za-z ]+"))*|\/[a-z1-6]+|style)>$/;

/** Tags that no report writes. */
function foreign(text: string): string[] {
  const style = /<style>[^]*?<\/style>/;
  return (text.replace(style, "").match(/<[^>]*>?/g) ?? []).filter((tag) => !OWN.test(tag));
}
