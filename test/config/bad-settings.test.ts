import { loadSettings } from "../../config/load";
import { SettingsError } from "../../config/problem";
import { planEnvironment } from "../../stack/plan";
import { TODAY } from "../support/environment";
import { ACCESSES } from "./bad-settings/access";
import { ALERTS } from "./bad-settings/alerts";
import { APPLICATION } from "./bad-settings/application";
import { BACKUP, BACKUP_PROMISES } from "./bad-settings/backup";
import { CLUSTER } from "./bad-settings/cluster";
import { DELIVERY } from "./bad-settings/delivery";
import { DUMPS } from "./bad-settings/dumps";
import { EDGE } from "./bad-settings/edge";
import { ENVIRONMENT } from "./bad-settings/environment";
import { GITHUB } from "./bad-settings/github";
import { INSTANCES } from "./bad-settings/instances";
import { KEEPING } from "./bad-settings/keeping";
import { MIGRATIONS } from "./bad-settings/migrations";
import { PIPELINES } from "./bad-settings/pipelines";
import { PLACES } from "./bad-settings/places";
import { PLAN } from "./bad-settings/plan";
import { PODS } from "./bad-settings/pods";
import { PROMOTION } from "./bad-settings/promotion";
import { PROMISES } from "./bad-settings/promises";
import { RELEASE } from "./bad-settings/release";
import type { BadSetting } from "./bad-settings/row";
import { FIELDS, general, OBJECTS } from "./bad-settings/schema";
import { SECRETS } from "./bad-settings/secrets";
import { STORES } from "./bad-settings/stores";
import { PLANS, VALUES_AND_PROMISES } from "./bad-settings/together";
import { UPLOADED } from "./bad-settings/uploads";
import { WEBHOOKS } from "./bad-settings/webhooks";
import { WHOLE } from "./bad-settings/whole";

const ALL = [
  ...ENVIRONMENT,
  ...CLUSTER,
  ...EDGE,
  ...BACKUP,
  ...BACKUP_PROMISES,
  ...ALERTS,
  ...DELIVERY,
  ...DUMPS,
  ...GITHUB,
  ...APPLICATION,
  ...ACCESSES,
  ...PODS,
  ...STORES,
  ...INSTANCES,
  ...KEEPING,
  ...MIGRATIONS,
  ...RELEASE,
  ...UPLOADED,
  ...PROMISES,
  ...PROMOTION,
  ...PLACES,
  ...PLAN,
  ...WEBHOOKS,
  ...PIPELINES,
  ...WHOLE,
  ...SECRETS,
];

describe("a stack file", () => {
  it.each(ALL)("is refused for $title", (row) => {
    expect(complaint(row)).toBe(promised(row));
  });

  it("has a bad value of every field in the table", () => {
    const tried = new Set(ALL.flatMap((row) => [row.changed, ...paths(row)]).map(general));

    expect(FIELDS.filter((field) => !tried.has(field))).toEqual([]);
  });

  it("has an unknown key of every object in the table", () => {
    const tried = new Set(
      ALL.filter(({ problems }) => problems.some(([text]) => text.startsWith("Unrecognized key")))
        .flatMap(paths)
        .map(general),
    );

    expect(OBJECTS.filter((path) => !tried.has(path))).toEqual([]);
  });

  it.each([VALUES_AND_PROMISES, PLANS])("shows $title at once", (row) => {
    expect(row.problems).toHaveLength(10);
    expect(complaint(row)).toBe(promised(row));
  });
});

/** What `index.ts` would end with, before the first resource. */
function complaint({ stack, settings, specs, config }: BadSetting): string {
  try {
    planEnvironment(
      loadSettings(stack, () => settings),
      specs,
      config,
      TODAY,
    );
    return "nothing";
  } catch (error) {
    if (error instanceof SettingsError) return error.message;
    throw error;
  }
}

function promised({ stack, problems }: BadSetting): string {
  const lines = problems.map(([message, path]) => `✖ ${message}\n  → at ${path}`);
  return `Pulumi.${stack}.yaml does not describe a valid environment:\n${lines.join("\n")}`;
}

function paths({ problems }: BadSetting): string[] {
  return problems.map(([, path]) => path);
}
