import { connectionUrl } from "../../../components/shared/connection-url";

const server = { scheme: "postgresql", host: "db.test", port: 5432, path: "appos_core" };

it.each([
  ["a bare server", {}, "postgresql://db.test:5432/appos_core"],
  ["a login", { user: "appos_a", password: "x" }, "postgresql://appos_a:x@db.test:5432/appos_core"],
  ["a user alone", { user: "appos_a" }, "postgresql://appos_a@db.test:5432/appos_core"],
  [
    "characters that a URL would take for its own",
    { user: "a@b", password: "p/w:d?#" },
    "postgresql://a%40b:p%2Fw%3Ad%3F%23@db.test:5432/appos_core",
  ],
  [
    "a query",
    { query: { sslmode: "require" } },
    "postgresql://db.test:5432/appos_core?sslmode=require",
  ],
  ["a logical database", { scheme: "rediss", path: 0 }, "rediss://db.test:5432/0"],
])("connectionUrl writes %s", (_title, change, expected) => {
  expect(connectionUrl({ ...server, ...change })).toBe(expected);
});
