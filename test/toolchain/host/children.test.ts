import { once } from "node:events";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as delay } from "node:timers/promises";

import { Host } from "./host";

let host: Host;

beforeEach(async () => {
  host = await Host.start();
  host.launcher(
    "run",
    `require("fs").writeFileSync(${JSON.stringify(join(host.program, "pid"))}, String(process.pid));
     process.on("SIGINT", () => {}).on("SIGTERM", () => {});
     setTimeout(() => {}, 8000);`,
  );
});

afterEach(() => {
  host.stop();
});

it.each([
  ["the engine's end of the pipe closes", () => host.process.stdin?.end()],
  ["the engine interrupts the host", () => host.process.kill("SIGINT")],
])("ends host and program when %s, however stubborn the program", async (_, end) => {
  host.run(host.request()).catch(() => undefined);
  await programId();

  end();

  // The program holds the host's stdout too, so this comes when both are gone.
  expect(await once(host.process, "close")).toEqual([0, null]);
});

it("ends the program alone when its call is cancelled", async () => {
  const call = host.client.run(host.request(), () => undefined);
  const pid = await programId();

  call.cancel();

  expect(await hasEnded(pid)).toBe(true);
  expect(host.process.exitCode).toBeNull();
});

async function programId(): Promise<number> {
  for (;;) {
    try {
      const pid = readFileSync(join(host.program, "pid"), "utf8");
      if (pid !== "") return Number(pid);
    } catch {
      await delay(10);
    }
  }
}

async function hasEnded(pid: number): Promise<true> {
  for (;;) {
    try {
      process.kill(pid, 0);
      await delay(10);
    } catch {
      return true;
    }
  }
}
