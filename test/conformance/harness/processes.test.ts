import { spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

import { buildSync } from "esbuild";

import { eventually } from "./eventually";
import { Processes } from "./processes";

const directory = mkdtempSync(join(tmpdir(), "platform-processes-"));
afterAll(() => {
  rmSync(directory, { recursive: true });
});

describe("proved by the harness", () => {
  it("leaves no program behind when it is killed", async () => {
    const bundle = join(directory, "processes.js");
    const entryPoints = [join(__dirname, "processes.ts")];
    buildSync({ entryPoints, bundle: true, platform: "node", outfile: bundle });
    const program = `
      const processes = new (require(${JSON.stringify(bundle)}).Processes)(${JSON.stringify(directory)});
      processes.start("shell", "bash", ["-c", "echo $$ > pid; exec sleep 600"]);`;
    const parent = spawn("node", ["-e", program], { stdio: "ignore" });
    const child = await eventually("the program runs", 10, () =>
      Promise.resolve(readFileSync(join(directory, "pid"), "utf8").trim() || undefined),
    );
    expect(existsSync(`/proc/${child}`)).toBe(true);

    parent.kill("SIGKILL");
    await once(parent, "exit");
    const gone = await eventually("the program is gone", 5, () =>
      Promise.resolve(existsSync(`/proc/${child}`) ? undefined : true),
    );
    expect(gone).toBe(true);
  });

  it("says which program ended, with its last lines", async () => {
    const processes = new Processes(directory);
    processes.start("brief", "bash", ["-c", "echo last words; exit 3"]);

    await expect(processes.ended).rejects.toThrow("brief ended");
    expect(processes.logs()).toBe("brief:\nlast words");
  });
});
