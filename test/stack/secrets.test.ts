import { CANARY } from "../support/environment";
import { recordAll, STACKS } from "../support/three-stacks";

const of = recordAll();

it.each(STACKS)(
  "ALL-2 passwords, connection strings and configured secrets of %s are secrets",
  (stack) => {
    for (const { name, type, inputs, secrets } of of(stack).all) {
      for (const [path, value] of leaves(inputs)) {
        if (!value.includes(CANARY) && !value.includes("generated-")) continue;
        const covered = secrets.some((secret) => path === secret || path.startsWith(`${secret}.`));
        expect([type, name, path, covered]).toEqual([type, name, path, true]);
      }
    }
  },
);

/** Every text in a value, with its path. */
function leaves(value: unknown, path = ""): [string, string][] {
  if (typeof value === "string") return [[path, value]];
  if (value === null || typeof value !== "object") return [];
  return Object.entries(value).flatMap(([k, v]) => leaves(v, path === "" ? k : `${path}.${k}`));
}
