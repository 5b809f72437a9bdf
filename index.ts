import * as pulumi from "@pulumi/pulumi";

import { specs } from "./apps";
import { loadSettings } from "./config/load";
import { configuredSecrets } from "./config/secrets";
import { buildEnvironment } from "./stack/build";
import { planEnvironment } from "./stack/plan";
import { checkRotations, lastRotations } from "./stack/rotation";

/** A function, because what the last run left behind has to be waited for. */
export = async () => {
  const config = new pulumi.Config();
  const today = new Date().toISOString().slice(0, 10);
  const settings = loadSettings(pulumi.getStack(), (key) => config.getObject(key));
  const plan = planEnvironment(settings, specs, configuredSecrets(config), today);
  checkRotations(settings, await lastRotations(), today);
  return buildEnvironment(plan, today);
};
