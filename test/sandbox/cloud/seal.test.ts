import { seal, unseal } from "../../../sandbox/cloud/seal";
import { Secret } from "../../../sandbox/provider/values";

const secret = { list: [{ password: new Secret({ b: 1, a: ["hunter2"] }) }], open: "text" };

describe("sealed values", () => {
  it("hold a hash where the secret was", () => {
    expect(JSON.stringify(seal(secret))).toMatch(
      /^\{"list":\[\{"password":\{"\$secret":"[0-9a-f]{64}"\}\}\],"open":"text"\}$/,
    );
  });

  it("open where the same secret is known, whatever the order of its keys and however it is wrapped", () => {
    const known = { list: [{ password: { a: [new Secret("hunter2")], b: 1 } }] };

    expect(unseal(seal(secret), secret)).toEqual(secret);
    expect(unseal(seal(secret), known)).toMatchObject({
      list: [{ password: new Secret(known.list[0]?.password ?? null) }],
    });
  });

  it("say that it was another secret, or none", () => {
    const other = { list: [{ password: new Secret("else") }] };

    for (const known of [other, {}, null]) {
      expect(unseal(seal(secret), known)).toMatchObject({
        list: [{ password: new Secret("changed outside of Pulumi") }],
      });
    }
  });
});
