import { spawnSync } from "node:child_process";
import { chmodSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

import { FLUSH_SCRIPT } from "../../../components/workload/flush";
import { podOf, released, ROLLOUT, told, whole } from "./sample";
import { Release } from "../../../components/workload/release";

const flush = { keys: "permission*", variable: "REDIS_URL" };

describe("a cache after a release", () => {
  it("APP-24 is left alone unless the settings say otherwise", async () => {
    expect((await released()).names().join()).not.toContain("flush");
  });

  it("APP-24 is emptied of what is a cache, once the release is confirmed", async () => {
    const recording = await released(whole({ flush }));
    const job = recording.named(`shop-flush-${ROLLOUT}`, "Job");

    expect(podOf(job).spec.containers[0]).toMatchObject({
      image: "registry.test/toolbox@sha256:3",
      command: ["bash", "-c", FLUSH_SCRIPT],
      env: [
        {
          name: "CACHE_URL",
          valueFrom: { secretKeyRef: { name: `shop-secrets-${ROLLOUT}`, key: "REDIS_URL" } },
        },
        { name: "KEYS", value: "permission*" },
      ],
    });
    const arrows = await told((opts) => new Release("shop", whole({ flush }), opts));
    expect(arrows[`Job shop-flush-${ROLLOUT}`]).toEqual(["Job shop-confirm"]);
  });
});

describe("the script that empties a cache", () => {
  let directory = "";
  beforeEach(() => {
    directory = mkdtempSync(join(tmpdir(), "redis-"));
  });
  afterEach(() => {
    rmSync(directory, { recursive: true });
  });
  /** Runs it with a `redis-cli` that has these keys and writes down what it is told. */
  const run = (
    keys: readonly string[],
    url = "rediss://u:p@cache:6379/0?ssl_cert_reqs=required",
  ) => {
    writeFileSync(join(directory, "keys"), keys.map((key) => `${key}\n`).join(""));
    const log = join(directory, "log");
    writeFileSync(log, "");
    const tool = join(directory, "redis-cli");
    writeFileSync(
      tool,
      `#!/bin/bash\necho "$*" | cut -c1-120 >> ${log}\ncase "$*" in *--scan*) cat ${directory}/keys;; *FAIL*) exit 1;; esac\n`,
    );
    chmodSync(tool, 0o755);
    const env = {
      PATH: `${directory}:${process.env["PATH"] ?? ""}`,
      CACHE_URL: url,
      KEYS: "permission*",
    };
    const { status } = spawnSync("bash", ["-c", FLUSH_SCRIPT], { env, encoding: "utf8" });
    return { status, log: readFileSync(log, "utf8").trim().split("\n") };
  };
  const door = "--no-auth-warning -u rediss://u:p@cache:6379/0";

  it("deletes the keys that match and no others, without what only client libraries know", () => {
    expect(run(["permission:1", "permission:2"])).toEqual({
      status: 0,
      log: [`${door} --scan --pattern permission*`, `${door} UNLINK permission:1 permission:2`],
    });
  });

  it("deletes nothing where nothing matches", () => {
    expect(run([])).toEqual({ status: 0, log: [`${door} --scan --pattern permission*`] });
  });

  it("deletes many in portions", () => {
    const many = Array.from({ length: 1001 }, (_, i) => `permission:${i}`);

    expect(run(many).log).toHaveLength(4);
  });

  it("fails where the cache cannot be told", () => {
    expect(run(["FAIL"]).status).not.toBe(0);
  });
});
