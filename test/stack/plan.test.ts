import { specs } from "../../apps";
import { loadSettings } from "../../config/load";
import type { Environment, Settings } from "../../config/schema";
import { planEnvironment } from "../../stack/plan";
import { allSecrets, settingsOf, TODAY } from "../support/environment";

describe("planEnvironment", () => {
  it.each(["dev", "staging", "prod"] as const)("accepts the committed file of %s", (stack) => {
    const [appos] = plan(settings(stack)).applications;

    expect(appos?.name).toBe("appos");
    expect(appos?.artifact?.schemaHead).toBe("0001");
  });

  it("refuses an application that nobody has described", () => {
    expect(() => plan(prod((apps) => ({ ...apps, billing: apps["appos"] })))).toThrow(
      "no such application; apps/ describes appos, life-os, lifeos, salitemihret\n  → at applications.billing",
    );
  });

  it("names the command that sets a missing secret", () => {
    const bare = { ...allSecrets, getSecret: () => undefined };

    expect(() => planEnvironment(settings("prod"), specs, bare, TODAY)).toThrow(
      "run pulumi config set --secret platform:appos.slackWebhook --stack prod",
    );
  });

  it.each([
    ["APP-07 DEBUG in prod", { logLevel: "DEBUG" }, "use INFO or WARNING here; got DEBUG"],
    [
      "an artifact that is not listed",
      { active: "0123456789ab" },
      "name one of the artifacts, or none; got 0123456789ab",
    ],
    [
      "an artifact under a name that is not its content",
      { artifacts: { "0123456789ab": { images: { appos: digest(1) }, schemaHead: "0001" } } },
      "an artifact is named by its content; this one is e57209b12c69",
    ],
    [
      "an artifact without the image that runs",
      { artifacts: { "0123456789ab": { images: { web: digest(1) }, schemaHead: "0001" } } },
      "appos runs appos; got web",
    ],
  ])("refuses %s", (_title, change, message) => {
    expect(() =>
      plan(prod((apps) => ({ ...apps, appos: { ...apps["appos"], ...change } }))),
    ).toThrow(message);
  });

  it("refuses managed stores beside a cluster that has no pods in AWS", () => {
    const base = settings("prod");
    const cluster = { kind: "existing", kubeconfig: "~/.kube/config", context: "prod" } as const;

    expect(() => plan({ ...base, cluster })).toThrow(
      "a managed store admits the pods of an EKS cluster alone: describe one (cluster), or use inCluster\n  → at applications.appos.database.kind",
    );
  });

  it("reports all problems of all applications at once", () => {
    const careless = prod((apps) => ({
      appos: { ...apps["appos"], logLevel: "DEBUG", active: "0123456789ab" },
      billing: apps["appos"],
    }));

    expect(() => plan(careless)).toThrow(
      /logLevel[^]*applications\.appos\.active[^]*applications\.billing/,
    );
  });

  it("plans an environment whose applications are not released yet", () => {
    const empty = prod((apps) => ({ appos: { ...apps["appos"], artifacts: {}, active: "none" } }));

    expect(plan(empty).applications[0]?.artifact).toBeUndefined();
  });
});

function plan(changed: Settings) {
  return planEnvironment(changed, specs, allSecrets, TODAY);
}

function settings(stack: Environment): Settings {
  return loadSettings(stack, () => settingsOf(stack));
}

function prod(
  change: (apps: Record<string, object>) => Record<string, object | undefined>,
): Settings {
  const base = settings("prod");
  return { ...base, applications: change(base.applications) as Settings["applications"] };
}

function digest(n: number): string {
  return `sha256:${String(n).padStart(64, "0")}`;
}
