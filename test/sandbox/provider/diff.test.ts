import { differences, showPath, touches } from "../../../sandbox/provider/diff";
import { Unknown } from "../../../sandbox/provider/values";

describe("differences", () => {
  it.each([
    ["a change in a list", { a: [{ b: 1 }] }, { a: [{ b: 2 }] }, ["update a[0].b"]],
    ["an addition", {}, { a: { b: 1 } }, ["add a"]],
    ["a removal", { a: [1, 2] }, { a: [1] }, ["delete a[1]"]],
    ["another shape", { a: [1] }, { a: { b: 1 } }, ["update a"]],
    ["nothing in equal values", { a: { b: [1] } }, { a: { b: [1] } }, []],
    ["nothing in null beside absent", { a: null }, {}, []],
    ["what is not known yet", { a: "x" }, { a: new Unknown() }, ["update a"]],
    ["keys with dots", { tags: {} }, { tags: { "a.b/c": "1" } }, ['add tags["a.b/c"]']],
  ])("finds %s", (_what, before, after, expected) => {
    const found = differences(before, after).map(({ kind, path }) => `${kind} ${showPath(path)}`);

    expect(found).toEqual(expected);
  });

  it.each([
    ["below the pattern", ["spec", "selector", "matchLabels", "app"], true],
    ["in a list on the way", ["spec", 0, "selector"], true],
    ["above the pattern", ["spec"], true],
    ["beside it, with a longer name", ["spec", "selectors"], false],
  ])("knows a change %s", (_where, path, expected) => {
    expect(touches({ path, kind: "update" }, "spec.selector")).toBe(expected);
  });
});
