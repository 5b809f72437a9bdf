import { contains, decode, encode, plain, Secret, Unknown } from "../../../sandbox/provider/values";

const SIGNATURE = "4dabf18193072939515e22adb298388d";

describe("values", () => {
  it("travel to the engine and back unchanged", () => {
    const props = {
      text: "a",
      number: 1.5,
      yes: true,
      nothing: null,
      list: ["a", { deep: new Secret({ password: ["s3cret"] }) }],
      later: new Unknown(),
    };

    expect(decode(encode(props))).toEqual(props);
  });

  it("leave assets as they arrive", () => {
    const asset = { [SIGNATURE]: "c44067f5952c0a294b673a41bacd8c17", hash: "ab", text: "x" };

    expect(decode(encode({ asset }))).toEqual({ asset });
  });

  it("open secrets at any depth", () => {
    expect(plain({ a: [new Secret({ b: new Secret("c") })] })).toEqual({ a: [{ b: "c" }] });
  });

  it.each([
    ["a secret", Secret, true],
    ["an unknown inside a secret", Unknown, true],
  ])("find %s", (_what, kind, found) => {
    expect(contains({ list: [{ deep: new Secret(new Unknown()) }] }, kind)).toBe(found);
    expect(contains({ list: [{ deep: "plain" }] }, kind)).toBe(!found);
  });
});
