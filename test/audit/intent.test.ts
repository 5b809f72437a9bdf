import { beyond, intentOf, refusal } from "../../audit/intent";
import type { Preview } from "../../audit/preview";
import { corpus, recorded } from "../support/corpus";

const named = (preview: Preview) => intentOf(preview.digest).name;

describe("the intent of a preview", () => {
  it("has the same name whatever the order of its steps", () => {
    const { digest, ...rest } = corpus("everything");
    const urns = [...new Set(digest.steps.map(({ urn }) => urn))].reverse();
    const steps = urns.flatMap((urn) => digest.steps.filter((step) => step.urn === urn));
    const turned = { ...rest, digest: { ...digest, steps } };

    expect(named(turned)).toBe(named({ ...rest, digest }));
    expect(named(turned)).toMatch(/^sha256:[0-9a-f]{64}$/);
  });

  it("has another name for every other change", () => {
    const same = ["nothing", "ignored", "renameWithAlias", "failedAtOnce", "read"];
    const others = recorded().filter((name) => !same.includes(name));
    const names = new Set(others.map((name) => named(corpus(name))));

    // Twice the same: a change and the one that a policy judges; two values that are hidden
    expect(others.length - names.size).toBe(2);
    expect(names).not.toContain(named(corpus("nothing")));
    expect(named(corpus("ignored"))).toBe(named(corpus("nothing")));
  });

  it("does not depend on when or where the preview ran", () => {
    const { digest, ...rest } = corpus("cascade");
    const steps = digest.steps.map((step) => ({
      ...step,
      ...(step.newState && { newState: { ...step.newState, source: "elsewhere.ts:1" } }),
    }));

    expect(named({ ...rest, digest: { ...digest, steps } })).toBe(named({ ...rest, digest }));
  });
});

describe("what was approved", () => {
  it.each(recorded().filter((name) => corpus(name).outcome === "succeeded"))(
    "allows exactly that: %s",
    (name) => {
      const preview = corpus(name);

      expect(refusal(preview, named(preview), preview)).toEqual([]);
    },
  );

  it("allows less", () => {
    const [all, none] = [corpus("everything"), corpus("nothing")];

    expect(refusal(all, named(all), none)).toEqual([]);
    expect(refusal(all, named(all), corpus("alarmGone"))).toEqual([]);
    expect(refusal(all, named(all), corpus("policyWidened"))).toEqual([]);
  });

  it.each([
    ["nothing", "create", "create extra: was not approved"],
    ["policyNarrowed", "policyWidened", "update rights: policy.Statement[0].Action"],
    ["daysOfRecoveryLowered", "databasePublic", "update database: publiclyAccessible would change"],
    ["update", "alarmGone", "delete alarm: update was approved"],
    ["updateTags", "deleteProperty", "update list: tags.gone would change in another way"],
    ["nothing", "unprotect", "same database: was not approved"],
    [
      "replaceNewFirst",
      "replaceOldFirst",
      "replace subnet: the old one would go before there is a new one",
    ],
  ])("%s does not allow %s", (approved, now, words) => {
    const preview = corpus(approved);

    expect(refusal(preview, named(preview), corpus(now)).join("\n")).toContain(words);
  });

  it("allows an update where a replacement was approved, and never the reverse", () => {
    const replace = corpus("cascade");
    const update = {
      ...replace,
      digest: {
        ...replace.digest,
        steps: replace.digest.steps
          .filter(({ op }) => op !== "create-replacement" && op !== "delete-replaced")
          .map((step) => (step.op === "replace" ? { ...step, op: "update" as const } : step)),
      },
    };
    const ids = refusal(replace, named(replace), update);

    expect(ids).toEqual([]);
    expect(beyond(intentOf(update.digest), intentOf(replace.digest)).join()).toContain(
      "replace vpc: update was approved",
    );
  });

  it("allows the new one to come first where the old one was to go first", () => {
    const oldFirst = corpus("replaceOldFirst");

    expect(refusal(oldFirst, named(oldFirst), corpus("replaceNewFirst"))).toEqual([]);
  });

  it("lets what was unknown become anything, and nothing else", () => {
    const before = corpus("policyUnknown");
    const known = (value: string) =>
      JSON.parse(
        JSON.stringify(before).replaceAll(
          '"policy":"04da6b54-80e4-46f7-96ec-b56ff0331ba9"',
          `"policy":"${value}"`,
        ),
      ) as Preview;

    expect(refusal(before, named(before), known("anything"))).toEqual([]);
    expect(refusal(known("one"), named(known("one")), known("other"))).toEqual([
      "update rights: policy would change in another way than approved",
    ]);
  });

  it("does not allow another object of the same name to go", () => {
    const approved = corpus("delete");
    const other = JSON.parse(
      JSON.stringify(approved).replaceAll('"id":"/plain"', '"id":"/other"'),
    ) as Preview;

    expect(refusal(approved, named(approved), other)).toEqual([
      "delete plain: another object than the one approved",
    ]);
  });

  it.each<[string, string, (p: Preview) => Preview, (p: Preview) => Preview, string]>([
    [
      "a tampered preview",
      "delete",
      () => corpus("deleteSeveral"),
      (p) => p,
      "the approved preview is sha256:",
    ],
    [
      "another stack",
      "delete",
      (p) => p,
      (p) => ({ ...p, stack: "prod" }),
      "dev was approved, not prod",
    ],
    ["a failed approval", "failed", (p) => p, (p) => p, "a preview that failed cannot be approved"],
    [
      "a failed preview",
      "delete",
      (p) => p,
      (p) => ({ ...p, outcome: "failed" }),
      "the preview failed",
    ],
  ])("refuses %s", (_title, name, approve, apply, words) => {
    const preview = corpus(name);

    expect(refusal(approve(preview), named(preview), apply(preview)).join()).toContain(words);
  });
});
