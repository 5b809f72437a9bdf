import { join } from "node:path";

import { Secret, Unknown, type Props, type Value } from "../../../sandbox/provider/values";
import { checkInputs } from "../../../sandbox/schema/check";
import { readPackage } from "../../../sandbox/schema/read";

const TINY = readPackage(join(__dirname, "../../fixtures/sdk/@pulumi/tiny"));
const ORDER = "tiny:shop/order:Order";
const order = {
  kind: "Order",
  customer: { name: "Ada", referredBy: { name: "Grace" } },
  lines: [{ article: "lamp", amount: 2 }],
};
const asset = { "4dabf18193072939515e22adb298388d": "c44067f5952c0a294b673a41bacd8c17", text: "a" };

describe("checkInputs", () => {
  it.each<[what: string, inputs: Props]>([
    ["only what is required", {}],
    ["a listed value", { size: "large" }],
    ["either member of a union", { delivery: "tomorrow" }],
    ["either member of a union", { delivery: 3 }],
    ["any key of a map", { labels: { "example.com/a": "b", constructor: "c" } }],
    ["several alternatives in one object", { payer: { number: "4", address: "here" } }],
    ["an asset", { drawing: asset }],
    ["null for what is optional", { gift: null }],
    ["an unknown at any depth", { lines: [{ article: new Unknown(), amount: new Unknown() }] }],
    ["an unknown for what is required", { customer: new Unknown(), lines: new Unknown() }],
    ["a secret of the right type", { password: new Secret("s"), labels: new Secret({ a: "b" }) }],
  ])("accepts %s", (_, inputs) => {
    expect(checkInputs(TINY, ORDER, { ...order, ...inputs })).toEqual([]);
  });

  it.each<[path: string, reason: string, inputs: Props]>([
    ["customer", "is required", { customer: null }],
    ["lines[0].amount", "is required", { lines: [{ article: "lamp" }] }],
    ["colour", "is not a known property", { colour: "red" }],
    ["labls", "is not a known property, did you mean labels?", { labls: {} }],
    ["constructor", "is not a known property", { constructor: "x" }],
    [
      "customer.referredBy.nmae",
      "is not a known property, did you mean name?",
      { customer: { name: "Ada", referredBy: { name: "Grace", nmae: "x" } } },
    ],
    ["kind", 'must be "Order"', { kind: "Ordr" }],
    ["size", 'must be "small" or "large"', { size: "medium" }],
    ["gift", "must be a boolean, not a string", { gift: "true" }],
    ["lines", "must be a list, not an object", { lines: { article: "lamp" } }],
    ["lines[1]", "must be an object, not null", { lines: [...order.lines, null] }],
    [
      "lines[0].amount",
      "must be a number, not a string",
      { lines: [{ article: "a", amount: "2" }] },
    ],
    ["labels.a", "must be a string, not a number", { labels: { a: 1 } }],
    ['labels["a.b/c"]', "must be a string, not null", { labels: { "a.b/c": null } }],
    ["delivery", "must be a number or a string, not a boolean", { delivery: true }],
    ["payer.adress", "is not a known property, did you mean address?", { payer: { adress: "x" } }],
    ["drawing", "must be an asset, not a string", { drawing: "a" }],
    ["customer", "must be an object, not an asset", { customer: asset }],
    ["password", "must be a string, not a number", { password: new Secret(1) }],
  ])("refuses %s: %s", (path, reason, inputs) => {
    expect(checkInputs(TINY, ORDER, { ...order, ...inputs })).toEqual([{ path, reason }]);
  });

  it("finds everything at once, in the order of the paths", () => {
    const lines: Value = Array.from({ length: 11 }, () => ({ article: 7, amount: 1 }));
    const inputs = {
      lines: lines.filter((_, i) => i % 5 === 0),
      area: 1,
      customer: { title: "x" },
    };

    expect(checkInputs(TINY, ORDER, inputs).map(({ path }) => path)).toEqual([
      "area",
      "customer.name",
      "customer.title",
      "lines[0].article",
      "lines[1].article",
      "lines[2].article",
    ]);
  });

  it("orders list items by number", () => {
    const lines = Array.from({ length: 11 }, () => ({ article: "a", amount: "1" }));

    const paths = checkInputs(TINY, ORDER, { ...order, lines }).map(({ path }) => path);

    expect(paths.at(2)).toBe("lines[2].amount");
    expect(paths.at(-1)).toBe("lines[10].amount");
  });

  it("never quotes a value", () => {
    const value = "s3cr3t";
    const inputs = {
      kind: value,
      customer: value,
      password: new Secret([value]),
      size: value,
      lines: [value],
      unheardOf: value,
    };

    const problems = checkInputs(TINY, ORDER, inputs);

    expect(problems).toHaveLength(6);
    expect(JSON.stringify(problems)).not.toContain(value);
  });

  it.each(["tiny:shop/ordr:Ordr", "kubernetes:example.com/v1:Order"])(
    "names a type that the SDK does not have: %s",
    (token) => {
      const reason = `tiny 1.2.3 has no type ${token}`;

      expect(checkInputs(TINY, token, {})).toEqual([{ path: "", reason }]);
    },
  );

  it.each<[limits: Value, problems: unknown]>([
    ['{"perSecond":5}', []],
    [new Unknown(), []],
    ['{"perSecond":"5"}', [{ path: "limits.perSecond", reason: "must be a number, not a string" }]],
    ["s3cr3t", [{ path: "limits", reason: "must be JSON" }]],
    [{ perSecond: 5 }, [{ path: "limits", reason: "must be a string, not an object" }]],
  ])("reads a provider's configuration out of its JSON: %j", (limits, problems) => {
    const inputs = { version: "1.2.3", limits };

    expect(checkInputs(TINY, "pulumi:providers:tiny", inputs)).toEqual(problems);
  });
});
