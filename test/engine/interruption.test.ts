import { setTimeout as sleep } from "node:timers/promises";

import { finished, Lab, processesOf } from "../support/lab";

/** An update of staging with AppOS alone. */
const up = (lab: Lab) => ["up", "--yes", "--skip-preview", ...lab.appos("staging")];

describe("an update that does not reach its end", () => {
  let lab: Lab;
  beforeEach(() => {
    lab = new Lab("always");
  });
  afterEach(() => {
    lab.remove();
  });

  it("is finished by the next one when a create failed", async () => {
    lab.sandbox("fault", "add", "--type", "Instance", "--message", "no capacity", "--times", "1");

    const failed = await lab.pulumi(...up(lab));
    expect(failed.text).toContain("no capacity");
    expect(failed.code).not.toBe(0);

    await finishes(lab);
  });

  it("leaves no process behind after kill -9, and the runbook finishes it", async () => {
    const running = await half(lab);
    expect(processesOf(lab)).not.toEqual([]);
    running.child.kill("SIGKILL");
    await sleep(1000);
    expect(processesOf(lab)).toEqual([]);

    lab.sandbox("latency", "Instance", "0");
    expect((await lab.pulumi(...up(lab))).text).toContain("locked");
    const staging = lab.appos("staging");
    await lab.pulumi("cancel", "--yes", "--stack", "staging");
    await lab.pulumi("refresh", "--yes", "--clear-pending-creates", ...staging);
    expect((await lab.pulumi(...up(lab))).text).toContain("DB instance already exists");
    const imported = await lab.pulumi(
      ...["import", "aws:rds/instance:Instance", "appos-postgres-instance", "appos-postgres"],
      ...["--parent", "owner=urn:pulumi:staging::platform::platform:data:Postgres::appos-postgres"],
      ...["--provider", "account=urn:pulumi:staging::platform::pulumi:providers:aws::account"],
      ...["--protect=false", "--yes", ...staging],
    );
    expect(imported.code).toBe(0);

    await finishes(lab);
  });
});

/** Starts an update and waits until nothing but the database is still being created. */
async function half(lab: Lab) {
  lab.sandbox("latency", "Instance", "20000");
  const child = lab.start(...up(lab));
  const end = finished(child);
  const begun = () => lab.made().some((line) => line.includes("aws:rds/instance:Instance"));
  let count = -1;
  while (!begun() || count !== lab.made().length) {
    if (child.exitCode !== null) throw new Error(`it ended too early:\n${(await end).text}`);
    count = lab.made().length;
    await sleep(1000);
  }
  return { child, end };
}

/** The next plain update succeeds, nothing exists twice, and then nothing is left to do. */
async function finishes(lab: Lab): Promise<void> {
  lab.sandbox("latency", "Instance", "0");
  const next = await lab.pulumi(...up(lab));
  expect(next.text).not.toContain("error:");
  expect(next.code).toBe(0);

  const names = lab.made().map((line) => line.split("\t").slice(0, 3).join(" "));
  expect(names.filter((name, i) => names.indexOf(name) !== i)).toEqual([]);
  const again = await lab.pulumi("preview", "--expect-no-changes", ...lab.appos("staging"));
  expect(again.code).toBe(0);
}
