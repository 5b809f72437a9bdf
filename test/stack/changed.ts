import type { Settings } from "../../config/schema";

/** Settings in which one application decides some things otherwise. */
export function changed(name: string, change: object): (settings: Settings) => Settings {
  return (settings) => {
    const own = settings.applications[name];
    if (own === undefined) throw new Error(`no application ${name} in the stack file`);
    const applications = { ...settings.applications, [name]: { ...own, ...change } };
    return { ...settings, applications };
  };
}
