import { existsSync } from "node:fs";

import {
  find,
  insert,
  list,
  placeAt,
  remove,
  replace,
  type CloudObject,
} from "../../../sandbox/cloud/objects";
import { onDisk, temporary } from "../temporary";

const object: CloudObject = {
  type: "aws:iam/role:Role",
  id: "/team/a role?",
  uid: "1",
  name: "a",
  createdAt: "2026-01-01T00:00:00Z",
  inputs: { size: 1 },
  outputs: {},
};

describe("objects on disk", () => {
  it("are created once, under any id", () => {
    const place = placeAt(temporary(), "aws", "1");

    expect(insert(place, object)).toBe(true);
    expect(insert(place, { ...object, inputs: { size: 2 } })).toBe(false);
    expect(find(place, object.type, object.id)).toEqual(object);
  });

  it("tell long ids apart", () => {
    const place = placeAt(temporary(), "aws", "1");
    const [one, two] = ["1", "2"].map((end) => ({ ...object, id: `${"a".repeat(300)}${end}` }));
    if (one === undefined || two === undefined) throw new Error("unreachable");

    insert(place, one);

    expect(insert(place, two)).toBe(true);
    expect(find(place, one.type, one.id)).toEqual(one);
  });

  it("are replaced and removed, and nothing stays behind", () => {
    const sandbox = temporary();
    const place = placeAt(sandbox, "aws", "1");
    insert(place, object);
    replace(place, { ...object, inputs: { size: 2 } });

    expect(find(place, object.type, object.id)?.inputs).toEqual({ size: 2 });
    expect(remove(place, object.type, object.id)).toBe(true);
    expect(remove(place, object.type, object.id)).toBe(false);
    expect(onDisk(sandbox)).toBe("");
  });

  it("are listed with their places, one type or all", () => {
    const sandbox = temporary();
    const places = ["eu-central-1", "eu-west-1"].map((region) =>
      placeAt(sandbox, "aws", "1", region),
    );
    for (const place of places) insert(place, object);
    insert(places[0] ?? "", { ...object, type: "aws:kms/key:Key" });

    expect(list(placeAt(sandbox, "aws")).map(({ place }) => place)).toEqual([
      places[0],
      places[0],
      places[1],
    ]);
    expect(list(placeAt(sandbox, "aws"), object.type)).toHaveLength(2);
    expect(existsSync(placeAt(sandbox, "github"))).toBe(false);
    expect(list(placeAt(sandbox, "github"))).toEqual([]);
  });
});
