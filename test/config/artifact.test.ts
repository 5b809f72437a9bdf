import { artifactId, contentId, dangers, isDigest } from "../../config/artifact";

const one = `sha256:${"1".padStart(64, "0")}`;
const two = `sha256:${"2".padStart(64, "0")}`;

describe("artifactId", () => {
  it("is the same whatever the order of the keys", () => {
    const forth = { images: { web: one, front: two }, schemaHead: "0001" };
    const back = { schemaHead: "0001", images: { front: two, web: one } };

    expect(artifactId(forth)).toBe(artifactId(back));
    expect(artifactId(forth)).toBe("860777ecfc8e");
  });

  it("changes with an image and with the schema", () => {
    const artifact = { images: { web: one }, schemaHead: "0001" };

    expect(artifactId({ ...artifact, images: { web: two } })).not.toBe(artifactId(artifact));
    expect(artifactId({ ...artifact, schemaHead: "0002" })).not.toBe(artifactId(artifact));
  });
});

it("contentId keeps the order of lists", () => {
  expect(contentId(["a", "b"])).not.toBe(contentId(["b", "a"]));
});

it.each([
  [one, true],
  ["sha256:1", false],
  ["v1.2.3", false],
])("isDigest tells %s", (image, expected) => {
  expect(isDigest(image)).toBe(expected);
});

describe("the migrations that an artifact carries", () => {
  const artifact = { images: { web: one }, schemaHead: "0001" };
  const migrations = [{ id: "0001", operations: ["drop_table"] }];

  it("belong to its name, so that nobody can leave them out on the way", () => {
    expect(artifactId({ ...artifact, migrations })).not.toBe(artifactId(artifact));
    expect(artifactId({ ...artifact, migrations: undefined })).toBe(artifactId(artifact));
  });

  it.each([
    ["drop_table", ["drop_table"]],
    ["drop_column", ["drop_column"]],
    ["alter_column", ["alter_column"]],
    ["execute", ["execute"]],
    ["add_column", []],
  ])("need leave for %s or not", (operation, expected) => {
    expect(dangers({ id: "0001", operations: [operation] })).toEqual(expected);
  });
});
