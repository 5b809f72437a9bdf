import { canonical } from "../../../audit/report/document";
import { permissionChange } from "../../../audit/report/permissions";

const policy = (...statements: readonly object[]) => JSON.stringify({ Statement: statements });
const allow = (rest: object) => ({ Effect: "Allow", ...rest });
const deny = (rest: object) => ({ Effect: "Deny", ...rest });
const read = { Action: ["s3:GetObject"], Resource: "*" };

describe("a changed policy", () => {
  it.each<[string, string, string, boolean, readonly string[], readonly string[]]>([
    [
      "an action more widens",
      policy(allow(read)),
      policy(allow({ ...read, Action: ["s3:GetObject", "s3:PutObject"] })),
      ...([true, ["Allow to s3:PutObject on *"], []] as const),
    ],
    [
      "an action less narrows",
      policy(allow({ ...read, Action: ["a:B", "a:C"] })),
      policy(allow({ ...read, Action: "a:B" })),
      ...([false, [], ["Allow to a:C on *"]] as const),
    ],
    [
      "a denial more narrows",
      policy(allow(read)),
      policy(allow(read), deny(read)),
      false,
      ["Deny to s3:GetObject on *"],
      [],
    ],
    ["a denial less widens", policy(deny(read)), policy(), true, [], ["Deny to s3:GetObject on *"]],
    [
      "a condition less widens",
      policy(allow({ ...read, Condition: { Bool: { x: "true" } } })),
      policy(allow(read)),
      true,
      ["Allow to s3:GetObject on *"],
      ['Allow to s3:GetObject on * where {"Bool":{"x":"true"}}'],
    ],
    [
      "a condition more narrows",
      policy(allow(read)),
      policy(allow({ ...read, Condition: { Bool: { x: "true" } } })),
      false,
      ['Allow to s3:GetObject on * where {"Bool":{"x":"true"}}'],
      ["Allow to s3:GetObject on *"],
    ],
    [
      "one resource instead of all narrows",
      policy(allow({ Action: "s3:Get*", Resource: "*" })),
      policy(allow({ Action: "s3:GetObject", Resource: "arn:aws:s3:::a/*" })),
      false,
      ["Allow to s3:GetObject on arn:aws:s3:::a/*"],
      ["Allow to s3:Get* on *"],
    ],
    [
      "a denial of less widens",
      policy(deny({ Action: "s3:*", Resource: "*" })),
      policy(deny({ Action: "s3:Put*", Resource: "*" })),
      true,
      ["Deny to s3:Put* on *"],
      ["Deny to s3:* on *"],
    ],
    [
      "what is left out may be everything, so it widens",
      policy(allow({ Principal: { AWS: ["a"] }, Action: "x:Y" })),
      policy(allow({ Principal: { AWS: ["a"] }, NotAction: ["x:Y"] })),
      true,
      ["Allow for AWS a to all but x:Y"],
      ["Allow for AWS a to x:Y"],
    ],
    [
      "another order changes nothing",
      policy(allow({ ...read, Action: ["a:B", "a:C"] }), deny(read)),
      policy(deny(read), allow({ ...read, Action: ["a:C", "a:B"] })),
      ...([false, [], []] as const),
    ],
  ])("%s", (_title, before, after, widens, added, removed) => {
    expect(permissionChange(before, after)).toEqual({ added, removed, widens });
  });

  it.each(["", "{}", "[]", "text", '{"Statement"'])("is none where one side is %j", (other) => {
    expect(permissionChange(policy(allow(read)), other)).toBeUndefined();
  });
});

describe("a document", () => {
  it("reads the same whatever the order of its keys and sets", () => {
    const one = '{"b":1,"Action":["x","y"],"list":[2,1]}';
    const other = '{ "Action": ["y", "x"], "list": [2, 1], "b": 1 }';

    expect(canonical(one)).toBe(canonical(other));
    expect(canonical(one)).not.toBe(canonical(one.replace("[2,1]", "[1,2]")));
  });

  it("names where what is unknown comes from", () => {
    expect(canonical('{"a":"x-04da6b54-80e4-46f7-96ec-b56ff0331ba9"}', ["queue"])).toContain(
      '"x-(known after apply: queue)"',
    );
  });
});
