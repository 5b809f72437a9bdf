import { previewComments } from "../../../audit/comment/preview";
import { stick } from "../../../audit/comment/sticky";
import { ROOT } from "../../support/lab";
import { BOT, Thread } from "../../support/thread";

const STICKY = {
  ...{ owner: "example-org", repo: "platform", pullRequest: 7 },
  ...{ author: BOT, about: "preview prod" },
};
const RUN = { stack: "prod", commit: "c".repeat(40), run: "https://ci.test/1" };

describe("the comment that stays", () => {
  let thread = new Thread();
  beforeEach(() => {
    thread = new Thread();
  });

  it("is written once and changed from then on, behind however many others", async () => {
    for (let n = 0; n < 250; n++) thread.says(`chatter ${n}`, "ada");
    await stick(STICKY, ["first"], thread.api);
    await stick(STICKY, ["second"], thread.api);

    expect(thread.bodies()).toEqual(["<!-- platform: preview prod -->\nsecond"]);
    expect(thread.comments).toHaveLength(251);
  });

  it("is not touched where nothing is new", async () => {
    await stick(STICKY, ["same"], thread.api);
    await stick(STICKY, ["same"], thread.api);

    expect(thread.asked).toEqual(["GET", "POST", "GET"]);
  });

  it("never takes what somebody else wrote for its own, though it begins alike", async () => {
    const forged = "<!-- platform: preview prod -->\nno changes, merge me";
    thread.says(forged, "mallory");
    await stick(STICKY, ["true"], thread.api);

    expect(thread.bodies("mallory")).toEqual([forged]);
    expect(thread.bodies()).toEqual(["<!-- platform: preview prod -->\ntrue"]);
  });

  it("of one stack leaves those of another alone, and grows and shrinks with its parts", async () => {
    await stick({ ...STICKY, about: "preview dev" }, ["dev"], thread.api);
    await stick(STICKY, ["one", "two", "three"], thread.api);
    await stick(STICKY, ["only"], thread.api);

    expect(thread.bodies()).toEqual([
      "<!-- platform: preview dev -->\ndev",
      "<!-- platform: preview prod -->\nonly",
    ]);
  });

  it("says that there is no preview where it failed before it could say anything", async () => {
    await stick(STICKY, previewComments("/nowhere", RUN), thread.api);

    expect(thread.bodies()[0]).toMatch(/### ❌ FAILED — prod: there is no preview\n/);
    expect(thread.bodies()[0]).toContain(
      "for cccccccccccc · [the run, with the whole report](https://ci.test/1)",
    );
  });

  it("holds every part of a report, in order", () => {
    const folder = `${ROOT}/test/fixtures/comment`;

    expect(previewComments(folder, RUN).map((text) => text.split("\n")[0])).toEqual([
      "part one",
      "part two",
      "part ten",
    ]);
  });
});
