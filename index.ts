import * as pulumi from "@pulumi/pulumi";

import { specs } from "./apps";
import { loadSettings } from "./config/load";
import { configuredSecrets } from "./config/secrets";
import { buildEnvironment } from "./stack/build";
import { lastOutputs } from "./stack/last-outputs";
import { compareWithLastRun } from "./stack/last-run";
import { planEnvironment } from "./stack/plan";

/** A function, because what the last run left behind has to be waited for. */
export = async () => {
  const config = new pulumi.Config();
  const now = new Date().toISOString();
  const today = now.slice(0, 10);
  const settings = loadSettings(pulumi.getStack(), (key) => config.getObject(key));
  const plan = planEnvironment(settings, specs, configuredSecrets(config), today);
  const last = await lastOutputs(pulumi.getStack());
  return buildEnvironment(plan, today, await compareWithLastRun(plan, last, now));
};
