import { readFileSync } from "node:fs";
import { join } from "node:path";

import { addFault, clearFaults, setLatency } from "../../../sandbox/cloud/faults";
import type { Entry } from "../../../sandbox/cloud/journal";
import { plugin, unready, type Plugin } from "./plugin";

const LOGS = "aws:cloudwatch/logGroup:LogGroup";

describe("an operation that goes wrong on purpose", () => {
  let aws: Plugin;
  beforeEach(async () => {
    aws = await plugin("aws");
  });

  it("fails as often as it was told to, for the named object alone", async () => {
    const fault = { op: "create", type: "LogGroup", name: "web*", times: 2 } as const;
    addFault(aws.sandbox, {
      ...fault,
      mode: "refuse",
      message: "ThrottlingException: Rate exceeded",
    });

    await expect(aws.create(LOGS, "other", {})).resolves.toBeDefined();
    await expect(aws.create(LOGS, "web", {})).rejects.toThrow("ThrottlingException");
    await expect(aws.create(LOGS, "web-2", {})).rejects.toThrow("ThrottlingException");
    await expect(aws.create(LOGS, "web", {})).resolves.toBeDefined();
  });

  it("keeps an object that did not become ready, and the next update heals it", async () => {
    addFault(aws.sandbox, { op: "create", type: LOGS, mode: "notReady", message: "too slow" });

    const failed = await unready(aws.create(LOGS, "web", { name: "web" }));

    expect(failed.message).toContain("too slow");
    expect(failed.resource).toMatchObject({ id: "web", inputs: { name: "web" } });
    expect(
      (await unready(aws.update(LOGS, "web", failed.resource, { name: "web" }))).message,
    ).toContain("too slow");
    clearFaults(aws.sandbox);
    await expect(aws.update(LOGS, "web", failed.resource, { name: "web" })).resolves.toBeDefined();
  });

  it("gives up at the resource's own timeout", async () => {
    setLatency(aws.sandbox, "LogGroup", 60_000);

    const failed = await unready(aws.create(LOGS, "web", { name: "web" }, 0.01));

    expect(failed.message).toContain("timed out");
  });

  it("ends a hanging operation when the engine cancels, with the object in hand", async () => {
    addFault(aws.sandbox, { op: "create", type: "*", mode: "hang", message: "" });
    const hanging = unready(aws.create(LOGS, "web", { name: "web" }));
    setTimeout(() => void aws.cancel(), 20);

    expect((await hanging).message).toContain("Resource operation was cancelled");
  });

  it("are written down with everything that succeeds, without a value", async () => {
    const parameter = "aws:ssm/parameter:Parameter";
    addFault(aws.sandbox, { op: "create", type: "LogGroup", mode: "refuse", message: "no" });
    const { sandbox } = aws;
    const given = { name: "/p", type: "SecureString", value: "hunter2" };
    const made = await aws.create(parameter, "p", given);
    await expect(aws.create(LOGS, "web", { name: "web" })).rejects.toThrow("no");
    await aws.update(parameter, "p", made, { ...given, description: "d" });
    await aws.delete(parameter, "p", made);

    const log = readFileSync(join(sandbox, "cloud", "log.jsonl"), "utf8");

    const entries = log
      .trim()
      .split("\n")
      .map((line) => JSON.parse(line) as Entry & { time: string });
    expect(entries.map(({ op, type, name, id }) => [op, type, name, id])).toEqual([
      ["create", parameter, "/p", "/p"],
      ["ready", parameter, "/p", "/p"],
      ["fail", LOGS, "web", ""],
      ["update", parameter, "/p", "/p"],
      ["ready", parameter, "/p", "/p"],
      ["delete", parameter, "/p", "/p"],
    ]);
    expect(entries[0]?.time).toMatch(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/);
    expect(log).not.toContain("hunter2");
  });
});
