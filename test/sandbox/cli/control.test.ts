import { Command } from "commander";

import { strike } from "../../../sandbox/cloud/faults";
import { find, placeAt } from "../../../sandbox/cloud/objects";
import { plugin } from "../provider/plugin";
import { temporary } from "../temporary";

const LOGS = "aws:cloudwatch/logGroup:LogGroup";

describe("the control commands", () => {
  const sandbox = temporary();
  const place = placeAt(sandbox, "aws", "333333333333", "eu-central-1");
  const print = jest.spyOn(console, "log").mockImplementation();

  /** The commands learn at import which sandbox they act on. */
  async function control(...args: string[]): Promise<string> {
    process.env["SANDBOX_DIR"] = sandbox;
    const { registerControl } = await import("../../../sandbox/cli/control");
    const program = new Command().exitOverride();
    registerControl(program);
    print.mockClear();
    await program.parseAsync(args, { from: "user" });
    return print.mock.calls.flat().join("\n");
  }

  beforeAll(async () => {
    const aws = await plugin("aws", { sandbox });
    await aws.create(LOGS, "web", { name: "/app/web", tags: { a: "1" } });
  });
  afterAll(() => {
    delete process.env["SANDBOX_DIR"];
  });

  it("list and show what exists, by logical or physical name", async () => {
    expect(await control("cloud", "ls", "--type", "LogGroup")).toBe(
      `aws/333333333333/eu-central-1\t${LOGS}\t/app/web\t/app/web`,
    );
    expect(JSON.parse(await control("cloud", "show", "LogGroup", "web"))).toMatchObject({
      name: "/app/web",
    });
  });

  it("make drift", async () => {
    await control("cloud", "set", "LogGroup", "web", "tags.a", '"2"');
    await control("cloud", "set", "LogGroup", "web", "retentionInDays", "7");

    const object = find(place, LOGS, "/app/web");
    expect(object?.inputs["tags"]).toEqual({ a: "2" });
    expect(object?.outputs["retentionInDays"]).toBe(7);
  });

  it("remove, and say what is not there", async () => {
    await control("cloud", "rm", "LogGroup", "/app/web");

    expect(find(place, LOGS, "/app/web")).toBeUndefined();
    await expect(control("cloud", "rm", "LogGroup", "web")).rejects.toThrow(
      "no LogGroup is called web",
    );
  });

  it("ask which one is meant", async () => {
    await expect(control("cloud", "show", "Namespace", "default")).rejects.toThrow("say the id");
  });

  it("add and clear faults", async () => {
    const subject = { type: LOGS, names: ["web"] };
    await control(
      "fault",
      "add",
      "--type",
      "LogGroup",
      "--op",
      "delete",
      "--mode",
      "hang",
      "--times",
      "1",
    );

    expect(strike(sandbox, "delete", subject)).toMatchObject({ mode: "hang", times: 1 });
    await expect(control("fault", "add", "--type", "x", "--mode", "explode")).rejects.toThrow(
      "explode is none of refuse, notReady, crash-after-write, hang",
    );
    await control("fault", "add", "--type", "LogGroup");
    await control("fault", "clear");
    expect(strike(sandbox, "create", subject)).toBeUndefined();
  });

  it("set the clock back", async () => {
    await control("clock", "set", "-36500d");

    expect(await control("clock", "show")).toMatch(/^19/);
  });
});
