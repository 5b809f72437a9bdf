import { core } from "@pulumi/kubernetes";
import type * as pulumi from "@pulumi/pulumi";

import { type ServeArgs, tried } from "../../../components/workload/served";
import { record } from "../../support/recorder";
import { BARE, ENTRY, ROLLOUT, STAMP, told } from "./sample";

/** A backend whose liveness asks its port alone. */
export const SILENT = {
  ...BARE.backend,
  ...{ namespace: "shops", rolloutId: ROLLOUT, stamp: STAMP },
  ...{ env: [], serviceAccountName: "shop-backend" },
  strategy: "blueGreen" as const,
  asker: {
    image: "registry.test/toolbox@sha256:3",
    accounts: { smoke: "shop-smoke", verify: "shop-verify" },
  },
};
/** The same with a page that says that it lives. */
export const ARGS = { ...SILENT, livenessPath: "/health" };
/** The same behind a load balancer. */
export const BALANCED = { ...ARGS, entry: ENTRY };

/** Registers what it consists of once it has taken over. */
export function served(args: ServeArgs = ARGS) {
  return record(() => declare(args));
}

/** What waits for what. */
export function arrows(args: ServeArgs) {
  return told((opts) => declare(args, opts));
}

function declare(args: ServeArgs, opts: pulumi.CustomResourceOptions = {}) {
  const before = new core.v1.ConfigMap("before");
  const { passed, takeOver } = tried("shop-backend", args, { ...opts, dependsOn: [before] });
  return takeOver(passed);
}
