import { strict } from "../../../toolchain/schemas/convert";

describe("a strict schema", () => {
  it("refuses undeclared fields, at every depth", () => {
    const inner = { type: "object", properties: { a: { type: "string" } } };

    expect(
      strict({ type: "object", properties: { list: { type: "array", items: inner } } }),
    ).toMatchObject({
      additionalProperties: false,
      properties: { list: { items: { additionalProperties: false } } },
    });
    expect(strict({ additionalProperties: inner })).toMatchObject({
      additionalProperties: { additionalProperties: false },
    });
  });

  it.each([
    ["declares none", { type: "object" }],
    ["keeps unknown ones", { properties: {}, "x-kubernetes-preserve-unknown-fields": true }],
    ["allows others", { properties: {}, additionalProperties: true }],
  ])("lets an object have any field where it %s", (_, open) => {
    expect(strict(open)).toMatchObject({ additionalProperties: true });
  });

  it.each([{ type: "string", format: "int-or-string" }, { "x-kubernetes-int-or-string": true }])(
    "takes %j for an integer or a string",
    (port) => {
      expect(strict(port)).toEqual({ type: ["integer", "string"] });
    },
  );

  it("accepts null only where that is declared", () => {
    expect(strict({ type: "string", nullable: true })).toMatchObject({ type: ["string", "null"] });
    expect(strict({ type: "string" })).toMatchObject({ type: "string" });
  });

  it("keeps what else is asked of a value, and drops prose", () => {
    const asked = { type: "string", enum: ["a"], pattern: "^a$", minLength: 1 };

    expect(strict({ ...asked, description: "An a." })).toEqual({
      ...asked,
      additionalProperties: true,
    });
  });

  it("takes no field's name for a keyword", () => {
    const named = {
      properties: { properties: { type: "object" }, description: { type: "string" } },
    };

    expect(strict(named)).toMatchObject({
      properties: {
        properties: { type: "object", additionalProperties: true },
        description: { type: "string" },
      },
    });
  });
});
