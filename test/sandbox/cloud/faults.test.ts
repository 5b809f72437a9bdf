import {
  addFault,
  clearFaults,
  latency,
  matches,
  setLatency,
  strike,
} from "../../../sandbox/cloud/faults";
import { temporary } from "../temporary";

const web = { type: "kubernetes:apps/v1:Deployment", names: ["web", "web-1a2b"] };
const slow = { op: "create", mode: "refuse", message: "no" } as const;

describe("faults", () => {
  it("strike the operation, type and name they were made for", () => {
    const sandbox = temporary();
    const id = addFault(sandbox, { ...slow, type: "Deployment", name: "web-*" });

    expect(strike(sandbox, "create", web)?.id).toBe(id);
    expect(strike(sandbox, "update", web)).toBeUndefined();
    expect(strike(sandbox, "create", { ...web, names: ["worker"] })).toBeUndefined();
    expect(strike(sandbox, "create", { ...web, type: "kubernetes:batch/v1:Job" })).toBeUndefined();
  });

  it("strike only as often as they were told to", () => {
    const sandbox = temporary();
    addFault(sandbox, { ...slow, type: "*", times: 2 });

    const strikes = [1, 2, 3].map(() => strike(sandbox, "create", web) !== undefined);

    expect(strikes).toEqual([true, true, false]);
  });

  it("are forgotten with their counts", () => {
    const sandbox = temporary();
    addFault(sandbox, { ...slow, type: "*", times: 1 });
    clearFaults(sandbox);

    expect(strike(sandbox, "create", web)).toBeUndefined();
  });
});

describe("latency", () => {
  it("is that of the type, else that of all, else none", () => {
    const sandbox = temporary();

    expect(latency(sandbox, web.type)).toBe(0);
    setLatency(sandbox, "*", 5);
    setLatency(sandbox, "Deployment", 7);
    expect(latency(sandbox, web.type)).toBe(7);
    expect(latency(sandbox, "aws:kms/key:Key")).toBe(5);
  });
});

it.each([
  ["web-*", "web-1", true],
  ["web-?", "web-12", false],
  ["a.b", "axb", false],
  ["*", "", true],
])("the glob %s against %s is %s", (glob, text, expected) => {
  expect(matches(glob, text)).toBe(expected);
});
