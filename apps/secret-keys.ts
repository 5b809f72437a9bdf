import type { Application } from "../config/application";
import { Settings } from "../config/schema";

/** Configuration keys of the secrets that one application needs under these settings. */
export function secretKeysOf(name: string, { notify }: Application): readonly string[] {
  return notify === "slack" ? [`${name}.slackWebhook`] : [];
}

/** The closed list for a whole stack file, fully qualified; nothing for a file that is not valid. */
export function secretKeys(settings: unknown): readonly string[] {
  const parsed = Settings.safeParse(settings);
  return Object.entries(parsed.data?.applications ?? {}).flatMap(([name, app]) =>
    secretKeysOf(name, app).map((key) => `platform:${key}`),
  );
}
