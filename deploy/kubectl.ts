import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { homedir, tmpdir } from "node:os";
import { join } from "node:path";

import { parseJson } from "../audit/json";
import { type Items, Listed } from "./cluster";
import type { Access } from "./state";

/** Asks `kubectl` of the PATH for what a namespace holds; says in words why it cannot. */
export function list({ kubeconfig, context }: Access, namespace: string): Items | string {
  const directory = mkdtempSync(join(tmpdir(), "kubectl-"));
  try {
    const file = join(directory, "config");
    const path = isContent(kubeconfig) ? file : kubeconfig.replace(/^~(?=\/)/, homedir());
    if (path === file) writeFileSync(file, kubeconfig, { mode: 0o600 });
    const { status, stdout, stderr, error } = spawnSync(
      "kubectl",
      [
        ...["get", "deployments,jobs,pods,events", "--namespace", namespace],
        ...["--kubeconfig", path],
        ...(context === undefined ? [] : ["--context", context]),
        ...["--output", "json", "--request-timeout", "20s"],
      ],
      { encoding: "utf8", maxBuffer: 2 ** 27 },
    );
    if (error !== undefined) return "kubectl is not installed";
    if (status !== 0) return stderr.trim();
    return Listed.parse(parseJson("what kubectl printed", stdout)).items;
  } finally {
    rmSync(directory, { recursive: true, force: true });
  }
}

function isContent(kubeconfig: string): boolean {
  return /[\n{]/.test(kubeconfig);
}
