import { specs } from "../../apps";
import { type Artifact, artifactId } from "../../config/artifact";
import { loadSettings } from "../../config/load";
import type { Verified } from "../../config/verified";
import type { Waiver } from "../../config/waiver";
import { type PlannedApplication, planEnvironment } from "../../stack/plan";
import { judge, type Move, movesOf, togetherProblems } from "../../stack/promotion-checks";
import { rolloutIdOf } from "../../stack/rollout-id";
import { allSecrets, settingsOf, TODAY } from "../support/environment";

const NOW = "2026-11-20T12:00:00.000Z";
const ARTIFACT: Artifact = { images: { appos: `sha256:${"7".repeat(64)}` }, schemaHead: "0002" };
const ID = artifactId(ARTIFACT);
const MOVE: Move = { name: "appos", from: "old", to: ID, artifact: ARTIFACT, served: [] };

function verified(change: Partial<Verified> = {}): Verified {
  return { artifactId: ID, ...ARTIFACT, verifiedAt: "2026-11-19T12:00:00Z", ...change };
}

function staging(...history: readonly Verified[]) {
  return { appos: { verified: [...history] } };
}

function waiver(change: Partial<Waiver> = {}): Waiver {
  const why = { reason: "nobody can log in", ticket: "OPS-9", expires: TODAY };
  return { kind: "hotfix", subject: "appos", ...why, ...change };
}

function judged(
  evidence: Parameters<typeof judge>[1],
  waivers: readonly Waiver[] = [],
  served: readonly Verified[] = [],
) {
  const promotion = { from: "staging", soakHours: 24 } as const;
  return judge({ ...MOVE, served }, evidence, { promotion, waivers }, NOW);
}

const YOUNG = verified({ verifiedAt: "2026-11-19T12:00:01Z" });

describe("judge", () => {
  it.each([
    [
      "what has served the preceding stack long enough",
      judged(staging(verified())),
      ["soaked", "staging verified it at 2026-11-19T12:00:00Z, served for 24 h"],
    ],
    [
      "what did so before another took its place",
      judged(
        staging(
          verified({ verifiedAt: "2026-11-01T12:00:00Z", replacedAt: "2026-11-03T00:00:00Z" }),
        ),
      ),
      ["soaked", "staging verified it at 2026-11-01T12:00:00Z, served for 36 h"],
    ],
    [
      "what this very stack has served, even if the other tells nothing",
      judged("unknown stack", [], [verified()]),
      ["rollback", "this stack served it before, verified at 2026-11-19T12:00:00Z"],
    ],
    [
      "an application that a waiver names",
      judged(staging(YOUNG), [waiver()]),
      ["hotfix", `waiver OPS-9 until ${TODAY}: nobody can log in`],
    ],
    [
      "an artifact that a waiver names",
      judged("unknown stack", [waiver({ subject: ID })]),
      ["hotfix", `waiver OPS-9 until ${TODAY}: nobody can log in`],
    ],
    [
      "under a waiver that is not needed, by its evidence",
      judged(staging(verified()), [waiver()]),
      ["soaked", "staging verified it at 2026-11-19T12:00:00Z, served for 24 h"],
    ],
  ])("allows %s", (_title, verdict, [why, evidence]) => {
    expect(verdict).toEqual({ name: "appos", decision: { from: "old", to: ID, why, evidence } });
  });

  const young = "staging has served it for 23 of 24 hours: wait until 2026-11-20T12:00:01Z";
  const absent = "staging has not verified it: bring it up there with this artifact for 24 hours";
  it.each([
    ["what is a second too young", judged(staging(YOUNG)), young],
    [
      "what was replaced too soon, however long ago",
      judged(
        staging(
          verified({ verifiedAt: "2026-01-01T00:00:00Z", replacedAt: "2026-01-01T23:00:00Z" }),
        ),
      ),
      "staging served it for 23 of 24 hours, then another: let it serve there again",
    ],
    ["what is not in the history", judged(staging(verified({ artifactId: "other" }))), absent],
    ["an application that the other stack lacks", judged({}), absent],
    [
      "another image under the same name",
      judged(staging(verified({ images: { appos: "sha256:1" } }))),
      "staging verified other images or another schema under this name: pin what it lists",
    ],
    [
      "another schema under the same name",
      judged(staging(verified({ schemaHead: "0003" }))),
      "staging verified other images or another schema under this name: pin what it lists",
    ],
    [
      "anything new when the other stack tells nothing",
      judged("unknown stack"),
      "staging proves nothing (unknown stack): bring it up with this artifact for 24 hours",
    ],
    [
      "what an expired waiver names",
      judged(staging(YOUNG), [waiver({ expires: "2026-11-19" })]),
      young,
    ],
    [
      "what a waiver of another kind names",
      judged(staging(YOUNG), [waiver({ kind: "rule" })]),
      young,
    ],
    [
      "what a waiver of another application does not",
      judged(staging(YOUNG), [waiver({ subject: "lifeos" })]),
      young,
    ],
  ])("refuses %s", (_title, verdict, problem) => {
    expect(verdict).toEqual({
      path: "applications.appos.active",
      message: `${problem}, or add a waiver of kind hotfix with subject appos; got ${ID}`,
    });
  });
});

const settings = loadSettings("prod", () => settingsOf("prod"));
const { applications } = planEnvironment(settings, specs, allSecrets, TODAY);
const [appos, lifeOs] = applications;
if (appos === undefined || lifeOs === undefined) throw new Error("prod lacks applications");

describe("movesOf", () => {
  it("asks about artifacts that are not those that run, and from which they come", () => {
    const own = {
      appos: { artifact: "old", verified: [] },
      lifeos: { artifact: "3e85e4916211", verified: [] },
    };

    expect(movesOf(applications, own).map(({ name, from, to }) => [name, from, to])).toEqual([
      ["appos", "old", "e57209b12c69"],
      ["life-os", "none", "de6014af4714"],
      ["salitemihret", "none", "4011a8eb8c5c"],
    ]);
  });

  it("asks nothing about what is taken away", () => {
    expect(movesOf([unreleased(appos)], { appos: { artifact: "old", verified: [] } })).toEqual([]);
  });
});

describe("togetherProblems", () => {
  const serving = (rollout: string) => ({ rollout, verified: [] });
  const together = (own: Parameters<typeof togetherProblems>[1], waivers: readonly Waiver[] = []) =>
    togetherProblems(applications, own, waivers, NOW);

  it("refuses to change two releases in one update, by artifact or by configuration", () => {
    expect(together({ appos: serving("0"), "life-os": serving("1") })).toEqual([
      {
        path: "applications",
        message:
          "one update changes the release of one application: update them one after the other, " +
          "or add a waiver of kind rule with subject applications; got appos, life-os",
      },
    ]);
  });

  it.each<[string, ReturnType<typeof together>]>([
    ["first releases, however many", together({})],
    ["first releases beside one change", together({ appos: serving("0") })],
    [
      "releases that stay",
      together({ appos: serving(rolloutIdOf(appos)), "life-os": serving("1") }),
    ],
    [
      "several under a waiver",
      together({ appos: serving("0"), "life-os": serving("1") }, [
        waiver({ kind: "rule", subject: "applications" }),
      ]),
    ],
  ])("counts no %s", (_title, problems) => {
    expect(problems).toEqual([]);
  });

  it("counts a release that is taken away", () => {
    const own = { appos: serving("0"), "life-os": serving("1") };

    expect(togetherProblems([unreleased(appos), lifeOs], own, [], NOW)).toHaveLength(1);
  });
});

/** The same application with `active: none`. */
function unreleased({ name, spec, where, variables }: PlannedApplication): PlannedApplication {
  return { name, spec, where, variables };
}
