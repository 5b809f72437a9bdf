import { specs } from "../../apps";
import { loadSettings } from "../../config/load";
import type { Environment } from "../../config/schema";
import { type Plan, planEnvironment, type PlannedApplication } from "../../stack/plan";
import { allSecrets, settingsOf, TODAY } from "./environment";

/** The plan of a committed environment in which one application's settings are changed. */
export function planWith(
  stack: Environment,
  name: string,
  change: object,
  whole: object = {},
): Plan {
  const raw = settingsOf(stack);
  const applications = raw["applications"] as Record<string, object>;
  applications[name] = { ...applications[name], ...change };
  const settings = loadSettings(stack, () => ({ ...raw, ...whole, applications }));
  return planEnvironment(settings, specs, allSecrets, TODAY);
}

/** One application of it. */
export function planned(stack: Environment, name: string, change: object = {}): PlannedApplication {
  const app = planWith(stack, name, change).applications.find((one) => one.name === name);
  if (app === undefined) throw new Error(`no application ${name}`);
  return app;
}
