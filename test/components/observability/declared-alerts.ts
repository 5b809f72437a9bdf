import { Alerts, type AlertsArgs } from "../../../components/observability/alerts";
import { Guard } from "../../../components/shared/guard";
import { record, type Recording } from "../../support/recorder";

export const stamp = { app: "platform", environment: "test", stack: "test", owner: "ops" };

/** Registers alerts `told` for one person, changed as the test wants it. */
export function alerts(change: Partial<AlertsArgs> = {}): Promise<Recording> {
  return record(
    () =>
      new Alerts("told", {
        settings: { emails: ["ada@example.org"] },
        vaultName: "safe",
        accountId: "333333333333",
        region: "eu-central-1",
        lifecycle: "durable",
        guard: new Guard(() => false),
        stamp,
        ...change,
      }),
  );
}
