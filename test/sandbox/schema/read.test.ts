import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

import type { Field, TypeRef } from "../../../sandbox/schema/model";
import { readPackage } from "../../../sandbox/schema/read";

const TINY_DIR = join(__dirname, "../../fixtures/sdk/@pulumi/tiny");
const TINY = readPackage(TINY_DIR);
const NUMBER: TypeRef = { kind: "number" };

describe("readPackage", () => {
  it("names the package and finds its resources by their tokens, components left out", () => {
    expect([TINY.package, TINY.version]).toEqual(["tiny", "1.2.3"]);
    expect(Object.keys(TINY.resources).sort()).toEqual([
      "pulumi:providers:tiny",
      "tiny:shop/order:Order",
    ]);
  });

  it.each<[input: string, field: Field]>([
    ["kind", optional({ kind: "enum", values: ["Order"] })],
    ["customer", required({ kind: "ref", name: "inputs.shop.Customer" })],
    ["size", optional({ kind: "enum", values: ["small", "large"] })],
    ["gift", optional({ kind: "boolean" })],
    ["lines", required({ kind: "array", of: { kind: "ref", name: "inputs.shop.Line" } })],
    ["labels", optional({ kind: "map", of: { kind: "string" } })],
    ["shop", optional({ kind: "string" })],
    ["delivery", optional({ kind: "union", of: [{ kind: "number" }, { kind: "string" }] })],
    ["drawing", optional({ kind: "asset" })],
  ])("reads the input %s", (input, field) => {
    expect(TINY.resources["tiny:shop/order:Order"]?.inputs[input]).toEqual(field);
  });

  it("makes one type of alternatives, because an object may satisfy several", () => {
    const merged = "inputs.shop.Card | inputs.shop.Invoice";

    expect(TINY.resources["tiny:shop/order:Order"]?.inputs["payer"]).toEqual(
      optional({ kind: "union", of: [{ kind: "string" }, { kind: "ref", name: merged }] }),
    );
    expect(TINY.types[merged]).toEqual({
      number: optional({ kind: "string" }),
      address: optional({ kind: "string" }),
    });
  });

  it("tells an output that is always there from one that may be absent", () => {
    const { outputs } = TINY.resources["tiny:shop/order:Order"] ?? {};

    expect(outputs?.["priority"]).toEqual(required({ kind: "string" }));
    expect(outputs?.["password"]).toEqual(optional({ kind: "string" }));
  });

  it("gives an output the type of the input it repeats, and a computed one its own", () => {
    const { outputs } = TINY.resources["tiny:shop/order:Order"] ?? {};

    expect(outputs?.["customer"]).toEqual(required({ kind: "ref", name: "inputs.shop.Customer" }));
    expect(outputs?.["receipts"]).toEqual(
      required({ kind: "array", of: { kind: "ref", name: "outputs.shop.Receipt" } }),
    );
    expect(TINY.types["outputs.shop.Receipt"]).toEqual({
      total: required({ kind: "number" }),
      note: optional({ kind: "string" }),
    });
  });

  it("keeps a type that contains itself and drops those that nobody names", () => {
    expect(TINY.types["inputs.shop.Customer"]?.["referredBy"]).toEqual(
      optional({ kind: "ref", name: "inputs.shop.Customer" }),
    );
    expect(Object.keys(TINY.types)).not.toContain("inputs.shop.NeverNamed");
    expect(Object.keys(TINY.types)).not.toContain("outputs.shop.Customer");
  });

  it("knows the outputs that the SDK keeps secret", () => {
    const { secretOutputs } = TINY.resources["tiny:shop/order:Order"] ?? {};

    expect(secretOutputs).toEqual(["password", "receipts"]);
  });

  it("reads a provider's configuration as it travels", () => {
    expect(TINY.resources["pulumi:providers:tiny"]?.inputs).toEqual({
      limits: optional({ kind: "json", of: { kind: "ref", name: "inputs.ProviderLimits" } }),
      token: optional({ kind: "string" }),
      version: optional({ kind: "string" }),
    });
  });

  it.each<[type: string, read: TypeRef]>([
    ['"slow" | "fast"', { kind: "enum", values: ["slow", "fast"] }],
    ["string | enums.shop.Size", { kind: "string" }],
    ["enums.shop.Size | string", { kind: "string" }],
    ["any[]", { kind: "array", of: { kind: "any" } }],
    [
      "(number | Shop)[]",
      { kind: "array", of: { kind: "union", of: [NUMBER, { kind: "string" }] } },
    ],
  ])("reads %s", (type, read) => {
    expect(readType(type)).toEqual(read);
  });

  it.each([
    ["[string, string]", "nobody knows how to read [string, string]"],
    ["{ a: string }", "nobody knows how to read { a: string }"],
    ["Record<string, string>", "nobody knows how to read Record<string, string>"],
    ["pulumi.Inputs", "nobody knows how to read pulumi.Inputs"],
    ["inputs.shop.Absent", "inputs.shop.Absent is not declared"],
    ["enums.shop.Absent", "enums.shop.Absent is not declared"],
  ])("refuses to guess what %s means", (type, message) => {
    expect(() => readType(type)).toThrow(message);
  });
});

/** Reads a copy of the package in which one input has this type. */
function readType(type: string): TypeRef | undefined {
  const copy = mkdtempSync(join(tmpdir(), "sdk-"));
  try {
    cpSync(TINY_DIR, copy, { recursive: true });
    const file = join(copy, "shop", "order.d.ts");
    const declarations = readFileSync(file, "utf8");
    writeFileSync(
      file,
      declarations.replace("gift?: pulumi.Input<boolean", `gift?: pulumi.Input<${type}`),
    );
    return readPackage(copy).resources["tiny:shop/order:Order"]?.inputs["gift"]?.type;
  } finally {
    rmSync(copy, { recursive: true });
  }
}

function required(type: TypeRef): Field {
  return { type, required: true };
}

function optional(type: TypeRef): Field {
  return { type, required: false };
}
