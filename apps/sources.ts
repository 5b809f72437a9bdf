import type { ConfiguredSecret, SecretSource } from "./spec";

export const DATABASE: SecretSource = { from: "database" };
export const CACHE: SecretSource = { from: "cache" };
export const GENERATED: SecretSource = { from: "generated" };
export const SMTP_USER: SecretSource = { from: "email", part: "user" };
export const SMTP_PASSWORD: SecretSource = { from: "email", part: "password" };

/** A secret that somebody sets by hand, once per environment. */
export function configured(key: string): ConfiguredSecret {
  return { from: "config", key };
}

/** Where deployments are announced; only where the settings say so. */
export const SLACK_WEBHOOK = configured("slackWebhook");
