import { readFileSync } from "node:fs";
import { resolve } from "node:path";

import { BOOTSTRAP_SCRIPT } from "../../components/data/bootstrap-script";
import { hardenedPod } from "../../components/workload/pod";
import { settingsOf } from "../support/environment";
import { STACKS } from "../support/three-stacks";

const DOCKERFILE = readFileSync(resolve(__dirname, "../../images/toolbox/Dockerfile"), "utf8");

/** Debian package of each program that gates and bootstrap Jobs call. */
const PACKAGES = {
  aws: "awscli",
  curl: "curl",
  jq: "jq",
  psql: "postgresql-client-17",
  pg_dump: "postgresql-client-17",
  "redis-cli": "redis-tools",
};

/** What every image has. */
const SHELL = ["admin", "export", "if", "fi", "printf", "set", "sh", "then"];

describe("the toolbox image", () => {
  it.each(Object.entries(PACKAGES))("holds %s", (_program, name) => {
    expect(DOCKERFILE).toMatch(new RegExp(`^ {6}${name} \\\\$`, "m"));
  });

  it("holds every program that the bootstrap script calls", () => {
    const called = BOOTSTRAP_SCRIPT.replace(/<<'SQL'[\s\S]*?^SQL$/m, "")
      .split("\n")
      .flatMap((line) => line.replace(/#.*/, "").split(/\||\$\(|;/))
      .map((part) => /^\s*([a-z_]+)/.exec(part)?.[1] ?? "set");

    expect(called.filter((name) => !SHELL.includes(name) && !(name in PACKAGES))).toEqual([]);
    expect(called).toEqual(expect.arrayContaining(["aws", "jq", "psql"]));
  });

  it("has tools at least as new as every server of the settings", () => {
    const client = Number(/postgresql-client-(\d+)/.exec(DOCKERFILE)?.[1]);
    const servers = STACKS.flatMap((stack) =>
      [
        ...JSON.stringify(settingsOf(stack)).matchAll(/"(?:version":"|image":"postgres:)(\d{2})"/g),
      ].map(([, major]) => Number(major)),
    );

    expect(servers.length).toBeGreaterThan(3);
    expect(Math.max(...servers)).toBeLessThanOrEqual(client);
  });

  it("runs as the user that pods run as", () => {
    const { spec } = hardenedPod({
      ...{ name: "tool", image: "toolbox", env: [], labels: {}, size: "small" },
      ...{ serviceAccountName: "tool", priority: "serving" },
    }) as { spec: { securityContext: { runAsUser: number; fsGroup: number } } };

    expect(DOCKERFILE).toContain(
      `\nUSER ${spec.securityContext.runAsUser}:${spec.securityContext.fsGroup}\n`,
    );
  });
});
