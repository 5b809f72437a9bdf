import { readFileSync } from "node:fs";
import { join } from "node:path";

import { parity } from "../../audit/parity/parity";
import { readReasons } from "../../audit/parity/reasons";
import type { Environment } from "../../config/schema";
import { ROOT } from "../support/lab";
import { recordAll } from "../support/three-stacks";

const of = recordAll();

it("explains every difference between staging and prod, and no other", async () => {
  const reasons = readReasons(readFileSync(join(ROOT, "parity.yaml"), "utf8"), ["staging", "prod"]);
  const earliest = reasons.map(({ expires }) => expires).sort()[0] ?? "";
  const { code, stdout } = await parity(["staging", "prod"], reasons, earliest, (args) =>
    Promise.resolve({ code: 0, stdout: declared(args[3] as Environment), stderr: "" }),
  );

  expect(stdout.split("\n").filter((line) => /^(?:UNEXPLAINED|IDLE) {2}/.test(line))).toEqual([]);
  expect(code).toBe(0);
});

/** What a stack declares, as its exported state would have it; ARNs are made up by mocks. */
function declared(stack: Environment): string {
  const resources = of(stack).all.map(
    ({ type, name, inputs, secrets, protect, retainOnDelete }) => {
      const hidden = secrets.map((path) => [path.split(".")[0] ?? "", "[secret]"] as const);
      return {
        urn: `urn:pulumi:${stack}::platform::${type}::${name}`,
        inputs: { ...inputs, ...Object.fromEntries(hidden) },
        ...{ protect, retainOnDelete },
      };
    },
  );
  return JSON.stringify({ deployment: { resources } }, (_, value: unknown) =>
    typeof value === "string" ? value.replace(/^arn:[^:]+$/, "arn") : value,
  );
}
