import { specs } from "../../apps";
import { movingTags, type Tagging, tagsOf, type Trigger } from "../../apps/tags";

const commit = "0a1b2c3d4e5f60718293a4b5c6d7e8f901234567";
const SHA = "0a1b2c3";

const push = (branch: string): Trigger => ({ on: "push", branch, commit });
const tagged = (on: "release" | "deployment", tag: string): Trigger => ({ on, tag, commit });
const pullRequest = (number: number): Trigger => ({ on: "pullRequest", number, commit });

const pushed = (...tags: readonly string[]): Tagging => ({ tags, pushed: true });
const thrownAway = (...tags: readonly string[]): Tagging => ({ tags, pushed: false });

function tags(app: string, trigger: Trigger): Tagging {
  const spec = specs[app];
  if (spec === undefined) throw new Error(`no ${app}`);
  return tagsOf(spec.tags, trigger);
}

describe("images", () => {
  it.each<[string, string, Trigger, Tagging]>([
    ["appos", "a feature", push("feature/forms"), pushed(SHA)],
    ["appos", "staging", push("staging"), pushed(SHA)],
    ["appos", "main", push("main"), pushed(SHA)],
    ["life-os", "a merge to staging", push("staging"), pushed(SHA)],
    ["life-os", "a merge to main", push("main"), pushed(SHA)],
    ["life-os", "a release, with its v", tagged("release", "v1.0.9"), pushed("v1.0.9", SHA)],
    ["lifeos", "a pull request, which are never pushed", pullRequest(7), thrownAway(`pr-7-${SHA}`)],
    ["lifeos", "main", push("main"), pushed(SHA, "main")],
    ["lifeos", "develop", push("develop"), pushed(SHA, "develop")],
    [
      "lifeos",
      "a release, alone the latest",
      tagged("release", "v1.2.3"),
      pushed("1.2.3", SHA, "latest"),
    ],
    ["salitemihret", "a pull request", pullRequest(12), thrownAway(`pr-12-${SHA}`)],
    [
      "salitemihret",
      "a day",
      tagged("deployment", "staging-20261120"),
      pushed(SHA, "staging-20261120"),
    ],
    [
      "salitemihret",
      "a second one of a day",
      tagged("deployment", "prod-20261120.2"),
      pushed(SHA, "prod-20261120.2"),
    ],
    ["salitemihret", "a request", { on: "request", commit }, pushed(SHA)],
  ])("of %s from %s are tagged", (app, _from, trigger, tagging) => {
    expect(tags(app, trigger)).toEqual(tagging);
  });

  it("are latest by a release alone", () => {
    const events = [push("main"), push("develop"), pullRequest(7)];

    expect(events.flatMap((event) => tags("lifeos", event).tags)).not.toContain("latest");
  });

  it("move under main, develop and latest of LifeOS, and under nothing else", () => {
    const moving = Object.values(specs).map(({ name, tags }) => [name, movingTags(tags)]);

    expect(Object.fromEntries(moving)).toEqual({
      appos: [],
      "life-os": [],
      lifeos: ["develop", "latest", "main"],
      salitemihret: [],
    });
  });

  it.each<[string, string, Trigger, string]>([
    ["a branch nobody builds", "lifeos", push("topic"), "no image is made by a push to topic"],
    [
      "a feature of a feature",
      "appos",
      push("feature/a/b"),
      "no image is made by a push to feature/a/b",
    ],
    [
      "a branch that ends like one",
      "lifeos",
      push("not-main"),
      "no image is made by a push to not-main",
    ],
    [
      "pull requests where none are built",
      "appos",
      pullRequest(1),
      "no image is made by a pull request",
    ],
    [
      "a request where nobody asks",
      "appos",
      { on: "request", commit },
      "no image is made by a request",
    ],
    [
      "a release of what has days",
      "salitemihret",
      tagged("release", "v1.2.3"),
      "no image is made by a release tag",
    ],
    [
      "a pull request without a number",
      "lifeos",
      pullRequest(0),
      "name a pull request by its number; got 0",
    ],
    [
      "half a pull request",
      "lifeos",
      pullRequest(1.5),
      "name a pull request by its number; got 1.5",
    ],
    [
      "a short commit",
      "lifeos",
      { ...push("main"), commit: SHA },
      "name a commit by its 40 hexadecimal digits; got 0a1b2c3",
    ],
    [
      "a release without its v",
      "lifeos",
      tagged("release", "1.2.3"),
      "name a release by a tag such as v1.2.3; got 1.2.3",
    ],
    [
      "a release candidate",
      "lifeos",
      tagged("release", "v1.2.3-rc.1"),
      "name a release by a tag such as v1.2.3; got v1.2.3-rc.1",
    ],
    [
      "a release with a leading zero",
      "lifeos",
      tagged("release", "v1.02.3"),
      "name a release by a tag such as v1.2.3; got v1.02.3",
    ],
    ...[
      "prod-2026-11-20",
      "prod-20261120-2",
      "dev-20261120",
      "prod-20261120.",
      "xprod-20261120",
    ].map((tag): [string, string, Trigger, string] => [
      `a deployment called ${tag}`,
      "salitemihret",
      tagged("deployment", tag),
      `name a deployment by a tag such as prod-20261120 or prod-20261120.2; got ${tag}`,
    ]),
  ])("are refused for %s", (_what, app, trigger, message) => {
    expect(() => tags(app, trigger)).toThrow(message);
  });
});
