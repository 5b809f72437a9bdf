import { core } from "@pulumi/kubernetes";
import * as pulumi from "@pulumi/pulumi";

import { DumpGate, type DumpGateArgs } from "../../../components/data/dump-gate";
import { DumpsBucket } from "../../../components/data/dumps-bucket";
import { Guard } from "../../../components/shared/guard";

const stamp = { app: "shop", environment: "test", stack: "test", owner: "ops" };

/** A bucket for dumps, as production has it. */
export function declareDumps(lifecycle: "durable" | "disposable" = "durable") {
  return new DumpsBucket("dumps", {
    bucketPrefix: "platform-prod",
    days: 30,
    accountId: "333333333333",
    region: "eu-central-1",
    kmsKeyArn: "arn:data-key",
    logDays: 365,
    lifecycle,
    guard: new Guard(() => false),
    stamp: { ...stamp, app: "platform" },
  });
}

/** The dump of the shop before its release `0123456789ab`. */
export function declareDumpGate(change: Partial<DumpGateArgs> = {}) {
  return new DumpGate("shop-backup", {
    rolloutId: "0123456789ab",
    dumps: declareDumps(),
    format: "custom",
    fileName: "backup_%Y%m%d_%H%M.dump",
    region: "eu-central-1",
    libpq: [{ name: "PGUSER", value: "shop_a" }],
    pods: { kind: "pods", app: "shop", components: ["backup"] },
    eks: { name: "platform-prod", aws: { kind: "addresses", cidrs: ["0.0.0.0/0"] } },
    namespace: pulumi.output("shops"),
    toolboxImage: "toolbox@sha256:0",
    after: [new core.v1.ConfigMap("leave")],
    stamp,
    ...change,
  });
}
