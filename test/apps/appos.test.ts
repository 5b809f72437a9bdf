import { parse } from "yaml";

import { specs } from "../../apps";
import { secretKeys } from "../../apps/secret-keys";
import { settingsOf } from "../support/environment";
import { recordAll } from "../support/three-stacks";

const of = recordAll();

describe("secretKeys", () => {
  it("lists what a stack file needs", () => {
    expect(secretKeys(settingsOf("prod"), specs)).toContain("platform:appos.slackWebhook");
    expect(secretKeys(settingsOf("dev"), specs)).toEqual([
      "platform:github.readerKey",
      "platform:github.releaseKey",
      "platform:github.releaseChannel",
      "platform:life-os.geminiApiKey",
      "platform:life-os.openaiApiKey",
      "platform:lifeos.registryPassword",
    ]);
  });

  it("asks for nothing when the file is not valid", () => {
    expect(secretKeys({ environment: "prod" }, specs)).toEqual([]);
  });
});

it("APP-13 no application knows an environment beside dev, staging and prod", () => {
  for (const spec of Object.values(specs)) {
    expect(Object.keys(spec.environments)).toEqual(["dev", "staging", "prod"]);
  }
});

it.each([
  ["dev", "dev"],
  ["staging", "staging"],
  ["prod", "prod"],
] as const)("APP-01 APP-11 appos.yaml of %s names its environment", (stack, environment) => {
  const { inputs } = of(stack).find(({ name }) => name.startsWith("appos-config-"));
  const { data } = inputs as { data: Record<string, string> };

  expect(Object.keys(data)).toEqual([`appos.${environment}.yaml`]);
  expect(parse(data[`appos.${environment}.yaml`] ?? "")).toMatchObject({
    platform: { environment },
  });
});
