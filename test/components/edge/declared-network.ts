import { Network } from "../../../components/edge/network";
import type { Network as Settings } from "../../../config/ground";
import { record, type Recording } from "../../support/recorder";

export const ZONES = ["euc1-az1", "euc1-az2", "euc1-az3"];

export const stamp = { app: "platform", environment: "test", stack: "test", owner: "ops" };

/** A network `net` in three zones, changed as the test wants it. */
export function declareNetwork(change: Partial<Settings> = {}): Network {
  return new Network("net", {
    settings: {
      cidr: "10.9.0.0/16",
      reserved: [],
      zones: ZONES,
      nat: "single",
      endpoints: "gateway",
      ...change,
    },
    accountId: "333333333333",
    region: "eu-central-1",
    logDays: 365,
    logKeyArn: "arn:key",
    stamp,
  });
}

/** What such a network registers. */
export function network(change: Partial<Settings> = {}): Promise<Recording> {
  return record(() => declareNetwork(change));
}
