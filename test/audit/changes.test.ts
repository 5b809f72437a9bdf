import { changesOf } from "../../audit/changes";
import { readDigest } from "../../audit/digest";
import { showChange } from "../../audit/show";

describe("the changes of a resource", () => {
  it("are paths with old and new values, what forces a replacement first", () => {
    const before = { name: "a", size: 20, tags: { "a.b": "x" } };
    const after = { name: "b", size: 30, zone: "eu" };

    expect(
      details(before, after, {
        replaceReasons: ["name", "zone"],
        diffReasons: ["name", "size"],
        detailedDiff: {
          size: { kind: "update", inputDiff: true },
          name: { kind: "update-replace", inputDiff: true },
          'tags["a.b"]': { kind: "delete", inputDiff: true },
        },
      }),
    ).toBe(
      'name ("a" → "b") forces replacement, zone (none → "eu") forces replacement, ' +
        'size (20 → 30), tags["a.b"] ("x" → none)',
    );
  });

  it("start from old outputs where the engine compared those", () => {
    const detailedDiff = { size: { kind: "update", inputDiff: false } };

    expect(details({ size: 20 }, { size: 30 }, { detailedDiff }, { size: 25 })).toBe(
      "size (25 → 30)",
    );
  });

  it("mark a forced replacement whose detailed paths do not say so", () => {
    expect(
      details(
        { a: { b: 1 } },
        { a: { b: 2 } },
        { replaceReasons: ["a"], detailedDiff: update("a.b") },
      ),
    ).toBe("a.b (1 → 2) forces replacement");
    expect(
      details(
        { a: { b: 1, c: 1 } },
        { a: { b: 2, c: 2 } },
        {
          replaceReasons: ["a"],
          detailedDiff: { ...update("a.b"), "a.c": { kind: "update-replace", inputDiff: true } },
        },
      ),
    ).toBe("a.c (1 → 2) forces replacement, a.b (1 → 2)");
  });

  it("follow a reason that is a path", () => {
    const reason = { replaceReasons: ["spec.containers[0].image"] };

    expect(details(pod("a"), pod("b"), reason)).toBe(
      'spec.containers[0].image ("a" → "b") forces replacement',
    );
    expect(
      details(pod("a"), pod("b"), { ...reason, detailedDiff: update("spec.containers[0].image") }),
    ).toBe('spec.containers[0].image ("a" → "b") forces replacement');
  });

  it("are all inputs that differ where the engine gives no reason, as it does for components", () => {
    expect(details({ a: [1, 2], b: 1, c: "x" }, { a: [1, 3, 4], b: 1 }, {})).toBe(
      'a[1] (2 → 3), a[2] (none → 4), c ("x" → none)',
    );
  });

  it("are found inside JSON text", () => {
    const policy = (...actions: string[]) => JSON.stringify({ Statement: [{ Action: actions }] });

    expect(
      details({ p: policy("a") }, { p: policy("a", "b") }, { detailedDiff: update("p") }),
    ).toBe('p.Statement[0].Action[1] (none → "b")');
  });

  it("never take equal masks for equal secrets", () => {
    const masked = { a: "[secret]", b: "x=[secret];" };

    expect(details(masked, masked, { detailedDiff: update("a") })).toBe("a ([secret] changed)");
    expect(details(masked, masked, { diffReasons: ["b"] })).toBe('b ("x=[secret];" changed)');
    expect(details(masked, masked, {})).toBe(
      'a ([secret], may have changed), b ("x=[secret];", may have changed)',
    );
    expect(details({ m: masked }, { m: { ...masked, c: 1 } }, { detailedDiff: update("m") })).toBe(
      'm.a ([secret], may have changed), m.b ("x=[secret];", may have changed), m.c (none → 1)',
    );
  });

  it("hide the old value of what becomes a secret", () => {
    expect(details({ a: "plain" }, { a: "[secret]" }, { detailedDiff: update("a") })).toBe(
      "a ((hidden) → [secret])",
    );
    expect(details({}, { a: "[secret]" }, { detailedDiff: update("a") })).toBe(
      "a (none → [secret])",
    );
  });

  it("say so when only the provider sees a difference", () => {
    expect(details({ a: 1 }, { a: 1 }, { detailedDiff: update("a") })).toBe("a (changed)");
  });

  it("call unknown values by one name, whatever their type", () => {
    const [text, number] = [
      "04da6b54-80e4-46f7-96ec-b56ff0331ba9",
      "3eeb2bf0-c639-47a8-9e75-3b44932eb421",
    ];

    expect(details({ a: 1 }, { a: text, b: { c: number } }, {})).toBe(
      'a (1 → (known after apply)), b (none → {"c":"(known after apply)"})',
    );
  });

  it("are cut around their first difference when wide, with the length stated", () => {
    const image = (digest: string) => `${"registry/".repeat(20)}app@sha256:${digest.repeat(64)}`;

    const end = (digest: string) => `…${`${image(digest)}"`.slice(-100)} (of 257 characters)`;

    expect(details({ i: image("a") }, { i: image("b") }, {})).toBe(`i (${end("a")} → ${end("b")})`);
    const long = (x: string) => `${"a".repeat(150)}${x}${"b".repeat(150)}`;
    expect(details({ i: long("1") }, { i: long("2") }, {})).toBe(
      `i (…${"a".repeat(12)}1${"b".repeat(87)}… (of 303 characters) → ` +
        `…${"a".repeat(12)}2${"b".repeat(87)}… (of 303 characters))`,
    );
    expect(details({}, { i: "x".repeat(200) }, {})).toBe(
      `i (none → "${"x".repeat(99)}… (of 202 characters))`,
    );
  });

  it("hold no invisible characters", () => {
    expect(details({}, { a: "\u001b[1mx\u2066\n" }, {})).toBe('a (none → "x\\n")');
  });
});

function pod(image: string) {
  return { spec: { containers: [{ image }] } };
}

function update(path: string) {
  return { [path]: { kind: "update", inputDiff: true } };
}

function details(inputs: object, after: object, rest: object, outputs: object = {}) {
  const states = { oldState: { inputs, outputs }, newState: { inputs: after } };
  const step = { op: "update", urn: "urn", detailedDiff: null, ...states, ...rest };
  const { steps } = readDigest(JSON.stringify({ steps: [step] }), (value) => value);
  return steps
    .flatMap(changesOf)
    .map((change) => showChange(change))
    .join(", ");
}
