import { Alerts } from "../components/observability/alerts";
import type { Account } from "./account";
import type { Backups } from "./backup";
import type { Plan } from "./plan";

/** Declares who is told what happens to the data stores of an environment, if anybody is. */
export function declareAlerts(
  { settings: { alerts: settings } }: Plan,
  { options, stamp, ...account }: Account,
  backups: Backups | undefined,
): Alerts | undefined {
  if (settings === undefined) return undefined;
  const vaultName = backups?.vaultName;
  return new Alerts(
    "alerts",
    { ...account, settings, vaultName, stamp: stamp("platform") },
    options,
  );
}
