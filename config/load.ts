import { z } from "zod";

import { Application } from "./application";
import { brokenGuarantees } from "./guarantees";
import { brokenOwnGuarantees } from "./own-guarantees";
import { type Problem, SettingsError } from "./problem";
import { Settings } from "./schema";

/**
 * Turns one stack file into typed settings, or says everything that is wrong with it.
 * Nothing else in the program reads plain configuration; secrets have keys of their own, because
 * an object read with `requireObject` arrives decrypted.
 */
export function loadSettings(stack: string, read: (key: string) => unknown): Settings {
  const raw = read("settings");
  const parsed = Settings.safeParse(raw);
  const problems = [
    ...(parsed.error?.issues ?? []).map(({ path, message }) => ({ path: dotted(path), message })),
    ...misplaced(stack, raw),
    ...promisesBroken(stack, raw),
  ];
  if (!parsed.success || problems.length > 0) throw new SettingsError(stack, problems);
  return parsed.data;
}

function misplaced(stack: string, raw: unknown): Problem[] {
  const environment = z.looseObject({ environment: z.string() }).safeParse(raw).data?.environment;
  return environment === undefined || environment === stack
    ? []
    : [{ path: "environment", message: `stack ${stack} describes ${stack}; got ${environment}` }];
}

/** Also when another part of the file is wrong: an operator reads all problems at once. */
function promisesBroken(stack: string, raw: unknown): Problem[] {
  const applications = z
    .looseObject({ applications: z.record(z.string(), z.unknown()) })
    .safeParse(raw);
  return [
    ...Object.entries(applications.data?.applications ?? {}).flatMap(([name, candidate]) => {
      const app = Application.safeParse(candidate);
      return app.success ? brokenGuarantees(stack, name, app.data) : [];
    }),
    ...brokenOwnGuarantees(stack, raw),
  ];
}

function dotted(path: readonly PropertyKey[]): string {
  return path.length === 0 ? "platform:settings" : path.map(String).join(".");
}
