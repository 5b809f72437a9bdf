import { core } from "@pulumi/kubernetes";
import * as pulumi from "@pulumi/pulumi";

import { DatabaseLogin } from "../../../components/data/database-login";
import type { Administrator } from "../../../components/data/database-server";
import { record } from "../../support/recorder";

export const before = { a: "2026-10-01", b: "2026-07-01" };
export const stamp = { app: "appos", environment: "prod", stack: "prod", owner: "ops" };

export const master: Administrator = {
  kind: "secretsManager",
  secretArn: "arn:master",
  kmsKeyArn: "arn:key",
};

export interface Change {
  readonly rotation?: typeof before;
  readonly administrator?: Administrator;
  /** Names of further instances. */
  readonly restored?: readonly string[];
}

/** A login, and something that uses its password. */
export async function declared({
  rotation = before,
  administrator = master,
  restored = [],
}: Change = {}) {
  const server = (name: string) => {
    const host = pulumi.output(name === "original" ? "db.test" : `${name}.test`);
    return [name, { host, port: 5432, sslMode: "require", administrator }] as const;
  };
  let user = "";
  const recording = await record(() => {
    const login = new DatabaseLogin("db", {
      database: { name: "appos_core", owner: "appos" },
      servers: Object.fromEntries(["original", ...restored].map(server)),
      rotation,
      namespace: "prod",
      toolboxImage: "toolbox@sha256:0",
      after: [new core.v1.ConfigMap("leave")],
      stamp,
    });
    new core.v1.Secret("uses", { stringData: { password: login.passwords["original"] ?? "" } });
    for (const name of restored) {
      new core.v1.Secret(name, { stringData: { password: login.passwords[name] ?? "" } });
    }
    user = login.user;
  });
  return { user, recording };
}

export interface Pod {
  readonly serviceAccountName: string;
  readonly containers: readonly { readonly env: object[] }[];
}

export async function job(change: Change = {}) {
  const { inputs } = (await declared(change)).recording.named("db-bootstrap-a-2026-10-01", "Job");
  const { spec } = inputs as {
    spec: { template: { metadata: { labels: object }; spec: Pod } };
  };
  return { spec, pod: spec.template.spec, labels: spec.template.metadata.labels };
}
