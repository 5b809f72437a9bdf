import { readPolicies } from "../../audit/policies";
import { redactor } from "../../audit/redact";

const line = (event: object) => JSON.stringify({ sequence: 1, timestamp: 1, ...event });
const violation = (policyName: string, enforcementLevel: string, message = "no") => ({
  policyEvent: {
    ...{ policyName, enforcementLevel, message, resourceUrn: "urn", color: "never" },
    ...{ policyPackName: "ours", policyPackVersion: "1.2.0" },
  },
});
const judged = {
  policyAnalyzeSummaryEvent: {
    resourceUrn: "urn",
    policyPackName: "ours",
    policyPackVersion: "1.2.0",
  },
};

describe("what policies say", () => {
  it("is which packs judged, and what they found, mandatory first", () => {
    const log = [
      judged,
      violation("b", "advisory"),
      judged,
      violation("c", "mandatory"),
      violation("a", "mandatory"),
    ];
    const { packs, violations } = readPolicies(log.map(line).join("\n"), (value) => value);

    expect(packs).toEqual({ ours: "1.2.0" });
    expect(violations.map(({ policyName }) => policyName)).toEqual(["a", "c", "b"]);
  });

  it("is nothing where no pack judged", () => {
    const none = { packs: {}, violations: [] };

    expect(readPolicies("", (value) => value)).toEqual(none);
    expect(readPolicies(line({ summaryEvent: { isPreview: true } }), (value) => value)).toEqual(
      none,
    );
  });

  it("ALL-2 never holds what debug lines tell, nor a secret in a message", () => {
    const debug = line({
      diagnosticEvent: { severity: "debug", message: `generated hunter22: {"policyEvent":{}}` },
    });
    const seen: unknown[] = [];
    const redact = redactor(["hunter22"]);
    const { violations } = readPolicies(
      [debug, line(violation("a", "mandatory", "x is hunter22"))].join("\n"),
      (value) => (seen.push(value), redact(value)),
    );

    expect(violations.map(({ message }) => message)).toEqual(["x is [secret]"]);
    expect(JSON.stringify(seen)).not.toContain("generated");
  });

  it("is not read past what it does not understand", () => {
    expect(() =>
      readPolicies('{"sequence":1,"timestamp":1,"policyEvent":{hunter22', (value) => value),
    ).toThrow(/^a line of the event log is not JSON$/);
  });
});
