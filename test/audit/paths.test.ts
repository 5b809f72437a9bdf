import fc from "fast-check";

import { at, child, keysOf } from "../../audit/paths";

describe("property paths", () => {
  it.each([
    ["a.b[0]", ["a", "b", "0"]],
    ['tags["k.with.dot"].x', ["tags", "k.with.dot", "x"]],
    ['["quote \\" and \\\\"]', ['quote " and \\']],
    ["", []],
  ])("reads %s", (path, keys) => {
    expect(keysOf(path)).toEqual(keys);
  });

  it("finds again what it spells", () => {
    fc.assert(
      fc.property(fc.array(fc.string({ minLength: 1 }), { minLength: 1 }), (keys) => {
        expect(keysOf(keys.reduce(child, ""))).toEqual(keys);
      }),
    );
    expect(child("a", 3)).toBe("a[3]");
  });

  it("finds what stands at a path, and nothing elsewhere", () => {
    const value = { a: { b: [{ c: 1 }] } };

    expect(at(value, "a.b[0].c")).toBe(1);
    expect(at(value, "a.b[1].c")).toBeUndefined();
    expect(at(value, "toString")).toBeUndefined();
    expect(at(value, "")).toBe(value);
  });
});
