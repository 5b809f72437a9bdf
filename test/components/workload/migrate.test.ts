import { spawn } from "node:child_process";
import { chmodSync, existsSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";

import { LOCK_SCRIPT } from "../../../components/workload/migrate";
import { podOf, released, ROLLOUT } from "./sample";

describe("a migration", () => {
  it("begins once it holds a lock of the database, whoever else migrates", async () => {
    const { spec } = podOf((await released()).named(`shop-migrate-${ROLLOUT}`, "Job"));
    const [generate, lock] = spec.initContainers ?? [];

    expect(generate?.["name"]).toBe("generate");
    expect(lock).toMatchObject({
      name: "lock",
      image: "registry.test/toolbox@sha256:3",
      command: ["bash", "-c", LOCK_SCRIPT],
      env: [{ name: "PGHOST", value: "db.test" }],
      // It goes on beside the migration, which waits for this.
      restartPolicy: "Always",
      startupProbe: { exec: { command: ["test", "-f", "/tmp/locked"] }, periodSeconds: 1 },
    });
  });

  it("LOS-72 is refused by an image that does not know the schema, before and after", async () => {
    const recording = await released();
    const jobs = ["check", "recheck"].map((role) =>
      recording.named(`shop-${role}-${ROLLOUT}`, "Job"),
    );

    for (const job of jobs) {
      expect(podOf(job).spec.containers[0]["command"]).toEqual(["shop", "check"]);
      expect(job.inputs["spec"]).toMatchObject({ backoffLimit: 0, activeDeadlineSeconds: 600 });
    }
    expect(jobs.map((job) => podOf(job).spec.initContainers?.map((init) => init["name"]))).toEqual([
      undefined,
      ["generate"],
    ]);
  });

  it("runs in a Job of its own alone, never where requests are answered", async () => {
    const recording = await released();
    const migrating = recording.all.filter(({ inputs }) =>
      JSON.stringify(inputs).includes('["shop","migrate"]'),
    );

    expect(migrating.map(({ name }) => name)).toEqual([`shop-migrate-${ROLLOUT}`]);
  });
});

describe("the script that holds the lock", () => {
  const HELD = "/tmp/locked";
  let directory = "";
  let group: number | undefined;
  beforeEach(() => {
    directory = mkdtempSync(join(tmpdir(), "lock-"));
    rmSync(HELD, { force: true });
  });
  afterEach(() => {
    // In a container everything ends with its first process.
    if (group !== undefined) process.kill(-group, "SIGKILL");
    rmSync(directory, { recursive: true });
    rmSync(HELD, { force: true });
  });
  /** Runs it with a `psql` that does this with each line it is given. */
  const start = (body: string) => {
    const tool = join(directory, "psql");
    writeFileSync(tool, `#!/bin/bash\n${body}\n`);
    chmodSync(tool, 0o755);
    const env = { PATH: `${directory}:${process.env["PATH"] ?? ""}` };
    const child = spawn("bash", ["-c", LOCK_SCRIPT], { env, stdio: "ignore", detached: true });
    group = child.pid;
    return { child, end: new Promise((done) => child.on("exit", done)) };
  };
  const PSQL = [
    "while read -r line; do",
    `  case "$line" in '\\! '*) eval "\${line#??}";; esac`,
    "done",
  ].join("\n");

  it("says that it is held once the database has granted it, and ends when it is told", async () => {
    const { child, end } = start(PSQL);
    for (let tries = 0; !existsSync(HELD) && tries < 100; tries++) await sleep(20);

    expect(existsSync(HELD)).toBe(true);
    expect(child.exitCode).toBeNull(); // it goes on holding it
    child.kill("SIGTERM");
    await end;
    expect(child.exitCode ?? child.signalCode).not.toBeNull();
  });

  it("says nothing while another holds it", async () => {
    const { child, end } = start("sleep 60");
    await sleep(200);

    expect(existsSync(HELD)).toBe(false);
    child.kill("SIGTERM");
    await end;
  });

  it("fails where the database is not reached", async () => {
    const { child, end } = start("exit 2");
    await end;

    expect(child.exitCode).toBe(2);
    expect(existsSync(HELD)).toBe(false);
  });
});
