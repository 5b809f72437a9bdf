import { specs } from "../../apps";
import type { Application } from "../../config/application";
import { type Artifact, artifactId } from "../../config/artifact";
import type { Settings } from "../../config/schema";
import { migrates } from "../../stack/migrations";
import type { PlannedApplication } from "../../stack/plan";
import type { Past } from "../../stack/promotion";
import { rolloutIdOf } from "../../stack/rollout-id";
import { planOf, recordStack } from "../support/environment";

type When = Application["migrations"];

const artifact = (image: number, schemaHead: string): Artifact => ({
  images: { appos: `sha256:${String(image).repeat(64)}` },
  schemaHead,
});
const [OLD, LIKE, NEW] = [artifact(1, "0001"), artifact(2, "0001"), artifact(3, "0002")];

/** Settings of prod with AppOS alone, which is to run an artifact. */
function running(active: Artifact, migrations: When = "whenNew", change: object = {}) {
  return ({ applications, ...settings }: Settings): Settings => {
    const { appos } = applications;
    if (appos === undefined) throw new Error("prod has no AppOS");
    const id = artifactId(active);
    const release = { artifacts: { [id]: active }, active: id, migrations };
    return { ...settings, applications: { appos: { ...appos, ...release, ...change } } };
  };
}

function planned(...asked: Parameters<typeof running>): PlannedApplication {
  const [app] = planOf("prod", running(...asked)).applications;
  if (app === undefined) throw new Error("prod has no AppOS");
  return app;
}

/** A stack that serves the first of some artifacts, and served the others before. */
function serving(...served: readonly Artifact[]): Past {
  const verified = served.map((one) => ({
    ...{ artifactId: artifactId(one), ...one },
    verifiedAt: "2026-11-01T10:00:00Z",
  }));
  const [latest] = verified;
  return {
    ...(latest && { artifact: latest.artifactId, rollout: "0", migrated: true }),
    ...{ verified, database: { live: "original", instances: {} } },
  };
}

const OTHER_CONFIG = { variables: { FEATURE: "on" } };

describe("a release migrates", () => {
  it.each<[string, Past, Artifact, object, readonly [When, boolean][]]>([
    ["that is the first", { verified: [] }, OLD, {}, everyway(true, true, true)],
    ["with a new head", serving(OLD), NEW, {}, everyway(true, true, true)],
    ["with another image alone", serving(OLD), LIKE, {}, everyway(false, true, true)],
    [
      "with other configuration alone",
      serving(OLD),
      OLD,
      OTHER_CONFIG,
      everyway(false, false, true),
    ],
    ["that goes back", serving(NEW, OLD), OLD, {}, everyway(false, false, false)],
    ["that comes again after it was left", serving(OLD), NEW, {}, everyway(true, true, true)],
    [
      "that meets another database, even if it goes back",
      { ...serving(NEW, OLD), database: { live: "restored", instances: {} } },
      OLD,
      {},
      everyway(true, true, true),
    ],
  ])("%s", (_title, past, active, change, expected) => {
    const found = expected.map(([when]) => [when, migrates(planned(active, when, change), past)]);

    expect(found).toEqual(expected);
  });

  it.each(["whenNew", "withDeploy", "always"] as const)(
    "%s: what serves stays as it was declared",
    (when) => {
      const app = planned(OLD, when);
      const past = { ...serving(OLD), rollout: rolloutIdOf(app) };

      expect(migrates(app, past)).toBe(true);
      expect(migrates(app, { ...past, migrated: false })).toBe(false);
    },
  );
});

describe("what is declared of a release that does not migrate", () => {
  const registered = async (past: Past) => {
    const { recording } = await recordStack("prod", running(LIKE), specs, { appos: past });
    return {
      gates: recording
        .of("Job")
        .map(({ name }) => name)
        .filter((name) => /^appos-(backup|migrate)-/.test(name))
        .map((name) => name.slice(0, -13)),
      before: recording.waitsFor(
        recording.find(({ type, name }) => /Deployment$/.test(type) && name.includes("-backend-"))
          .name,
      ),
      accounts: recording.of("ServiceAccount").map(({ name }) => name),
    };
  };

  it("is neither Job nor dump, and its pods still wait for their logins", async () => {
    const { gates, before, accounts } = await registered(serving(OLD));

    expect(gates).toEqual([]);
    expect(before).toContain("appos-login-bootstrap-a-2026-10-01");
    expect(accounts).toEqual(expect.arrayContaining(["appos-backup", "appos-migrate"]));
  });

  it("is both where the head is new", async () => {
    expect((await registered(serving(NEW))).gates).toEqual(["appos-backup", "appos-migrate"]);
  });
});

/** What is expected of each setting. */
function everyway(
  ...[whenNew, withDeploy, always]: readonly [boolean, boolean, boolean]
): readonly [When, boolean][] {
  return [
    ["whenNew", whenNew],
    ["withDeploy", withDeploy],
    ["always", always],
  ];
}
