import * as pulumi from "@pulumi/pulumi";

import { specs } from "./apps";
import { loadSettings } from "./config/load";
import { configuredSecrets } from "./config/secrets";
import { buildEnvironment } from "./stack/build";
import { planEnvironment } from "./stack/plan";

const config = new pulumi.Config();
const settings = loadSettings(pulumi.getStack(), (key) => config.getObject(key));
const plan = planEnvironment(settings, specs, configuredSecrets(config));

export const { environment, dnsRecords, applications } = buildEnvironment(
  plan,
  new Date().toISOString().slice(0, 10),
);
