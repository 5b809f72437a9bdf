import * as pulumi from "@pulumi/pulumi";
import { z } from "zod";

import { Environment } from "../config/schema";
import { Settings } from "./settings";
import { bootstrap } from "./state-backend";

const stack = pulumi.getStack();
const settings = Settings.safeParse(new pulumi.Config().requireObject("settings"));
if (!settings.success) {
  throw new pulumi.RunError(
    `bootstrap/Pulumi.${stack}.yaml does not describe an account:\n${z.prettifyError(settings.error)}`,
  );
}

const made = bootstrap(Environment.parse(stack), settings.data);
export const { stateKey } = made;
export const state = made.state ?? "told by the stack that has the buckets";
