import { readDigest } from "../../audit/digest";
import { redactor } from "../../audit/redact";

const urn = "urn:pulumi:prod::platform::aws:s3/bucket:Bucket::uploads";

describe("a digest", () => {
  it("is read after what a plugin printed before it, unknown keys and all", () => {
    const printed = `installing {pack}\n ok\n${JSON.stringify({
      steps: [{ op: "create", urn, newState: { urn, inputs: { a: 1 } }, detailedDiff: null }],
      changeSummary: { create: 1 },
      maybeNewKey: true,
    })}\n`;

    expect(read(printed)).toEqual({
      steps: [
        {
          op: "create",
          urn,
          newState: {
            inputs: { a: 1 },
            outputs: {},
            parent: "",
            protect: false,
            retainOnDelete: false,
            dependencies: [],
            propertyDependencies: {},
            resourceHooks: {},
            source: "",
          },
          detailedDiff: null,
          diffReasons: [],
          replaceReasons: [],
        },
      ],
      diagnostics: [],
      changeSummary: { create: 1 },
    });
  });

  it("refuses an operation that it does not know", () => {
    expect(() =>
      read(JSON.stringify({ steps: [{ op: "explode", urn, detailedDiff: null }] })),
    ).toThrow("the engine plans what this report does not know: explode");
    expect(() => read(JSON.stringify({ changeSummary: { explode: 1 } }))).toThrow(
      "unreadable preview",
    );
  });

  it.each([
    ["update", "newState"],
    ["update", "oldState"],
    ["replace", "newState"],
    ["delete", "oldState"],
    ["create", "newState"],
    ["same", "oldState"],
  ])("refuses the step %s without its %s", (op, missing) => {
    const states = { oldState: {}, newState: {}, [missing]: undefined };
    const printed = JSON.stringify({ steps: [{ op, urn, ...states, detailedDiff: null }] });

    expect(() => read(printed)).toThrow(
      `the engine left out the state of ${urn}\n  → at steps[0].${missing}`,
    );
  });

  it("never holds a secret", () => {
    const printed = JSON.stringify({
      steps: [
        { op: "create", urn, newState: { inputs: { a: "x=hunter22;" } }, detailedDiff: null },
      ],
      diagnostics: [{ message: "hunter22 is wrong", severity: "error" }],
    });

    expect(JSON.stringify(readDigest(printed, redactor(["hunter22"])))).not.toContain("hunter22");
  });

  it.each(["", "hunter22", "{hunter22}", '{"steps": "hunter22"}'])(
    "does not quote %j in an error",
    (printed) => {
      const reading = () => read(printed);

      expect(reading).toThrow(/preview/);
      expect(reading).not.toThrow(/hunter22/);
    },
  );
});

function read(printed: string) {
  return readDigest(printed, (value) => value);
}
