import { at, type BadSetting, EMPTY, expected, oneOf, unknownKey } from "./row";

const APP = "applications.appos";
const CARRIED = `${APP}.artifacts.e57209b12c69.migrations`;
const OPERATION = "name an operation as Alembic does, for example add_column";

const list = (migration: object) => [{ id: "0001", operations: [], ...migration }];

/** Bad values of when an application migrates, and of what an artifact says that it would run. */
export const MIGRATIONS: readonly BadSetting[] = [
  ...at(
    "prod",
    `${APP}.migrations`,
    ["migrations at a time of nobody's choice", "never", oneOf("whenNew", "withDeploy", "always")],
    ["no word on when it migrates", undefined, oneOf("whenNew", "withDeploy", "always")],
  ),
  ...at(
    "prod",
    CARRIED,
    ["migrations by name", { "0001": [] }, expected("array", "object")],
    ["a migration as text", ["0001"], expected("object", "string"), `${CARRIED}.0`],
    ["a migration without a name", list({ id: "" }), EMPTY, `${CARRIED}.0.id`],
    [
      "operations as text",
      list({ operations: "drop_table" }),
      expected("array", "string"),
      `${CARRIED}.0.operations`,
    ],
    [
      "an operation as a call",
      list({ operations: ["op.drop_table()"] }),
      OPERATION,
      `${CARRIED}.0.operations.0`,
    ],
    ["a migration's author", list({ author: "ada" }), unknownKey("author"), `${CARRIED}.0`],
  ),
];
